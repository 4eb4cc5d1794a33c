"""Which rows of a file are news to a study: by id where there is one, else by all they say."""

from typing import Final

import pyarrow as pa

from data.store import Study
from data.told_of_orders import KEPT

IDENTIFIED_BY: Final = {
    "orders": "order_id",
    "survey_responses": "response_id",
    "tickets": "ticket_id",
    "invoices": "invoice_id",
    "returns_told": "order_id",
}
"""The column by which a row, or all lines of one order, can be known again.

Two shops may number their orders alike: an id is the same only with the same customer.
"""


def fresh(study: Study, table: str, incoming: pa.Table) -> pa.Table:
    """The incoming rows that are news, in their order, and whether their id was known.

    All lines of an id are news where one of them is.
    """
    names = [name for name in incoming.column_names if name != "row"]
    name = IDENTIFIED_BY.get(table, "")
    by_id = name in names and "customer_id" in names
    qualified = ", ".join(f"incoming.{n}" for n in names)
    statement = f"""
with {_by_all(table, names)},
changed as (
  -- one row per id of which the study holds something else
  {_changed(table, name) if by_id else "select null as id, null as customer_id where false"}
)
select row, {qualified}, changed.id is not null as is_changed
from incoming
left join changed
  on {f"incoming.{name} = changed.id" if by_id else "false"}
  {"and incoming.customer_id = changed.customer_id" if by_id else ""}
where changed.id is not null or row in (select row from news)
order by row"""
    with study.lent("incoming", incoming) as cursor:
        return cursor.sql(statement).to_arrow_table()


def _by_all(table: str, names: list[str]) -> str:
    listed = ", ".join(names)
    same = " and ".join(f"copies.{n} is not distinct from kept.{n}" for n in names)
    identified = IDENTIFIED_BY.get(table, KEPT[table].dated_by)
    return f"""copies as (
  -- one row per incoming row, numbered among its equals
  select row, {listed}, row_number() over (partition by {listed} order by row) as copy
  from incoming
),
kept as (
  -- one row per different row that the study holds
  select {listed}, count(*) as copies
  from {table}
  where {KEPT[table].dated_by} is not null or {identified} is not null
  group by {listed}
),
news as (
  -- one row per incoming row that the study does not hold, or not as often
  select row
  from copies
  left join kept on {same}
  where kept.copies is null or copy > kept.copies
)"""


def _changed(table: str, name: str) -> str:
    return f"""select distinct incoming.{name} as id, incoming.customer_id
  from incoming
  join news using (row)
  join {table} as held on held.{name} = incoming.{name}
    and held.customer_id = incoming.customer_id"""
