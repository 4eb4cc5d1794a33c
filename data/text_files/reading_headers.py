"""Where the table begins in a file: how wide it is, which records name its columns."""

from collections import Counter
from dataclasses import dataclass

from data.problems import Problem, shortened
from data.text_files.dialects import Dialect
from data.text_files.header_lines import below, is_remark, joined, mended, only_above
from data.values.shapes import shape

HEAD = 200
"""So many records are looked at."""

MOST_LINES = 4
"""A header of more lines is none."""


@dataclass(frozen=True)
class Layout:
    """The width of the table, the names of its columns, and at which record its body begins.

    `written` are the names as they stand in the file, blanks around them included; `lines` is how
    many records they fill; `filled` is how many cells the records have, where columns at the end
    were named and never filled; `lacking` is how many names there are too few.
    """

    header: tuple[str, ...]
    body: int
    has_header: bool
    confidence: float = 1.0
    written: tuple[str, ...] = ()
    lines: int = 0
    filled: int = 0
    lacking: int = 0

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.header)

    @property
    def preamble(self) -> int:
        """How many records stand above the table."""
        return self.body - self.lines

    @property
    def problems(self) -> tuple[Problem, ...]:
        """A header of fewer names than columns: who lost a separator has names out of place."""
        if not self.lacking:
            return ()
        named = shortened(" | ".join(self.header[: self.width - self.lacking]))
        return (Problem("fewer_names", 0, None, named, str(self.width)),)


def lay_out(
    head: list[list[str]], has_header: bool | None = None, dialect: Dialect | None = None
) -> Layout:
    """The layout of a file whose first records these are."""
    filled, width = _widths(head)
    full = (i for i, cells in enumerate(head) if _is_full(cells, filled) and not is_remark(cells))
    first = next(full, 0)
    found = _found(head, first, width, has_header, dialect)
    if found is None:
        confidence = 1.0 if has_header is False else _verdict(head, first, width)[1]
        return Layout(("",) * width, first, False, confidence, ("",) * width, 0, width)
    place, top, confidence = found
    return _with_header(head, place, top, width, confidence)


def _found(
    head: list[list[str]],
    first: int,
    width: int,
    has_header: bool | None,
    dialect: Dialect | None,
) -> tuple[int, list[str], float] | None:
    """The record that names the columns; a damaged one may stand above the first full record."""
    if has_header is False:
        return None
    damaged = mended(head[first - 1], width, dialect) if dialect and first else []
    top = mended(head[first], width, dialect) if dialect else head[first]
    is_named, confidence = _verdict(head, first, width, top)
    if is_named or has_header:
        return first, top, confidence if has_header is None else 1.0
    names = [name.strip() for name in damaged]
    if len(names) == width == len(set(names)) and _names(names, _body(head, first - 1, width))[0]:
        return first - 1, damaged, 0.7
    return None


def _verdict(
    head: list[list[str]], first: int, width: int, top: list[str] | None = None
) -> tuple[bool, float]:
    return _names(top or head[first], _body(head, first, width))


def _body(head: list[list[str]], first: int, width: int) -> list[list[str]]:
    return [cells for cells in head[first + 1 :] if len(cells) == width]


def _with_header(
    head: list[list[str]], first: int, top: list[str], width: int, confidence: float
) -> Layout:
    """The layout where this record names the columns, with the lines of names around it."""
    start, end, names = first, first + 1, _to_width(top, width)
    while first - start < MOST_LINES and start and only_above(head[start - 1], names):
        start -= 1
        names = joined(_to_width(head[start], width), names)
    while end - first < MOST_LINES and (more := below(head, end, names)):
        names = joined(names, head[more]) if head[more] != top else names
        end = more + 1
    header = tuple(" ".join(name.split(" ")).strip() for name in names)
    lacking = max(0, width - len(top)) if end - start == 1 else 0
    return Layout(header, end, True, confidence, tuple(names), end - start, width, lacking)


def _to_width(cells: list[str], width: int) -> list[str]:
    """Names for every column; a table may have named columns that nobody ever filled."""
    named = _filled_width(cells)
    return [*cells[: max(width, named)], *[""] * (width - len(cells))]


def _widths(head: list[list[str]]) -> tuple[int, int]:
    """How many cells records usually fill, and how many they have."""
    widths = Counter(_filled_width(cells) for cells in head)
    widths.pop(0, None)
    common = {w: n for w, n in widths.items() if n > 1} or widths
    usual = max(common, key=lambda w: (common[w] * (w - 1), w), default=0)
    # Last cells are often blank; a header tells how far the table goes.
    raw = Counter(len(cells) for cells in head if _filled_width(cells) >= usual)
    return usual, max(raw, key=lambda w: (raw[w], w), default=usual)


def _filled_width(cells: list[str]) -> int:
    return max((i + 1 for i, cell in enumerate(cells) if cell.strip()), default=0)


def _is_full(cells: list[str], width: int) -> bool:
    return sum(bool(cell.strip()) for cell in cells) >= max(1, 0.6 * width)


def _names(cells: list[str], body: list[list[str]]) -> tuple[bool, float]:
    """Whether the first full record names the columns, by how it differs from what is below it."""
    width = len(body[0]) if body else len(cells)
    top = [cell.strip() for cell in cells[:width]]
    if _is_sequence(top):
        return True, 0.6
    shapes = [shape(cell) for cell in top]
    below = [_column_shape(body, i) for i in range(len(top))]
    is_data = sum(s in ("number", "date", "time", "email") for s in shapes)
    differs = sum(
        s == "text" and b not in ("text", "blank") for s, b in zip(shapes, below, strict=True)
    )
    repeats = sum(_repeats(cell, body, i) for i, cell in enumerate(top) if cell)
    if is_data > differs:
        return False, 0.9
    if differs:
        return True, 1.0
    return (False, 0.7) if repeats > len(top) / 2 else (True, 0.8)


def _is_sequence(top: list[str]) -> bool:
    """Whether the numbers among the names are years, or count the columns, one after another."""
    numbers = [int(cell) for cell in top if cell.isdecimal() and len(cell) < 10]
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    return 1900 < numbers[0] < 2100 or (len(numbers) == len(top) and numbers[0] in (0, 1))


def _column_shape(body: list[list[str]], position: int) -> str:
    shapes = Counter(shape(cells[position]) for cells in body)
    shapes.pop("blank", None)
    total = sum(shapes.values())
    common, count = shapes.most_common(1)[0] if shapes else ("blank", 0)
    return common if count >= 0.8 * total else "text"


def _repeats(cell: str, body: list[list[str]], position: int) -> bool:
    return any(cells[position].strip() == cell for cells in body)
