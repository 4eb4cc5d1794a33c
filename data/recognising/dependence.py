"""Which columns of a file say the same wherever a customer stands: they describe the customer."""

import pyarrow as pa
import pyarrow.compute as pc

from data.reading_rows import TextRows, cell_name

LOOKED_AT = 20_000
FEWEST = 20
"""So many customers must stand in several rows before a column can be said to be theirs."""

MOST_STRAYS = 0.02


def constant_per(rows: TextRows, whose: int, asked: list[int]) -> set[int]:
    """Those of the columns asked about that hold one value for nearly every customer.

    Columns that hold one value throughout, or one of its own for every customer, tell nothing.
    """
    if not asked:
        return set()
    cells = rows.rows.slice(0, LOOKED_AT).select([cell_name(p) for p in (whose, *asked)])
    key = cell_name(whose)
    named = cells.filter(pc.not_equal(pc.utf8_trim_whitespace(cells[key]), ""))
    counted = named.group_by(key).aggregate(
        [(key, "count"), *((cell_name(p), "count_distinct") for p in asked)]
    )
    again = counted.filter(pc.greater(counted[f"{key}_count"], 1))
    if again.num_rows < FEWEST:
        return set()
    return {p for p in asked if _is_theirs(named, again, cell_name(p), counted.num_rows)}


def _is_theirs(named: pa.Table, again: pa.Table, name: str, customers: int) -> bool:
    steady = pc.sum(pc.equal(again[f"{name}_count_distinct"], 1)).as_py() or 0
    different = pc.count_distinct(named[name]).as_py()
    is_steady = steady >= (1 - MOST_STRAYS) * again.num_rows
    return bool(is_steady and 1 < different <= customers / 2)
