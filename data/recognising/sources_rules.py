"""What a file leaves to be said by a rule: who the customer is, which orders were taken back."""

from collections.abc import Collection
from dataclasses import replace

import pyarrow.compute as pc

from data.cleaners.treatments import (
    ONLY_INCOME,
    ONLY_WON,
    RETURNED_BY_ID,
    RETURNED_BY_SIGN,
    ROW_IS_CUSTOMER,
    with_told,
)
from data.matching import ColumnMatch, Matching
from data.reading_rows import TextRows
from data.recognising.profiles import Profile
from data.values.writing_styles import currencies

_STAND_INS = ("customers.email", "customers.phone", "customers.name")
_ANONYMOUS = ("customers", "survey_responses", "campaign_sends", "tickets")

_CANCELLED = r"^[Cc]\d+$"
_NEGATIVE = r"^\(?[-−－]\s*\D{0,4}\d|^\D{0,4}\(.*\d.*\)$|^\D{0,4}[-−－]\d|\d\D{0,4}-$"
_NUMBERED = r"^\d+$"

_NUMBERS = {
    "orders": "order_id",
    "tickets": "ticket_id",
    "invoices": "invoice_id",
}
_OF_LINES = ("product", "category", "quantity", "unit_price")

MOST_AGAIN = 0.1
"""Where more order numbers than this come again, they are the numbers of something larger."""


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


def fitted(matching: Matching, rows: TextRows) -> Matching:
    """A matching for another file: where it says nothing of doubtful records, the values do."""
    found = matching.fitted_to(rows.header)
    proposed = treated(str(found.table), list(found.columns), rows)
    return replace(found, rules=with_told(proposed, found.rules))


def treated(table: str, columns: list[ColumnMatch], rows: TextRows) -> tuple[str, ...]:
    """How the doubtful records of this file are treated unless the reader says otherwise."""
    by_meaning = {meaning: c for c in columns for meaning in (c.meaning, *c.also)}
    if table == "orders" and "orders.customer_id" not in by_meaning:
        # Nobody's orders: what came back of an order may come in two rows alike.
        return ()
    found = _returns(by_meaning, rows) if table == "orders" else ()
    return (*found, *_repeats(table, by_meaning, rows))


def _returns(by_meaning: dict[str | None, ColumnMatch], rows: TextRows) -> tuple[str, ...]:
    """How this file tells that an order was cancelled or sent back."""
    found = []
    order = by_meaning.get("orders.order_id")
    if order and 0 < _share(rows, order, _CANCELLED) < 0.5 < _share(rows, order, _NUMBERED):
        found.append(RETURNED_BY_ID)
    amounts = [by_meaning.get(f"orders.{name}") for name in ("quantity", "amount")]
    if any(0 < _share(rows, column, _NEGATIVE) < 0.5 for column in amounts if column):
        found.append(RETURNED_BY_SIGN)
    if "orders.is_won" in by_meaning:
        # A deal that is open or lost has brought nothing.
        found.append(ONLY_WON)
    if "orders.is_income" in by_meaning:
        # What the keeper of an account paid to others, no customer bought.
        found.append(ONLY_INCOME)
    if len(_currencies(by_meaning, rows)) > 1:
        found.append("main_currency_only")
    return tuple(found)


def _currencies(by_meaning: dict[str | None, ColumnMatch], rows: TextRows) -> Collection[str]:
    """The currencies of the orders: by their own column, else as the amounts name them."""
    if named := by_meaning.get("orders.currency"):
        return _different(rows, named)
    priced = by_meaning.get("orders.amount") or by_meaning.get("orders.unit_price")
    return currencies(rows.cells(priced.position)) if priced else ()


def _repeats(
    table: str, by_meaning: dict[str | None, ColumnMatch], rows: TextRows
) -> tuple[str, ...]:
    """What has a number of its own is counted once, unless its rows are the lines of an order."""
    name = _NUMBERS.get(table)
    column = by_meaning.get(f"{table}.{name}") if name else None
    if column is None or any(f"{table}.{line}" in by_meaning for line in _OF_LINES):
        return ()
    cells = rows.cells(column.position)
    filled = cells.filter(pc.not_equal(pc.utf8_trim_whitespace(cells), ""))
    again = len(filled) - pc.count_distinct(filled).as_py()
    if not again:
        return ()
    is_rare = table == "orders" and again <= MOST_AGAIN * len(filled)
    return ("repeated_once", *(("same_id_last",) if is_rare else ()))


def _different(rows: TextRows, column: ColumnMatch) -> set[str]:
    cells = pc.unique(pc.utf8_upper(pc.utf8_trim_whitespace(rows.cells(column.position))))
    return {code for code in cells.to_pylist() if code}


def _share(rows: TextRows, column: ColumnMatch, pattern: str) -> float:
    cells = pc.utf8_trim_whitespace(rows.cells(column.position))
    return (pc.sum(pc.match_substring_regex(cells, pattern)).as_py() or 0) / max(len(cells), 1)
