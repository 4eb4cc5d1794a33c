"""How much like a table records are: of one width, and of cells that look whole."""

import re
from collections import Counter
from collections.abc import Iterable

from data.values.shapes import shape

MOST_CELLS = 4000
"""So many cells are looked at; more of them say the same."""

REGULAR = 0.95
"""Where so many records are of one width, they are records."""

LONGEST_PREAMBLE, LEAST_TABLE = 40, 3
"""So many lines may stand above a table, which has so many records at least."""

_TOLD = re.compile(r"[\w/–—-]")
_KNOWN = ("number", "date", "time")
_QUOTED_AMONG_BLANKS = re.compile(r'\w "(?:[^"]|"")*"(?= |\s*$)|^"(?:[^"]|"")*" \w')
_HALF_SPLIT = re.compile(r'[,;|]\S|\t|^["“”,;|]|["“”,;|]\s*$|\|\|')


def score(records: list[list[str]]) -> float:
    """The share of records of the usual width, times that of whole cells; wider is surer."""
    widths = Counter(len(cells) for cells in records if cells)
    width = usual_width(widths)
    if width < 2:
        return 0.0
    looked_at = [cells for cells in records if len(cells) == width][: MOST_CELLS // width + 2]
    wholes = sum(map(_wholeness, (cell for cells in looked_at for cell in cells)))
    share = wholes / (width * len(looked_at)) - _hollow(looked_at)
    return widths[width] / sum(widths.values()) * max(share, 0.0) * (1 - 0.5 / width)


def below_preamble(records: list[list[str]]) -> list[list[str]]:
    """The records without lines of one cell above them, where what follows is clearly a table."""
    above = next((i for i, cells in enumerate(records) if len(cells) > 1), 0)
    below = [len(cells) for cells in records[above:] if cells]
    is_table = len(below) >= LEAST_TABLE and min(below) > 2 and len(set(below)) == 1
    return records[above:] if above <= LONGEST_PREAMBLE and is_table else records


def regularity(records: list[list[str]]) -> float:
    """The share of records of the usual width, where that is more than one cell."""
    widths = Counter(len(cells) for cells in records if cells)
    width = usual_width(widths)
    return widths[width] / widths.total() if width > 1 else 0.0


def usual_width(widths: Counter[int]) -> int:
    """The width that most records have, one cell counting for nothing."""
    return max(widths, key=lambda width: widths[width] * (width - 1), default=1)


def score_of_blanks(lines: list[str]) -> float:
    """Blanks separate where they give a table of numbers and dates; words have blanks in them."""
    records = [line.split() for line in lines]
    widths = Counter(map(len, records))
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    if width < 2 or count < REGULAR * len(records) or any("," in line for line in lines):
        return 0.0
    body = [cells for cells in records[1:] if len(cells) == width] or records
    known = sum(shape(cell) in _KNOWN for cell in _first(body))
    share = known / max(min(sum(map(len, body)), MOST_CELLS), 1)
    return share * (1 - 0.5 / width) if share > 0.5 else 0.0


def are_quoted_among_blanks(lines: list[str]) -> bool:
    """Whether blanks are all that can set the cells of most lines apart from quoted ones."""
    held = sum(bool(_QUOTED_AMONG_BLANKS.search(line)) for line in lines)
    names = lines[0].split() if lines else []
    return len(set(names)) == len(names) > 2 and held >= REGULAR * len(lines)


def _first(records: list[list[str]]) -> Iterable[str]:
    return [cell for cells in records for cell in cells][:MOST_CELLS]


def _wholeness(cell: str) -> float:
    """A known shape or words; a cell with another delimiter or a quote in it is a half of one.

    Blanks around a cell are what is left of a delimiter that has them.
    """
    if shape(cell) == "text" and _HALF_SPLIT.search(cell):
        return 0.0
    return 1.0 if cell == cell.strip() or not cell.strip() else 0.97


def _hollow(records: list[list[str]]) -> float:
    """The share of columns between others that tell nothing: the delimiter is longer."""
    filled = [any(map(_TOLD.search, column)) for column in zip(*records, strict=True)]
    inner = [is_filled for place, is_filled in enumerate(filled) if any(filled[place:])]
    return inner.count(False) / len(filled) if len(records) > 1 else 0.0
