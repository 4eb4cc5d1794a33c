"""What stands in a column, seen from a sample: how filled, how numeric, how distinct, how dated."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.reading_rows import TextRows
from data.recognising.usual_scales import scale_of
from data.values.answer_scales import answers
from data.values.shapes import BLANK_WORDS, DATE, DIGIT, EMAIL, MASKED_PHONE, NUMBER, PHONE

SAMPLE_ROWS = 4000
SAMPLE_CELLS = 150_000
MOST_WORDS = 40

_BLANKS = pa.array(BLANK_WORDS)
_LONG = r"^(?:[A-Za-z]{1,3}\d+|\d{16,})$"
_PLAIN = r"^[-+]?\d{1,15}(?:\.\d+)?$"
_COMMA_LAST = r"^[^.,]*\d(?:\.\d{3})*,\d{1,2}\D*$|^\D*\d{1,3}(?:\.\d{3}){2,}\D*$"
_POINT_LAST = r"^[^.,]*\d(?:,\d{3})*\.\d{1,2}\D*$|^\D*\d{1,3}(?:,\d{3}){2,}\D*$"


@dataclass(frozen=True)
class Profile:
    """Shares are of the filled cells of the sample; low and high are the numbers' ends, `length`
    how many characters a value has on average, `rows` how many were looked at.

    `scale` is the one on which nearly all of few whole numbers stand, `answers` names one of words.
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
    answers: str | None = None

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
    columns = [sample.column(place + 1) for place in range(rows.width)]
    chunks = [chunk for column in columns for chunk in column.chunks]
    # All cells at once: what they are looked at with is dear to make ready.
    whole = pc.fill_null(pa.chunked_array(chunks, pa.string()).combine_chunks(), "")
    cells = pc.utf8_trim_whitespace(whole)
    looks, count = _looks(cells), sample.num_rows
    ends = [(place * count, (place + 1) * count) for place in range(rows.width)]
    return [_answered(_profile(cells.slice(i, count), looks.of(i, j))) for i, j in ends]


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


@dataclass(frozen=True)
class _Looks:
    """What each cell looks like, and the number it is; not a number where it is none."""

    is_filled: NDArray[np.bool_]
    shapes: dict[str, NDArray[np.bool_]]
    values: NDArray[np.float64]
    lengths: NDArray[np.float64]

    def of(self, begin: int, end: int) -> "_Looks":
        """Those of the filled cells from one place to another."""
        filled = np.arange(begin, end)[self.is_filled[begin:end]]
        shapes = {name: found[filled] for name, found in self.shapes.items()}
        return _Looks(self.is_filled[begin:end], shapes, self.values[filled], self.lengths[filled])

    @property
    def wholes(self) -> float:
        """Of the numbers, the whole ones; ids of more digits than a number keeps are whole too."""
        numbers = self.values[~np.isnan(self.values)]
        long = int(self.shapes["long"].sum())
        return float((numbers % 1 == 0).sum() + long) / max(len(numbers) + long, 1)

    def share(self, name: str) -> float:
        """Of the cells, those of one shape."""
        found = self.shapes[name]
        return float(found.mean()) if len(found) else 0.0


_SHAPES = {
    "date": DATE,
    "email": EMAIL,
    "phone": rf"{PHONE}|{MASKED_PHONE}",
    "spaced": r"\S\s+\S",
    "lettered": r"^\D+$",
    "plain": _PLAIN,
    "long": _LONG,
}


def _looks(cells: pa.Array) -> _Looks:
    shapes = {name: _matches(cells, pattern) for name, pattern in _SHAPES.items()}
    shapes["number"] = _matches(cells, NUMBER) & _matches(cells, DIGIT)
    values = np.full(len(cells), np.nan)
    values[shapes["plain"]] = pc.cast(cells.filter(pa.array(shapes["plain"])), pa.float64())
    is_blank = pc.is_in(pc.utf8_lower(cells), _BLANKS)
    is_filled = ~is_blank.to_numpy(zero_copy_only=False)
    lengths = pc.utf8_length(cells).to_numpy(zero_copy_only=False).astype(float)
    return _Looks(is_filled, shapes, values, lengths)


def _profile(cells: pa.Array, looks: _Looks) -> Profile:
    count = int(looks.is_filled.sum())
    words = pc.unique(pc.utf8_lower(cells.filter(pa.array(looks.is_filled))))
    values = looks.values[~np.isnan(looks.values)]
    return Profile(
        filled=count / max(len(cells), 1),
        numbers=looks.share("number"),
        dates=looks.share("date"),
        emails=looks.share("email"),
        wholes=looks.wholes,
        distinct=len(words) / max(count, 1),
        low=float(values.min()) if len(values) else 0.0,
        high=float(values.max()) if len(values) else 0.0,
        words=frozenset(words.to_pylist()) if len(words) <= MOST_WORDS else frozenset(),
        scale=scale_of(values) if len(values) > 0.8 * count else None,
        phones=looks.share("phone"),
        length=float(looks.lengths.mean()) if count else 0.0,
        spaced=looks.share("spaced"),
        lettered=looks.share("lettered"),
        rows=len(cells),
    )


def _answered(one: Profile) -> Profile:
    """The same, with the numbers for which its few different words stand, if they are answers."""
    found = answers(one.words) if one.numbers < 1 and one.dates < 0.5 else None
    if found is None:
        return one
    whole = replace(one, numbers=1.0, wholes=1.0, low=found.low, high=found.high)
    return replace(whole, scale=found.ends, answers=found.scale.name)


def _matches(cells: pa.Array, pattern: str) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = pc.match_substring_regex(cells, pattern).to_numpy(
        zero_copy_only=False
    )
    return found
