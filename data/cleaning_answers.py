"""The answers in a file: one row each, with what was asked and the scale it was answered on."""

from data.casting import is_filled
from data.cleaning_plan import Plan
from data.cleaning_typed import fits
from data.reading_rows import cell_name
from data.tables import TABLES

FEW = 20
"""Of so few answers nobody can say that they were given on a shorter scale."""


def answered(plan: Plan) -> str:
    """The statement that reads every answer of `text_rows`, whichever column it stands in."""
    cells = ", ".join(cell_name(column.position) for column in plan.questions)
    is_comma = "true" if any(c.decimal == "," for c in plan.questions) else "false"
    return f"""
create or replace temp table answered as
with cells as (
  -- one row per record and question
  select row, unnest($questions) as question, unnest([{cells}]) as cell
  from text_rows
),
bare as (
  -- one row per answer, its number laid bare
  select row, question, cell, bare_number(cell, {is_comma}) as bare_cell
  from cells
  where {is_filled("cell", "number")}
),
read as (
  -- one row per answer, read
  select row, question, cell, read_number(cell, bare_cell, {is_comma}) as value
  from bare
)
-- one row per answer; off the scale of its question it has no score
select row, question, cell, case when value between
    coalesce(cast($lows as double[])[question], -1e15)
    and coalesce(cast($highs as double[])[question], 1e15) then value end as score
from read"""


def answers(plan: Plan) -> str:
    """One row per answer: a file with a column for each question gives several of a record."""
    own = plan.own if plan.table == "survey_responses" else {}
    if "instrument" in own or "item" in own:
        return _told_by_row(plan)
    ends = [
        f", cast(${bound} as double[])[question] as {name}"
        for name, bound in (("scale_min", "lows"), ("scale_max", "highs"))
        if name not in own
    ]
    return f"""
-- one row per answer
select row, customer_id{_shared(plan)}, score
  , $instruments[question] as instrument, $items[question] as item{"".join(ends)}
from answered
join typed using (row)
where {fits(plan)} and score is not null
order by question, row"""


def _shared(plan: Plan, *others: str) -> str:
    """What a record says of all its answers."""
    own = plan.own if plan.table == "survey_responses" else {}
    names = TABLES["survey_responses"].names
    return "".join(f", {n}" for n in names if n in own and n not in ("customer_id", *others))


def _told_by_row(plan: Plan) -> str:
    """What is measured stands in each record, so each kind of question has a scale of its own."""
    measured = "$instruments[1]"
    if "instrument" in plan.own:
        measured = (
            "coalesce($instrument_names[list_position($instrument_words, lower(instrument))],"
            f" nullif(regexp_extract(lower(instrument), '^[a-z_]+$'), ''), {measured})"
        )
    item = "item" if "item" in plan.own else "$items[1]"
    low, high = (
        f"coalesce({name}, {usual})" if name in plan.own else usual
        for name, usual in (("scale_min", _LOW), ("scale_max", _HIGH))
    )
    return f"""
with told as (
  -- one row per answer, under the name of what it measures
  select row, customer_id{_shared(plan, "instrument", "item")}, score
    , {measured} as measured, {item} as item
  from answered
  join typed using (row)
  where {fits(plan)} and score is not null
),
kinds as (
  -- one row per kind of question: the ends of its answers
  select measured, min(score) as lowest, max(score) as highest, count(*) as answers
  from told
  group by measured
)
select row, customer_id{_shared(plan, "instrument", "item", "scale_min", "scale_max")}, score, item
  , {_NAMED} as instrument, {low} as scale_min, {high} as scale_max
from told
join kinds using (measured)
order by row"""


# What is asked on five points is no likelihood to recommend, whatever it is called.
_NAMED = (
    f"case when measured = 'nps' and highest <= 5 and answers >= {FEW}"
    " then 'intention' else measured end"
)
_HIGH = (
    "cast(case when measured = 'nps' and highest <= 10 then 10 when highest <= 5 then 5"
    " when highest <= 7 then 7 when highest <= 10 then 10 else greatest(highest, 100) end"
    " as double)"
)
_LOW = (
    "cast(case when measured = 'nps' or lowest <= 0 or highest > 10 then least(lowest, 0)"
    " else 1 end as double)"
)
