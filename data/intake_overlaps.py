"""Rows that an earlier file has brought already: told, and not counted twice."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.cleaning import Cleaned
from data.problems import Problem
from data.reading_rows import TextRows
from data.store import Study
from data.tables import TABLES


def without_known(study: Study, rows: TextRows, cleaned: Cleaned, table: str) -> Cleaned:
    """The same without dated rows that the study holds already, each as often as it holds them."""
    dated_by = TABLES[table].dated_by
    incoming = cleaned.tables.get(table)
    if incoming is None or table == "customers" or dated_by not in incoming.column_names:
        return cleaned
    fresh = _fresh(study, table, incoming)
    known = pc.invert(pc.is_in(rows.rows["row"], fresh["row"]))
    lost = pc.and_(known, pc.is_in(rows.rows["row"], incoming["row"]))
    repeated = rows.rows.filter(lost)
    if not repeated.num_rows:
        return cleaned
    return replace(
        cleaned,
        tables=cleaned.tables | {table: fresh},
        set_aside=_with(cleaned.set_aside, repeated),
        problems=(*cleaned.problems, _told(repeated)),
    )


def _fresh(study: Study, table: str, incoming: pa.Table) -> pa.Table:
    names = [name for name in incoming.column_names if name != "row"]
    listed = ", ".join(names)
    same = " and ".join(f"incoming_copies.{n} is not distinct from kept.{n}" for n in names)
    statement = f"""
with incoming_copies as (
  -- one row per incoming row, numbered among its equals
  select row, {listed}, row_number() over (partition by {listed} order by row) as copy
  from incoming
),
kept as (
  -- one row per different row that the study holds
  select {listed}, count(*) as copies
  from {table}
  where {TABLES[table].dated_by} is not null
  group by {listed}
)
select row, {", ".join(f"incoming_copies.{n}" for n in names)}
from incoming_copies
left join kept on {same}
where copies is null or copy > copies
order by row"""
    with study.lent("incoming", incoming) as cursor:
        return cursor.sql(statement).to_arrow_table()


def _with(set_aside: pa.Table, repeated: pa.Table) -> pa.Table:
    reason = pa.array(["already_loaded"] * repeated.num_rows, pa.string())
    told = repeated.append_column("reason", reason).select(set_aside.column_names)
    return pa.concat_tables([set_aside, told.cast(set_aside.schema)]).sort_by("row")


def _told(repeated: pa.Table) -> Problem:
    first = repeated["row"][0].as_py()
    return Problem("already_loaded", first, count=repeated.num_rows, is_set_aside=True)
