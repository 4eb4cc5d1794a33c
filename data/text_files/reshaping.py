"""How the cells of a damaged record become as many as the columns: left out, joined or cut."""

from collections.abc import Iterator

from data.text_files.column_habits import ColumnHabit, Habits
from data.text_files.line_readings import Quoted, Reading
from data.values.shapes import shape

WIDEST, WIDEST_FOR_TWO = 300, 20
"""In wider tables no way is sought to lose one cell, or two: there are too many of them."""
LONGEST_CUT = 200
"""A longer cell is not tried for being two."""

OPERATION = 1.5


def reshaped(cells: list[str], habits: Habits, joint: str) -> Iterator[Reading]:
    """Every way to come to the right number of cells, with how odd it is."""
    surplus = len(cells) - len(habits)
    if not surplus:
        yield 0.0, cells
    elif joint == " " and surplus > 0:
        joined = _joined(cells, habits)
        if joined:
            yield OPERATION, joined
    elif surplus == 1 or (surplus == 2 and len(habits) <= WIDEST_FOR_TWO):
        for cost, shorter in _without_one(cells, habits, joint):
            for oddness, mended in reshaped(shorter, habits, joint):
                yield oddness + cost, mended
    elif surplus == -1:
        yield OPERATION, [*cells, ""]
        for longer in _cut(cells, habits):
            yield OPERATION, longer


def _without_one(cells: list[str], habits: Habits, joint: str) -> Iterator[Reading]:
    """A blank cell that a delimiter too many made, or a text that had the delimiter in it."""
    for place, cell in enumerate(cells[: WIDEST + 2]):
        if not cell.strip():
            yield OPERATION, cells[:place] + cells[place + 1 :]
        elif place and cells[place - 1].strip() and _are_bare(cells[place - 1 : place + 1]):
            both = cells[place - 1] + joint + cell
            if place <= len(habits) and habits[place - 1].is_free and shape(both) == "text":
                yield 2 * OPERATION, [*cells[: place - 1], both, *cells[place + 1 :]]


def _cut(cells: list[str], habits: Habits) -> Iterator[list[str]]:
    """A cell unlike all others of its column, cut where another kind of sign begins."""
    for place, cell in enumerate(cells[:WIDEST]):
        is_strange = not isinstance(cell, Quoted) and not habits[place].knows(cell)
        if is_strange and 1 < len(cell) <= LONGEST_CUT:
            for left, right in _halves(cell, habits[place], habits[place + 1]):
                yield [*cells[:place], left, right, *cells[place + 1 :]]


def _halves(cell: str, first: ColumnHabit, second: ColumnHabit) -> Iterator[tuple[str, str]]:
    """Where a cell may be cut; nowhere where two ways look right, as in digits run together."""
    ways = [(cell[:at], cell[at:]) for at in range(1, len(cell))]
    if sum(first.knows(left) and second.knows(right) for left, right in ways) < 2:
        for left, right in ways:
            is_due = first.demands(left) or second.demands(right)
            if is_due or _kind(left[-1]) != _kind(right[0]):
                yield left, right


def _joined(cells: list[str], habits: Habits) -> list[str] | None:
    """Words put together so that all columns fit best: one pass per column, from the left."""
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for column, habit in enumerate(habits):
        following: dict[int, tuple[float, list[str]]] = {}
        left = len(habits) - column - 1
        for start, (value, taken) in best.items():
            for end in range(start + 1, len(cells) - left + 1):
                if end - start > 1 and not _are_bare(cells[start:end]):
                    break
                text = " ".join(cells[start:end])
                total = value + habit.fit(text)
                if end not in following or total > following[end][0]:
                    following[end] = (total, [*taken, text])
        best = following
    return best[len(cells)][1] if len(cells) in best else None


def _are_bare(cells: list[str]) -> bool:
    """Whether none of these stood between quotes, or began or ended with one."""
    return not any(isinstance(cell, Quoted) or '"' in cell[:1] + cell[-1:] for cell in cells)


def _kind(sign: str) -> str:
    if sign.isdigit():
        return "digit"
    return "letter" if sign.isalpha() else "sign"
