"""What becomes of typed records: the rows of each table, and those that no table takes."""

import re

from data.cleaners.answers import answers
from data.cleaners.doubtful import left_out
from data.cleaners.plan import Plan, attribute_name
from data.cleaners.treatments import APART
from data.cleaners.typed import fits, is_known
from data.cursors import Cursor
from data.reading_rows import cell_name
from data.values.casting import is_filled


def spoken_of(statement: str, plan: Plan) -> dict[str, object]:
    """The values that a statement names; the engine refuses any it does not."""
    names = set(re.findall(r"\$([a-z_][a-z_0-9]*)", statement))
    return {name: value for name, value in plan.parameters.items() if name in names}


def run(cursor: Cursor, plan: Plan, statement: str) -> None:
    """Run a statement whose rows nobody reads."""
    cursor.execute(statement, spoken_of(statement, plan)).fetchall()


def tables(plan: Plan, in_order: bool = True) -> dict[str, str]:
    """The statement for each table that the file feeds; their rows `in_order` where it matters."""
    found = {}
    if plan.table != "survey_responses" or not plan.questions:
        found[plan.table] = _own(plan) + ("\norder by row" if in_order else "")
    if plan.about:
        found["customers"] = f"select {', '.join(['customer_id', *about(plan)])} from described"
    if plan.attributes:
        found["attributes"] = _attributes(plan)
    if plan.questions:
        found["survey_responses"] = answers(plan)
    return found


def set_aside(plan: Plan) -> str:
    """The records that miss something, with the first reason, and their texts."""
    cells = ", ".join(f"text_rows.{cell_name(i)}" for i in range(len(plan.header)))
    return f"""
-- one row per record that misses what its table cannot do without
select text_rows.row, {_reason(plan)} as reason, {cells}
from text_rows
join typed using (row)
where not ({fits(plan)})"""


def _reason(plan: Plan) -> str:
    absent = [n for n in plan.required if n not in plan.own]
    named = "customer_id is null" if "customer_id" in plan.required else "false"
    nothing = "true" if "customer_id" in absent else named
    others = [r for r in plan.readings if r.table == plan.table and r.name in plan.required]
    damaged = [
        f"({r.name} is null and {is_filled('text_rows.' + r.cell, r.kind, r.name)})"
        for r in others
        if r.name != "customer_id"
    ]
    unreadable = " or ".join(damaged) or "false"
    chosen = f" when {is_known(plan)} then left_out" if left_out(plan) else ""
    return (
        f"case when {nothing} then 'missing_customer'"
        f" when {unreadable} then 'unreadable_value'{chosen} else 'missing_value' end"
    )


def _own(plan: Plan) -> str:
    names = ", ".join(_apart(name, plan) for name in plan.own)
    return f"""
-- one row per record that fits
select row, {names}
from typed
where {fits(plan)}"""


def _apart(name: str, plan: Plan) -> str:
    """Orders that share a number for other reasons than being one are told apart by their row."""
    if name == "order_id" and APART in plan.matching.rules:
        return "order_id || ':' || cast(row as varchar) as order_id"
    return name


def about(plan: Plan) -> list[str]:
    """What the file says of its customers beside who they are."""
    return [name for name in plan.about if name != "customer_id"]


def _attributes(plan: Plan) -> str:
    values = ", ".join(map(attribute_name, plan.attributes))
    return f"""
with told as (
  -- one row per customer and column that is kept to segment by
  select customer_id, unnest($names) as name, unnest([{values}]) as value
  from described
)
select customer_id, name, value
from told
where value is not null"""
