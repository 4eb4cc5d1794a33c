"""How a text file separates its cells: which delimiter, which quotes, told by its first lines."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from data.shapes import shape

DELIMITERS = (",", ";", "\t", "|")
BLANKS = " "
"""The delimiter of files whose columns are set apart by runs of blanks."""
NO_DELIMITER = "\x1f"
"""What a file of one column is split by: a character that does not occur in text."""

WORST_SCORE = 0.2
"""Below it, no delimiter gives a table: the file has one column."""

_SEPARATOR_LINE = re.compile(r"^\"?sep=(.)\"?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """The delimiter and quotes of a file, and how sure they are.

    `leading` is how many lines stand before the first record only to name the delimiter; `width`
    is how many cells the usual record has.
    """

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    confidence: float = 1.0
    leading: int = 0
    width: int = 1

    def cells(self, lines: list[str]) -> list[list[str]]:
        """The records of these lines, taken at their word."""
        if self.delimiter == BLANKS:
            return [line.split() for line in lines]
        return list(self.reader(lines))

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The standard library's reader of these lines."""
        return csv.reader(
            lines, delimiter=self.delimiter, quotechar=self.quote, escapechar=self.escape
        )


def detect(lines: list[str], delimiter: str | None = None) -> Dialect:
    """The dialect under which the lines fall into the most regular table."""
    named = _SEPARATOR_LINE.match(lines[0]) if lines else None
    leading = 1 if named else 0
    lines = [line for line in lines[leading:] if line.strip()]
    sure = delimiter or (named.group(1) if named else None)
    plain = Dialect(",", _quote(lines), _escape(lines), leading=leading)
    if sure:
        return _measured(replace(plain, delimiter=sure), lines)
    scores = {d: _score(replace(plain, delimiter=d).cells(lines)) for d in DELIMITERS}
    scores[BLANKS] = _score_of_blanks(lines)
    best = max(scores, key=lambda d: scores[d])
    if scores[best] < WORST_SCORE:
        return replace(plain, delimiter=NO_DELIMITER, confidence=0.6)
    rival = max(score for d, score in scores.items() if d != best)
    confidence = round(1 - 0.5 * rival / scores[best], 2)
    return _measured(replace(plain, delimiter=best, confidence=confidence), lines)


def _measured(dialect: Dialect, lines: list[str]) -> Dialect:
    return replace(dialect, width=_usual_width(Counter(map(len, dialect.cells(lines)))))


def _usual_width(widths: Counter[int]) -> int:
    return max(widths, key=lambda width: widths[width] * (width - 1), default=1)


def _score(records: list[list[str]]) -> float:
    """How regular: the share of records of the usual width, times that of clean cells."""
    widths = Counter(len(cells) for cells in records if cells)
    width = _usual_width(widths)
    if width < 2:
        return 0.0
    usual = [cells for cells in records if len(cells) == width]
    clean = sum(_is_clean(cell) for cells in usual for cell in cells) / (width * len(usual))
    return widths[width] / sum(widths.values()) * clean * (1 - 0.5 / width)


def _is_clean(cell: str) -> bool:
    """Whether a cell looks whole: a known shape, or words without another delimiter in them."""
    return shape(cell) != "text" or not re.search(r'[,;|]\S|[\t"]', cell)


def _score_of_blanks(lines: list[str]) -> float:
    """Blanks separate where they give a table of numbers and dates; words have blanks in them."""
    records = [line.split() for line in lines]
    widths = Counter(map(len, records))
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    if width < 2 or count < 0.95 * len(records) or any("," in line for line in lines):
        return 0.0
    body = [cells for cells in records[1:] if len(cells) == width] or records
    known = sum(shape(cell) in ("number", "date", "time") for cells in body for cell in cells)
    share = known / max(sum(map(len, body)), 1)
    return share * (1 - 0.5 / width) if share > 0.5 else 0.0


def _quote(lines: list[str]) -> str:
    text = "".join(lines)
    if '"' in text:
        return '"'
    singles = len(re.findall(r"(?:^|[,;\t|])'[^'\n]*'(?=$|[,;\t|\r\n])", text, re.MULTILINE))
    return "'" if singles > 1 else '"'


def _escape(lines: list[str]) -> str | None:
    """A backslash, where it stands before quotes inside of cells rather than at their end."""
    text = "".join(lines)
    return "\\" if re.search(r'\\"[^,;\t|\r\n]', text) else None
