"""Whom a file speaks of, and what it says last of each: the tables `met` and `described`."""

from data.cleaners.plan import Plan, attribute_name
from data.cleaners.statements import about, run
from data.cleaners.typed import fits
from data.cursors import Cursor


def meet(cursor: Cursor, plan: Plan) -> None:
    """Make both of typed records; `described` only where the file says anything.

    What a column without a gap says last of somebody stands in their last row, and is looked up
    there; to keep the last text of every column while rows are counted takes three times as long.
    """
    told = _told(plan)
    gapless = _gapless(cursor, told)
    others = {name: typed for name, typed in told.items() if name not in gapless}
    run(cursor, plan, _met(plan, others))
    if told:
        run(cursor, plan, _described([*others], gapless))


def _told(plan: Plan) -> dict[str, str]:
    """The columns that speak of customers, and what they are called among the typed ones."""
    kept = map(attribute_name, plan.attributes)
    return {name: f"about_{name}" for name in about(plan)} | {name: name for name in kept}


def _gapless(cursor: Cursor, told: dict[str, str]) -> dict[str, str]:
    counts = ", ".join(["count(*)", *(f"count({typed})" for typed in told.values())])
    rows, *filled = cursor.execute(f"select {counts} from typed").fetchall()[0]
    pairs = zip(told.items(), filled, strict=True)
    return {name: typed for (name, typed), count in pairs if count == rows}


def _met(plan: Plan, told: dict[str, str]) -> str:
    last = "".join(f",\n  arg_max({typed}, row) as {name}" for name, typed in told.items())
    return f"""
create or replace temp table met as
-- one row per customer of the records that fit: where they stand, how often, what is said last
select customer_id, min(row) as first_row, max(row) as last_row, count(*) as times{last}
from typed
where {fits(plan)}
group by customer_id"""


def _described(met: list[str], gapless: dict[str, str]) -> str:
    looked_up = [f"typed.{typed} as {name}" for name, typed in gapless.items()]
    words = ", ".join(["met.customer_id", *(f"met.{name}" for name in met), *looked_up])
    return f"""
create or replace temp table described as
-- one row per customer whom the file describes
select {words}
from met
{"join typed on typed.row = met.last_row" if gapless else ""}"""
