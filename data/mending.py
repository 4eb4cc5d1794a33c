"""How a damaged record is put right: the reading whose cells fit the habits of their columns.

A record is mended where one reading fits clearly better than any other, and no worse than whole
records do; otherwise it stays as it came and is set aside.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.column_habits import Habits, fit
from data.dialects import DELIMITERS, Dialect
from data.line_readings import Quoted, Reading, readings

CLEARLY = 0.7
"""How much better the best reading must fit than the next: about twice as likely."""

LONGEST_CUT = 200
"""A longer cell is not tried for being two."""

MOST_PARTS = 40
"""A record in another delimiter with more parts is not put together from them."""

LEAST_KNOWN = 4
"""From fewer whole records nothing is learnt about the columns."""

HARMLESS = 1.6
"""A reading with the right number of cells that is no odder, one stray quote, needs no rivals."""

_OPERATION = 1.5
_SLACK = 2.5
_FOREIGN = 4.0


@dataclass(frozen=True)
class Mender:
    """What is needed to put records of one file right; `worst_fit` is that of its whole records."""

    dialect: Dialect
    habits: Habits
    worst_fit: float

    @staticmethod
    def of(dialect: Dialect, habits: Habits, records: list[list[str]]) -> "Mender":
        """A mender that has learnt from the head of a file."""
        whole = sorted(fit(habits, cells) for cells in records if len(cells) == len(habits))
        worst = whole[len(whole) // 50] if whole else 0.0
        return Mender(dialect, habits, worst - _SLACK)

    def mended(self, line: str) -> list[str] | None:
        """The cells of a damaged record, or nothing where it is not clear what they are."""
        width = len(self.habits)
        if width < 2 or not self.habits[0].total:
            return None
        own = readings(line, self.dialect, width + 2)
        if width in own and own[width][0] <= HARMLESS and self._passes(own[width][1]):
            return self._closed(own[width][1])
        if self.habits[0].total < LEAST_KNOWN:
            return None
        return self._clearest([*self._valued(own, 0.0), *self._foreign(line, own)])

    def _closed(self, cells: list[str]) -> list[str]:
        """A quote that opens and never closes is none of the text where such cells are quoted."""
        quote, quoted = self.dialect.quote, self.dialect.quoted_columns
        return [c.removeprefix(quote) if p in quoted else c for p, c in enumerate(cells)]

    def _clearest(self, candidates: list[Reading]) -> list[str] | None:
        ranked = sorted(candidates, key=lambda one: -one[0])
        if not ranked:
            return None
        best, cells = ranked[0]
        rival = next((value for value, others in ranked if others != cells), best - CLEARLY)
        return cells if best - rival >= CLEARLY and self._passes(cells) else None

    def _foreign(self, line: str, own: dict[int, Reading]) -> Iterator[Reading]:
        """The line under another delimiter, where its own hardly splits it."""
        width = len(self.habits)
        usual = min(own, key=lambda count: own[count][0], default=0)
        if usual <= width // 2 + 1:
            for sign in (*DELIMITERS, " "):
                if sign != self.dialect.delimiter and width - 1 <= line.count(sign):
                    other = readings(line, replace(self.dialect, delimiter=sign), MOST_PARTS)
                    yield from self._valued(other, _FOREIGN, sign)

    def _valued(
        self, found: dict[int, Reading], oddness: float, joint: str = ""
    ) -> Iterator[Reading]:
        width = len(self.habits)
        for count, (odd, cells) in found.items():
            for work, mended in self._reshaped(cells, joint or self.dialect.delimiter):
                if abs(count - width) <= 2 or joint:
                    yield self._fit(mended) - odd - work - oddness, mended

    def _reshaped(self, cells: list[str], joint: str) -> Iterator[tuple[float, list[str]]]:
        """The cells with some left out, joined or cut, until they are as many as the columns."""
        surplus = len(cells) - len(self.habits)
        if not surplus:
            yield 0.0, cells
        elif surplus in (1, 2) and joint != " ":
            for cost, shorter in self._without_one(cells, joint):
                for work, mended in self._reshaped(shorter, joint):
                    yield work + cost, mended
        elif surplus > 0:
            joined = self._joined(cells, joint)
            if joined:
                yield _OPERATION, joined
        elif surplus == -1:
            yield _OPERATION, [*cells, ""]
            for longer in self._cut(cells):
                yield _OPERATION, longer

    def _without_one(self, cells: list[str], joint: str) -> Iterator[Reading]:
        for place, cell in enumerate(cells):
            if not cell.strip():
                yield _OPERATION, cells[:place] + cells[place + 1 :]
            elif place and cells[place - 1].strip() and _are_bare(cells[place - 1 : place + 1]):
                both = cells[place - 1] + joint + cell
                yield 2 * _OPERATION, [*cells[: place - 1], both, *cells[place + 1 :]]

    def _cut(self, cells: list[str]) -> Iterator[list[str]]:
        for place, cell in enumerate(cells):
            if 1 < len(cell) <= LONGEST_CUT and self._is_strange(cell, place):
                for at in range(1, len(cell)):
                    yield [*cells[:place], cell[:at], cell[at:], *cells[place + 1 :]]

    def _is_strange(self, cell: str, place: int) -> bool:
        """Whether a cell is unlike all others of its column; only such a cell may be two."""
        return not isinstance(cell, Quoted) and not self.habits[place].knows(cell)

    def _joined(self, cells: list[str], joint: str) -> list[str] | None:
        """Neighbours put together so that all fit best: one pass per column, from the left."""
        best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
        for column, habit in enumerate(self.habits):
            following: dict[int, tuple[float, list[str]]] = {}
            left = len(self.habits) - column - 1
            for start, (value, taken) in best.items():
                for end in range(start + 1, len(cells) - left + 1):
                    if end - start > 1 and not _are_bare(cells[start:end]):
                        break
                    text = joint.join(cells[start:end])
                    total = value + habit.fit(text)
                    if end not in following or total > following[end][0]:
                        following[end] = (total, [*taken, text])
            best = following
        return best[len(cells)][1] if len(cells) in best else None

    def _fit(self, cells: list[str]) -> float:
        """A stray quote in front of a cell says nothing about it."""
        return fit(self.habits, [cell.removeprefix(self.dialect.quote) for cell in cells])

    def _passes(self, cells: list[str]) -> bool:
        bare = [cell.removeprefix(self.dialect.quote) for cell in cells]
        allowed = all(h.allows(c) for h, c in zip(self.habits, bare, strict=True))
        return allowed and self._fit(cells) >= self.worst_fit


def _are_bare(cells: list[str]) -> bool:
    """Whether none of these stood between quotes; only such cells were one."""
    return not any(isinstance(cell, Quoted) for cell in cells)
