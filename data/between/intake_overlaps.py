"""Rows that an earlier file has brought already: told, and not counted twice."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.between.intake_known import IDENTIFIED_BY, fresh
from data.cleaning import Cleaned, copied
from data.prepared import PREPARING
from data.problems import Problem
from data.reading_rows import TextRows
from data.store import Study
from data.told_of_orders import KEPT


def without_known(study: Study, rows: TextRows, cleaned: Cleaned, table: str) -> Cleaned:
    """The same without what the study holds already.

    Rows are known by all that they say, each as often as the study holds them. What has a known
    id and says something else is kept, as the later word, and told.
    """
    selected = cleaned.tables.get(table)
    if selected is None or table == "customers" or not _holds_any(study, table):
        return cleaned
    incoming = copied(selected)
    if not {KEPT[table].dated_by, IDENTIFIED_BY.get(table)} & {*incoming.column_names}:
        return cleaned
    found = fresh(study, table, incoming)
    news = found.drop(["is_changed"])
    repeated = texts_of(study, rows, pc.invert(pc.is_in(incoming["row"], news["row"])), incoming)
    changed = found.filter(found["is_changed"])
    told = [
        Problem("already_loaded", _first(repeated), count=repeated.num_rows, is_set_aside=True),
        Problem("known_changed", _first(changed), count=changed.num_rows),
    ]
    return replace(
        cleaned,
        tables=cleaned.tables | {table: news},
        set_aside=with_reason(cleaned.set_aside, repeated, "already_loaded"),
        problems=(*cleaned.problems, *(problem for problem in told if problem.count)),
    )


def without_earlier(study: Study, table: str, number: int, problems: tuple[Problem, ...]) -> None:
    """Take out what earlier files said of ids of which file `number` says something else."""
    if not any(problem.kind == "known_changed" for problem in problems):
        return
    name = IDENTIFIED_BY[table]
    study.run(
        f"""
delete from {table}
where coalesce(from_file, 0) <> $number
  and ({name}, customer_id) in (
    select ({name}, customer_id) from {table} where from_file = $number and {name} is not null
  )""",
        number=number,
    )
    for statement in PREPARING if table == "orders" else ():
        study.run(statement)


def texts_of(study: Study, rows: TextRows, is_wanted: pa.Array, incoming: pa.Table) -> pa.Table:
    """The wanted of the incoming rows, as they stand in the file."""
    wanted = incoming.filter(is_wanted).select(["row"])
    with study.lent("text_rows", rows.all_rows) as cursor:
        cursor.register("wanted", wanted)
        statement = "select * from text_rows where row in (select row from wanted) order by row"
        found = cursor.sql(statement).to_arrow_table()
        cursor.unregister("wanted")
    return found


def _holds_any(study: Study, table: str) -> bool:
    return bool(study.frame(f"select exists(from {table}) as holds")["holds"][0])


def with_reason(set_aside: pa.Table, more: pa.Table, kind: str) -> pa.Table:
    """The rows set aside, and more of them for one reason."""
    if not more.num_rows:
        return set_aside
    reason = pa.array([kind] * more.num_rows, pa.string())
    told = more.append_column("reason", reason).select(set_aside.column_names)
    return pa.concat_tables([set_aside, told.cast(set_aside.schema)]).sort_by("row")


def _first(rows: pa.Table) -> int | None:
    return rows["row"][0].as_py() if rows.num_rows else None
