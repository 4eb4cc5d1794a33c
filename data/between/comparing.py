"""What a new file would change of what is open: rows new, the same, changed and gone."""

import pandas as pd

from data.between.completing import TOLD
from data.between.intake_known import IDENTIFIED_BY
from data.store import Study
from data.tables import CUSTOMERS, TABLES

_ROWS = tuple(name for name in TABLES if name not in (CUSTOMERS.name, "attributes"))


def compared(now: Study, incoming: Study, tables: set[str]) -> pd.DataFrame:
    """One row per table that the files hold, and one for the customers, whom every file names.

    new, same, changed and gone are counted by id (`is_by_id`); rows of a table without ids are
    known by all that they say, and never changed. `known_from` and `known_to` are the first and
    the last day of what is known already; first_now, last_now, first and last are those of what is
    open and of the files.
    """
    found = [_customers(now, incoming)]
    found += [_rows(now, incoming, name) for name in _ROWS if name in tables]
    return pd.concat(found, ignore_index=True)


def _customers(now: Study, incoming: Study) -> pd.DataFrame:
    """By customer, what the files themselves say; since when they are one follows from orders."""
    columns = _filled(incoming, TOLD.name, CUSTOMERS.names)
    told = [name for name in columns if name != "customer_id"]
    return _compared(now, incoming, CUSTOMERS.name, ["customer_id"], told, "null")


def _rows(now: Study, incoming: Study, table: str) -> pd.DataFrame:
    columns = _filled(incoming, table, TABLES[table].names)
    name, dated_by = IDENTIFIED_BY.get(table), TABLES[table].dated_by
    day = f"cast({dated_by} as date)" if dated_by in columns else "null"
    if name in columns and not _has_gaps(incoming, table, str(name)):
        return _compared(now, incoming, table, [str(name), "customer_id"], columns, day)
    return _compared(now, incoming, table, columns, [], day)


def _compared(
    now: Study, incoming: Study, table: str, key: list[str], told: list[str], day: str
) -> pd.DataFrame:
    joined = " and ".join(f"held.{name} is not distinct from told.{name}" for name in key)
    of_files = _grouped(f"{incoming.name}.main.{table}", key, told, day)
    of_open = _grouped(f"main.{table}", key, told, day)
    is_by_id = bool(told) or table == CUSTOMERS.name
    lines = "sign({}.lines)" if is_by_id else "{}.lines"
    statement = f"""
with told as (
  -- one row per different key in the files
  {of_files}
),
held as (
  -- one row per different key in what is open
  {of_open}
),
met as (
  -- one row per different key: how often each side has it, and whether they say the same of it
  select
    coalesce({lines.format("told")}, 0) as in_files,
    coalesce({lines.format("held")}, 0) as in_open,
    told.said is not distinct from held.said as is_same,
    told.first, told.last, held.first as held_first, held.last as held_last
  from told
  full join held on {joined}
)
select '{table}' as of_table, {str(is_by_id).lower()} as is_by_id,
  coalesce(sum(greatest(in_files - in_open, 0)), 0) as new,
  coalesce(sum(least(in_files, in_open)) filter (where is_same), 0) as same,
  coalesce(sum(least(in_files, in_open)) filter (where not is_same), 0) as changed,
  coalesce(sum(greatest(in_open - in_files, 0)), 0) as gone,
  min(first) filter (where in_open > 0) as known_from,
  max(last) filter (where in_open > 0) as known_to,
  min(held_first) as first_now, max(held_last) as last_now,
  min(first) as first, max(last) as last
from met"""
    return now.frame(statement)


def _grouped(place: str, key: list[str], told: list[str], day: str) -> str:
    said = f"sum(cast(hash({', '.join(told)}) as hugeint))" if told else "0"
    return f"""select {", ".join(key)}, count(*) as lines, {said} as said,
    min({day}) as first, max({day}) as last
  from {place}
  group by {", ".join(key)}"""


def _filled(study: Study, table: str, names: tuple[str, ...]) -> list[str]:
    """The columns in which the files say anything."""
    counts = ", ".join(f"count({name}) as {name}" for name in names)
    row = study.frame(f"select {counts} from {table}").iloc[0]
    return [name for name in names if row[name]]


def _has_gaps(study: Study, table: str, name: str) -> bool:
    statement = f"select count(*) - count({name}) as gaps from {table}"
    return bool(study.frame(statement)["gaps"][0])
