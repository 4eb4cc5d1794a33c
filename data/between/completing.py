"""What holds over all files together: one row per customer, and the spells that files imply."""

from data.between.returns_between import keep_returns
from data.columns import ENGINE_TYPES, Column, Table
from data.recognising.answered_campaigns import keep_answered_campaigns
from data.store import Study
from data.tables import CUSTOMERS, TABLES
from data.told_of_orders import RETURNS_TOLD

_DATED = {t.name: t.dated_by for t in TABLES.values() if t.dated_by and t.name != "customers"}


TOLD = Table("customers_told", CUSTOMERS.columns)
"""What each file says about its customers; `complete` puts the files together."""

TAKEN_IN = Table(
    "taken_in", (Column("number", "number"), Column("digest"), Column("file"), Column("holds"))
)
"""The files, numbered, and the table that each of them holds."""

_FROM_FILE = "from_file"
"""The number of the file that a row came with, which the engine fills in; -1 where none did."""


def prepare(study: Study) -> None:
    """The places where a study remembers what its files said, beside the tables themselves."""
    for table in (TAKEN_IN, TOLD, RETURNS_TOLD):
        if not _has(study, table.name):
            columns = ", ".join(f"{c.name} {ENGINE_TYPES[c.kind]}" for c in table.columns)
            study.run(f"create table {table.name} ({columns})")
            if table is TOLD:
                study.run("insert into customers_told select * from customers")
    for name in (TAKEN_IN.name, TOLD.name, RETURNS_TOLD.name, *TABLES):
        study.run(f"alter table {name} add column if not exists {_FROM_FILE} integer")
    study.run("alter table orders add column if not exists is_marked boolean")


def complete(study: Study) -> None:
    """One row for every customer that any table speaks of, one value per attribute, the spells and
    the campaigns that columns tell, and the orders that other files say came back.
    """
    keep_returns(study)
    study.run(_replaced("customers", _merged_customers(_told_columns(study))))
    study.run(_replaced("attributes", _LAST_ATTRIBUTES, _FROM_FILE))
    keep_answered_campaigns(study)
    if not _has_told_spells(study):
        study.run(_replaced("subscriptions", _IMPLIED_SPELLS, _FROM_FILE))


def _has(study: Study, table: str) -> bool:
    statement = """
select count(*) as tables
from information_schema.tables
where table_name = $name and table_catalog = current_database()"""
    return bool(study.frame(statement, name=table)["tables"][0])


def _has_told_spells(study: Study) -> bool:
    """Whether a file of spells was taken in, or spells stood here before any file."""
    told = study.frame("select count(*) as files from taken_in where holds = 'subscriptions'")
    others = study.frame("""
select count(*) as spells
from subscriptions
where customer_id not in (select customer_id from customers_told where customer_id is not null)""")
    return bool(told["files"][0] or others["spells"][0])


def _replaced(table: str, statement: str, *more: str) -> str:
    names = ", ".join((*TABLES[table].names, *more))
    return f"""
begin;
create temp table whole as {statement};
delete from {table};
insert into {table} ({names}) select {names} from whole;
drop table whole;
commit"""


def _told_columns(study: Study) -> frozenset[str]:
    """The columns of customers of which any file says something; most say little."""
    counts = ", ".join(f"count({name}) as {name}" for name in CUSTOMERS.names)
    found = study.frame(f"select {counts} from customers_told").iloc[0]
    return frozenset(name for name in CUSTOMERS.names if found[name])


def _merged_customers(told_of: frozenset[str]) -> str:
    """The last word of the files on each customer, joined when first seen unless one says so."""
    told = ",\n    ".join(
        f"arg_max({name}, rowid) as {name}" if name in told_of else f"null as {name}"
        for name in CUSTOMERS.names
        if name != "customer_id"
    )
    seen = "\n  union all\n  ".join(
        f"select customer_id, cast(min({dated_by}) as date) as first_on from {table} group by 1"
        for table, dated_by in _DATED.items()
    )
    others = ", ".join(n for n in CUSTOMERS.names if n not in ("customer_id", "joined_on"))
    return f"""
with told as (
  -- one row per customer whom a file describes
  select customer_id, {told}
  from customers_told
  where customer_id is not null
  group by customer_id
),
seen as (
  -- one row per customer and table that speaks of them
  {seen}
),
first_seen as (
  -- one row per customer whom any table speaks of
  select customer_id, min(first_on) as first_on
  from seen
  where customer_id is not null
  group by customer_id
)
select customer_id, coalesce(joined_on, first_on) as joined_on, {others}
from told
full join first_seen using (customer_id)
order by customer_id"""


_LAST_ATTRIBUTES = """
-- one row per customer and attribute: the last word of the files
select customer_id, name, last(value order by rowid) as value,
  last(from_file order by rowid) as from_file
from attributes
group by customer_id, name"""

_IMPLIED_SPELLS = """
with told as (
  -- one row per customer, and since when by the file's own account
  select
    customer_id,
    arg_max(joined_on, rowid) as started_on
  from customers_told
  group by customer_id
)
select
  customer_id,
  started_on,
  left_on as ended_on,
  tenure_months,
  coalesce(is_churned, left_on is not null) as is_ended,
  plan,
  leaving_fee,
  monthly_amount,
  leaving_reason,
  cast(null as boolean) as is_voluntary,
  -1 as from_file
from customers
join told using (customer_id)
where is_churned is not null or left_on is not null"""
