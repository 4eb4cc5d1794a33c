"""What stands in a column, seen from a sample: how filled, how numeric, how distinct, how dated."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.reading_rows import TextRows
from data.shapes import BLANK_WORDS, DATE, DIGIT, EMAIL, NUMBER, PHONE

SAMPLE_ROWS = 4000
SAMPLE_CELLS = 1_000_000
MOST_WORDS = 40

_BLANKS = pa.array(BLANK_WORDS)
_LONG = r"^\d{16,}$"
_PLAIN = r"^[-+]?\d{1,15}(?:\.\d+)?$"
_COMMA_LAST = r"^[^.,]*\d(?:\.\d{3})*,\d{1,2}\D*$|^\D*\d{1,3}(?:\.\d{3}){2,}\D*$"
_POINT_LAST = r"^[^.,]*\d(?:,\d{3})*\.\d{1,2}\D*$|^\D*\d{1,3}(?:,\d{3}){2,}\D*$"


@dataclass(frozen=True)
class Profile:
    """Shares are of the filled cells of the sample; low and high are the numbers' ends, `length`
    how many characters a value has on average, `rows` how many were looked at.

    `scale` is the one on which nearly all of the numbers stand, where they are few whole numbers.
    """

    filled: float
    numbers: float
    dates: float
    emails: float
    wholes: float
    distinct: float
    low: float
    high: float
    words: frozenset[str]
    scale: tuple[float, float] | None = None
    phones: float = 0.0
    length: float = 0.0
    spaced: float = 0.0
    lettered: float = 0.0
    rows: int = 0

    @property
    def is_without_rows(self) -> bool:
        """Whether there is nothing but a header."""
        return self.rows == 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the column."""
        return self.filled == 0

    @property
    def is_numeric(self) -> bool:
        """Whether it is a column of numbers."""
        return self.numbers >= 0.8

    @property
    def is_unique(self) -> bool:
        """Whether nearly every value stands once."""
        return self.distinct > 0.98


def profiles(rows: TextRows) -> list[Profile]:
    """One profile for each column of a file."""
    sample = _sample(rows)
    return [_profile(pc.utf8_trim_whitespace(sample.column(i + 1))) for i in range(rows.width)]


def has_decimal_comma(cells: pa.ChunkedArray) -> bool:
    """Whether the column writes 1.234,50, by the values that can be read in one way only."""
    comma, point = (
        pc.sum(pc.match_substring_regex(cells, pattern)).as_py() or 0
        for pattern in (_COMMA_LAST, _POINT_LAST)
    )
    return comma > point


def _sample(rows: TextRows) -> pa.Table:
    wanted = min(SAMPLE_ROWS, max(200, SAMPLE_CELLS // max(rows.width, 1)))
    count = rows.rows.num_rows
    if count <= wanted:
        return rows.rows
    # The beginning, and evenly from the rest: files are often sorted.
    spread = np.linspace(wanted // 2, count - 1, wanted - wanted // 2).astype(int)
    return rows.rows.take(np.concatenate([np.arange(wanted // 2), spread]))


def _profile(cells: pa.ChunkedArray) -> Profile:
    is_blank = pc.is_in(pc.utf8_lower(cells), _BLANKS)
    filled = cells.filter(pc.invert(is_blank))
    count = len(filled)
    numbers = filled.filter(_is_number(filled))
    plain = numbers.filter(pc.match_substring_regex(numbers, _PLAIN))
    values = pc.cast(plain, pa.float64()).to_numpy()
    words = pc.unique(pc.utf8_lower(filled))
    return Profile(
        filled=count / max(len(cells), 1),
        numbers=len(numbers) / max(count, 1),
        dates=_share(filled, DATE),
        emails=_share(filled, EMAIL),
        wholes=_wholes(values, numbers),
        distinct=len(words) / max(count, 1),
        low=float(values.min()) if len(values) else 0.0,
        high=float(values.max()) if len(values) else 0.0,
        words=frozenset(words.to_pylist()) if len(words) <= MOST_WORDS else frozenset(),
        scale=_scale(values) if len(values) > 0.8 * count else None,
        phones=_share(words, PHONE),
        length=float(pc.mean(pc.utf8_length(words)).as_py() or 0),
        spaced=_share(words, r"\S\s+\S"),
        lettered=_share(words, r"^\D+$"),
        rows=len(cells),
    )


def _scale(values: NDArray[np.float64]) -> tuple[float, float] | None:
    """The narrowest usual scale that holds nearly every number, however few strays there are."""
    if not len(values) or (values % 1 == 0).mean() < 0.95:
        return None
    for top in (5, 7, 10):
        within = values[(values >= 0) & (values <= top)]
        if len(within) >= 0.95 * len(values):
            return (0.0 if top == 10 and (within == 0).any() else 1.0), float(top)
    return None


def _wholes(values: NDArray[np.float64], numbers: pa.ChunkedArray) -> float:
    """The share of whole numbers; ids of more digits than a number keeps are whole as well."""
    long = pc.sum(pc.match_substring_regex(numbers, _LONG)).as_py() or 0
    return float((values % 1 == 0).sum() + long) / max(len(values) + long, 1)


def _share(cells: pa.ChunkedArray, pattern: str) -> float:
    matches = pc.sum(pc.match_substring_regex(cells, pattern)).as_py() or 0
    return matches / max(len(cells), 1)


def _is_number(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.and_(pc.match_substring_regex(cells, NUMBER), pc.match_substring_regex(cells, DIGIT))
