"""Which of day, month and year stands first in the dates of a column, told by all of them."""

import pyarrow as pa
import pyarrow.compute as pc

from data.matching import DateOrder

_THREE = r"^(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<third>\d{2}(?:\d{2})?)(?:\D|$)"


def date_order(cells: pa.ChunkedArray) -> DateOrder | None:
    """The order of the column; None where every date of it could be read in two ways."""
    parts = pc.extract_regex(pc.utf8_trim_whitespace(cells), _THREE).drop_null()
    if not len(parts):
        return "ymd"
    first, second, third = (pc.cast(pc.struct_field(parts, i), pa.int32()) for i in range(3))
    if _begins_with_years(first, second, third):
        return "ymd"
    days_first = pc.sum(pc.greater(first, 12)).as_py()
    days_second = pc.sum(pc.greater(second, 12)).as_py()
    if days_first == days_second:
        return None
    return "dmy" if days_first > days_second else "mdy"


def _begins_with_years(
    first: pa.ChunkedArray, second: pa.ChunkedArray, third: pa.ChunkedArray
) -> bool:
    """Whether 24-03-05 is a day of 2024: it fits all, and years vary less than days do."""
    if pc.max(third).as_py() > 31 or pc.max(second).as_py() > 12:
        return False
    is_no_day = pc.max(first).as_py() > 31
    return bool(is_no_day or pc.count_distinct(first).as_py() < pc.count_distinct(third).as_py())
