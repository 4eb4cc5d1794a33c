"""What a file leaves to be said by a rule: who the customer is, which orders were taken back."""

from dataclasses import replace

import pyarrow.compute as pc

from data.matching import ColumnMatch
from data.profiles import Profile
from data.reading_rows import TextRows

ROW_IS_CUSTOMER = "row_stands_for_customer"
RETURNED_BY_ID = "returned_by_order_id_c"
RETURNED_BY_SIGN = "returned_by_negative"

_STAND_INS = ("customers.email", "customers.phone", "customers.name")
_ANONYMOUS = ("customers", "survey_responses", "campaign_sends", "tickets")

_CANCELLED = r"^[Cc]\d+$"
_NUMBERED = r"^\d+$"


def with_customer(
    table: str, columns: list[ColumnMatch], seen: list[Profile]
) -> tuple[list[ColumnMatch], tuple[str, ...]]:
    """The columns where one names the customer, and the rule where none does.

    An e-mail address, a telephone or a name stands for a missing id, in this order.
    """
    own = f"{table}.customer_id"
    if any(c.meaning == own for c in columns):
        return columns, ()
    for stand_in in _STAND_INS:
        for place, column in enumerate(columns):
            if column.meaning == stand_in and seen[column.position].filled > 0.5:
                told = replace(column, meaning=own, also=(stand_in,), because="stands_for_customer")
                return [*columns[:place], told, *columns[place + 1 :]], ()
    return columns, (ROW_IS_CUSTOMER,) if table in _ANONYMOUS else ()


def returns(columns: list[ColumnMatch], rows: TextRows) -> tuple[str, ...]:
    """How this file tells that an order was cancelled or sent back."""
    by_meaning = {c.meaning: c for c in columns}
    found = []
    order = by_meaning.get("orders.order_id")
    if order and 0 < _share(rows, order, _CANCELLED) < 0.5 < _share(rows, order, _NUMBERED):
        found.append(RETURNED_BY_ID)
    amounts = [by_meaning.get(f"orders.{name}") for name in ("quantity", "amount")]
    if any(0 < _share(rows, column, r"^\(?-\s*[¥$€£]?\d") < 0.5 for column in amounts if column):
        found.append(RETURNED_BY_SIGN)
    return tuple(found)


def _share(rows: TextRows, column: ColumnMatch, pattern: str) -> float:
    cells = pc.utf8_trim_whitespace(rows.cells(column.position))
    return (pc.sum(pc.match_substring_regex(cells, pattern)).as_py() or 0) / max(len(cells), 1)
