"""What the values of a whole column tell of how they are written: units of time, zones, money."""

import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data.columns import Kind
from data.reading_rows import TextRows
from data.values.currencies import CODES, SIGNS

_COUNTED = r"^\s*\d{5}(\.\d+)?\s*$|^\s*\d{9,19}(\.\d+)?\s*$"
_UNITS = {5: "days", 9: "seconds", 10: "seconds", 13: "thousandths", 16: "millionths"}
_ZONED = r":\d{2}.*?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})(?:\s*\(.*\)|\s+[A-Z]+)?\s*$"
_WORDED = r"[^\d\s.,'’()+%−-]"
_CURRENCY = (
    r"(?i)(?:^|[^A-Za-z])(?P<code>" + "|".join(CODES) + r")(?:$|[^A-Za-z])|(?P<sign>"
    + "|".join(sign.replace("$", r"\$").replace(".", r"\.") for sign in SIGNS) + ")"
)  # fmt: skip
_IN_PERCENT = r"(?i)%|percent|(?:^|[^a-z])pct(?:$|[^a-z])|百分|率"
_PLAIN_NUMBER = r"^\s*\d+(?:[.,]\d+)?\s*$"
_WHOLE = 100
_RARE = 0.001
"""A unit in which a smaller share of a column is counted is a slip of some value's."""


@dataclass(frozen=True)
class Style:
    """How one column writes: the unit of moments that are numbers, the zone to which moments of
    several are brought, in minutes, the currencies of its amounts, the commonest first, and
    whether bare numbers are percentages of what is kept as a share.
    """

    counted: str = ""
    zone: int | None = None
    currencies: tuple[str, ...] = ()
    is_in_percent: bool = False

    @property
    def main(self) -> str | None:
        """The currency of most amounts, where there are several: others are not added to it."""
        return self.currencies[0] if len(self.currencies) > 1 else None


PLAIN = Style()


def style(rows: TextRows, position: int, kind: Kind) -> Style:
    """The style of a column which is read as this kind, by all of its values."""
    cells = rows.cells(position)
    if kind in ("date", "instant"):
        return Style(counted(cells, rows.counts_from_1904), zone(cells))
    return Style(currencies=currencies(cells)) if kind == "number" else Style()


def is_in_percent(header: str, cells: pa.ChunkedArray) -> bool:
    """Whether a column named a percentage holds bare numbers up to 100, some of them above 1.

    A cell with its own sign of per cent is a share as it is read.
    """
    if not re.search(_IN_PERCENT, header):
        return False
    bare = cells.filter(pc.match_substring_regex(cells, _PLAIN_NUMBER))
    pointed = pc.replace_substring(pc.utf8_trim_whitespace(bare), ",", ".")
    highest = pc.max(pc.cast(pointed, pa.float64())).as_py()
    return highest is not None and 1 < highest <= _WHOLE


def counted(cells: pa.ChunkedArray, is_from_1904: bool = False) -> str:
    """In what the moments of a column are counted, where they are: days as a workbook has them."""
    numbers = cells.filter(pc.match_substring_regex(cells, _COUNTED))
    if len(numbers) <= _RARE * len(cells):
        return ""
    digits = pc.utf8_length(
        pc.extract_regex(numbers, r"^\s*(?P<whole>\d+)").combine_chunks().field(0)
    )
    unit = _UNITS.get(pc.mode(digits)[0]["mode"].as_py(), "")
    return "days_from_1904" if unit == "days" and is_from_1904 else unit


def zone(cells: pa.ChunkedArray) -> int | None:
    """The zone, in minutes, to which moments of several zones are brought: that of most of them.

    None where there is one zone, or none: then each is the time that the wall showed.
    """
    if not pc.any(pc.match_substring_regex(cells.slice(0, 5000), _ZONED)).as_py():
        return None
    found = pc.extract_regex(cells, _ZONED).drop_null()
    named = pc.struct_field(found, 0)
    minutes: dict[int, int] = {}
    for counted_zone in pc.value_counts(named).to_pylist():
        offset = _minutes(counted_zone["values"])
        minutes[offset] = minutes.get(offset, 0) + counted_zone["counts"]
    return max(minutes, key=lambda offset: minutes[offset]) if len(minutes) > 1 else None


def currencies(cells: pa.ChunkedArray) -> tuple[str, ...]:
    """The currencies that the amounts of a column name, the commonest first."""
    worded = cells.filter(pc.match_substring_regex(cells, _WORDED))
    if not len(worded):
        return ()
    found = pc.extract_regex(worded, _CURRENCY).drop_null()
    named = pc.binary_join_element_wise(pc.struct_field(found, 0), pc.struct_field(found, 1), "")
    counts: dict[str, int] = {}
    for one in pc.value_counts(named).to_pylist():
        code = SIGNS.get(one["values"].lower(), one["values"].upper())
        counts[code] = counts.get(code, 0) + one["counts"]
    return tuple(sorted(counts, key=lambda code: -counts[code]))


def _minutes(named: str) -> int:
    if not named.startswith(("+", "-")):
        return 0
    hours, minutes = int(named[1:3]), int(named[-2:])
    return (60 * hours + minutes) * (-1 if named[0] == "-" else 1)
