"""What merged cells of a workbook say: a value for each row they cover, a group for its columns."""

from dataclasses import dataclass

HEAD = 30
"""Headers of several levels stand among so many rows."""


@dataclass(frozen=True)
class Merged:
    """One merged cell: the rows that it covers, its first and its last column."""

    rows: tuple[int, ...]
    first: int
    last: int

    @property
    def is_wide(self) -> bool:
        """Whether it stands over several columns."""
        return self.last > self.first


def unmerged(cells: list[list[str]], merged: list[Merged]) -> list[list[str]]:
    """The rows as if nothing had been merged, the levels of a header put together as one row."""
    for one in merged:
        _fill_down(cells, one)
    levels = _levels(cells, [m for m in merged if m.is_wide])
    if not levels:
        return cells
    header = _names([_carried(cells[row], row, merged) for row in levels])
    return [*cells[: levels[0]], header, *cells[levels[-1] + 1 :]]


def without_notes(cells: list[list[str]]) -> tuple[list[list[str]], int]:
    """The rows below a title and notes, which fill one cell each, and how many of those there are.

    Rows of one cell each to the end are a table of one column.
    """
    filled = (sum(map(bool, row)) for row in cells[:HEAD])
    first = next((place for place, count in enumerate(filled) if count > 1), 0)
    is_table = first and sum(map(bool, cells[first])) > 2
    return (cells[first:], first) if is_table else (cells, 0)


def _fill_down(cells: list[list[str]], one: Merged) -> None:
    """What is merged over rows is said of each of them."""
    top = cells[one.rows[0]]
    for row in one.rows[1:]:
        if one.first < len(top) and one.first < len(cells[row]):
            cells[row][one.first] = cells[row][one.first] or top[one.first]


def _levels(cells: list[list[str]], wide: list[Merged]) -> list[int]:
    """The rows of a header of several levels: groups above groups above names."""
    grouping = {row for m in wide for row in m.rows[:1] if _is_group(cells, row, m)}
    first = min(grouping, default=None)
    if first is None:
        return []
    last = first
    while last in grouping:
        last += 1
    return list(range(first, last + 1))


def _is_group(cells: list[list[str]], row: int, one: Merged) -> bool:
    """Whether it names the columns below it; a title stands alone in its row, a value on values."""
    if row >= HEAD or row + 1 >= len(cells) or sum(map(bool, cells[row])) < 2:
        return False
    below = cells[row + 1][one.first : one.last + 1]
    return sum(map(bool, below)) > 1 and not any(_is_value(cell) for cell in below)


def _is_value(cell: str) -> bool:
    """Whether it is a number or a date rather than a name; a year may well name a column."""
    digits = sum(map(str.isdigit, cell))
    return digits > 0.5 * len(cell) and not (cell.isdigit() and 1900 < int(cell[:5]) < 2100)


def _carried(cells: list[str], row: int, merged: list[Merged]) -> list[str]:
    """The row with what is merged over several columns in each of them."""
    carried = list(cells)
    for one in merged:
        if row in one.rows and one.first < len(cells):
            for column in range(one.first, min(one.last + 1, len(carried))):
                carried[column] = carried[column] or cells[one.first]
    return carried


def _names(levels: list[list[str]]) -> list[str]:
    """A column's own name where no other has it, else with the groups above it."""
    own = [
        next((part for part in reversed(parts) if part), "") for parts in zip(*levels, strict=True)
    ]
    paths = [" ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*levels, strict=True)]
    return [name if own.count(name) == 1 else path for name, path in zip(own, paths, strict=True)]
