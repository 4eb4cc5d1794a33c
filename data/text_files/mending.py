"""How a damaged record is put right: the reading whose cells fit the habits of their columns.

A record is mended where one reading fits clearly better than any other, and no worse than whole
records do; otherwise it stays as it came and is set aside.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

from data.text_files.column_habits import Habits, fit
from data.text_files.dialects import BLANKS, DELIMITERS, Dialect
from data.text_files.line_readings import MOST_SIGNS, Reading, readings
from data.text_files.reshaping import reshaped

CLEARLY = 0.7
"""How much better the best reading must fit than the next: about twice as likely."""

MOST_PARTS = 40
"""A record in another delimiter, or in blanks, with more parts is not put together from them."""

LEAST_KNOWN = 4
"""From fewer whole records nothing is learnt about the columns."""

REGULAR = 0.6
"""Where fewer of the first records are whole, the others are no slips."""

MOST_WORK = 3_000_000
"""After so much work on one file, a few seconds, damaged records stay as they came."""

HARMLESS = 1.6
"""A reading with the right number of cells that is no odder, one stray quote, needs no rivals."""

_SLACK = 2.5
_FOREIGN = 4.0


@dataclass
class Mender:
    """What is needed to put records of one file right.

    `worst_fit` is that of its whole records; `is_regular` tells whether most are whole, or need
    not be, as words have blanks in them; `work` is
    how many cells were tried in how many ways so far.
    """

    dialect: Dialect
    habits: Habits
    worst_fit: float
    is_regular: bool = True
    work: int = 0

    @staticmethod
    def of(dialect: Dialect, habits: Habits, records: list[list[str]]) -> "Mender":
        """A mender that has learnt from the head of a file."""
        whole = sorted(fit(habits, cells) for cells in records if len(cells) == len(habits))
        worst = whole[len(whole) // 50] if whole else 0.0
        is_regular = dialect.delimiter == BLANKS or len(whole) > REGULAR * len(records)
        return Mender(dialect, habits, worst - _SLACK, is_regular)

    def mended(self, line: str) -> list[str] | None:
        """The cells of a damaged record, or nothing where it is not clear what they are."""
        width = len(self.habits)
        if width < 2 or not self.habits[0].total or self.work > MOST_WORK:
            return None
        signs = line.count(self.dialect.delimiter), line.count(self.dialect.quote)
        self.work += min(sum(signs), MOST_SIGNS) * (1 + signs[1]) * width // 50
        is_blank = self.dialect.delimiter == BLANKS
        own = readings(line, self.dialect, MOST_PARTS if is_blank else width + 2)
        if width in own and own[width][0] <= HARMLESS and self._passes(own[width][1]):
            return self._closed(own[width][1])
        if self.habits[0].total < LEAST_KNOWN or not self.is_regular:
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
        rival = next((value for value, others in ranked if others != cells), -inf)
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
        for odd, cells in found.values():
            for work, put_right in reshaped(cells, self.habits, joint or self.dialect.delimiter):
                self.work += len(put_right)
                yield self._fit(put_right) - odd - work - oddness, put_right

    def _fit(self, cells: list[str]) -> float:
        """A stray quote in front of a cell says nothing about it."""
        return fit(self.habits, [cell.removeprefix(self.dialect.quote) for cell in cells])

    def _passes(self, cells: list[str]) -> bool:
        bare = [cell.removeprefix(self.dialect.quote) for cell in cells]
        allowed = all(h.allows(c) for h, c in zip(self.habits, bare, strict=True))
        return allowed and self._fit(cells) >= self.worst_fit
