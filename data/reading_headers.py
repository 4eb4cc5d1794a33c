"""Where the table begins in a file: how wide it is, which record names its columns."""

from collections import Counter
from dataclasses import dataclass

from data.shapes import shape

HEAD = 200
"""So many records are looked at."""


@dataclass(frozen=True)
class Layout:
    """The width of the table, the names of its columns, and at which record its body begins."""

    header: tuple[str, ...]
    body: int
    has_header: bool
    confidence: float = 1.0

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.header)

    @property
    def preamble(self) -> int:
        """How many records stand above the table."""
        return self.body - self.has_header


def lay_out(head: list[list[str]], has_header: bool | None = None) -> Layout:
    """The layout of a file whose first records these are."""
    width = _width(head)
    first = next((i for i, cells in enumerate(head) if _is_full(cells, width)), 0)
    top = [cell.strip() for cell in head[first][:width]]
    body = [cells for cells in head[first + 1 :] if len(cells) == width]
    verdict, confidence = (has_header, 1.0) if has_header is not None else _names(top, body)
    if not verdict:
        return Layout(("",) * width, first, False, confidence)
    header = tuple(top + [""] * (width - len(top)))
    return Layout(header, first + 1, True, confidence)


def _width(head: list[list[str]]) -> int:
    widths = Counter(_filled_width(cells) for cells in head)
    widths.pop(0, None)
    common = {w: n for w, n in widths.items() if n > 1} or widths
    usual = max(common, key=lambda w: (common[w] * (w - 1), w), default=0)
    # Last cells are often blank; a header tells how far the table goes.
    raw = Counter(len(cells) for cells in head if _filled_width(cells) >= usual)
    return max(raw, key=lambda w: (raw[w], w), default=usual)


def _filled_width(cells: list[str]) -> int:
    return max((i + 1 for i, cell in enumerate(cells) if cell.strip()), default=0)


def _is_full(cells: list[str], width: int) -> bool:
    return sum(bool(cell.strip()) for cell in cells) >= max(1, 0.6 * width)


def _names(top: list[str], body: list[list[str]]) -> tuple[bool, float]:
    """Whether the first full record names the columns, by how it differs from what is below it."""
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
