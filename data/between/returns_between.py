"""Returns told by order number alone: which orders came back, and what was given back of others."""

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.between.intake_overlaps import texts_of, with_reason
from data.cleaning import Cleaned, copied
from data.matching import Matching
from data.prepared import PREPARING
from data.problems import EXAMPLES, Problem, shortened
from data.reading_rows import TextRows, cell_name
from data.store import Study
from data.told_of_orders import RETURNS_TOLD

UNKNOWN, WITHOUT_ORDERS = "unknown_order", "returns_without_orders"


def keep_returns(study: Study) -> None:
    """Carry into the orders what files told of their return, and nothing that none tells any more.

    An order that came back as a whole is marked; of another, what was given back is taken off on
    the day of its return.
    """
    if not _is_told(study):
        return
    for statement in (_UNMARKED, _MARKED, _TAKEN_OFF, *PREPARING):
        study.run(statement)


def has_orders(study: Study) -> bool:
    """Whether any order of a number is loaded, so that returns can be looked up."""
    found = study.frame("select exists(from orders where order_id is not null) as holds")
    return bool(found["holds"][0])


def of_known_orders(
    study: Study, rows: TextRows, matching: Matching, cleaned: Cleaned, known: Study | None
) -> Cleaned:
    """The returns of orders that either study holds; those of others are set aside."""
    incoming = copied(cleaned.tables["orders"])
    is_lost = pc.is_in(incoming["row"], _unknown(study, incoming, known))
    aside = texts_of(study, rows, is_lost, incoming)
    return replace(
        cleaned,
        tables={RETURNS_TOLD.name: incoming.filter(pc.invert(is_lost))},
        set_aside=with_reason(cleaned.set_aside, aside, UNKNOWN),
        problems=(*cleaned.problems, *_told(matching, aside)),
    )


def _told(matching: Matching, aside: pa.Table) -> Iterator[Problem]:
    """The first numbers that were not found, and where they stand."""
    column = matching.meanings_of("orders")["order_id"]
    label, cell = matching.label(column), cell_name(column.position)
    for row in aside.slice(0, EXAMPLES).to_pylist():
        value, count = shortened(row[cell]), aside.num_rows
        yield Problem(UNKNOWN, row["row"], label, value, count=count, is_set_aside=True)


def _unknown(study: Study, incoming: pa.Table, known: Study | None) -> pa.ChunkedArray:
    """The rows of returns whose order, or whose line of it, is not among those loaded.

    What was given back of an order of several customers, nobody can tell whose it is.
    """
    places = ["orders", *([f"{known.name}.main.orders"] if known else [])]
    given = {*incoming.column_names}
    product, amount = (name if name in given else "null" for name in ("product", "amount"))
    tests = (
        "o.order_id = incoming.order_id",
        f"(o.is_of_one or {amount} is null)",
        f"({amount} is not null or {product} is null or list_contains(o.products, {product}))",
    )
    met = f"where {' and '.join(tests)}"
    unmet = " and ".join(f"not exists (from {_numbered(place)} as o {met})" for place in places)
    with study.lent("incoming", incoming) as cursor:
        return cursor.sql(f"select row from incoming where {unmet}").to_arrow_table()["row"]


def _numbered(place: str = "orders") -> str:
    """One row per order number: that of two customers in two files may be of two shops."""
    return f"""(
  select order_id, any_value(customer_id) as customer_id, min(ordered_at) as ordered_at,
    sum(amount) filter (where is_returned is not true) as amount,
    bool_or(amount < 0) as is_booked, list(distinct product) as products,
    count(distinct customer_id) = 1 as is_of_one
  from {place}
  where order_id is not null
  group by order_id
  having count(distinct customer_id) = 1 or count(distinct from_file) = 1
)"""


_PENNY = 0.005

_WHOLE = f"""numbered as (
  -- one row per order
  from {_numbered()}
),
told as (
  -- one row per return
  select * from returns_told where is_returned is not false
),
returned as (
  -- one row per order of which something came back, and whether all of it did
  select order_id, any_value(customer_id) as customer_id,
    any_value(numbered.ordered_at) as bought_at, any_value(is_booked) as is_booked,
    bool_or(told.amount is null and told.product is null)
      or coalesce(sum(abs(told.amount)) >= any_value(numbered.amount) - {_PENNY},
        any_value(numbered.amount) is null) as is_whole
  from told join numbered using (order_id)
  group by order_id
)"""

_UNMARKED = """
delete from orders where from_file = -1;
update orders set is_returned = null, is_marked = null where is_marked"""

_MARKED = f"""
with {_WHOLE}
update orders set is_returned = true, is_marked = true
where is_returned is not true and (
  order_id in (select order_id from returned where is_whole)
  or (order_id, product) in (
    select (order_id, told.product) from told join returned using (order_id)
    where told.amount is null and told.product is not null
  )
)"""

# An order that has its return booked in a line of its own needs no other one.
_TAKEN_OFF = f"""
insert into orders (order_id, customer_id, ordered_at, amount, is_returned, from_file)
with {_WHOLE}
-- one row per return of a part of an order
select order_id, customer_id, coalesce(told.ordered_at, bought_at), -abs(told.amount), true, -1
from told join returned using (order_id)
where not is_whole and told.amount is not null and not is_booked"""


def _is_told(study: Study) -> bool:
    statement = """
select exists(from returns_told) or exists(from orders where is_marked or from_file = -1) as told"""
    return bool(study.frame(statement)["told"][0])
