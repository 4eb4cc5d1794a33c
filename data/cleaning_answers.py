"""The answers in a file: one row each, with what was asked and the scale it was answered on."""

from data.cleaning_plan import Plan
from data.cleaning_typed import fits
from data.tables import TABLES

FEW = 20
"""Of so few answers nobody can say that they were given on a shorter scale."""


def answers(plan: Plan) -> str:
    """One row per answer: a file with a column for each question gives several of a record."""
    own = plan.own if plan.table == "survey_responses" else {}
    if "instrument" in own or "item" in own:
        return _told_by_row(plan)
    parts = [_told_by_column(plan, number) for number in range(len(plan.answers))]
    return "\nunion all\n".join(parts)


def _shared(plan: Plan, *others: str) -> str:
    """What a record says of all its answers."""
    own = plan.own if plan.table == "survey_responses" else {}
    names = TABLES["survey_responses"].names
    return "".join(f", {n}" for n in names if n in own and n not in ("customer_id", *others))


def _told_by_column(plan: Plan, number: int) -> str:
    ends = [
        f", cast(${bound}_{number} as double) as {name}"
        for name, bound in (("scale_min", "low"), ("scale_max", "high"))
        if name not in plan.own
    ]
    return f"""
-- one row per answer to this question
select row, customer_id{_shared(plan)}, score_{number} as score
  , $instrument_{number} as instrument, $item_{number} as item{"".join(ends)}
from typed
where {fits(plan)} and score_{number} is not null"""


def _told_by_row(plan: Plan) -> str:
    """What is measured stands in each record, so each kind of question has a scale of its own."""
    instrument = "$instrument_0"
    if "instrument" in plan.own:
        instrument = (
            "coalesce($instrument_names[list_position($instrument_words, lower(instrument))],"
            " nullif(regexp_extract(lower(instrument), '^[a-z_]+$'), ''), $instrument_0)"
        )
    item = "item" if "item" in plan.own else "$item_0"
    low, high = (
        f"coalesce({name}, {usual})" if name in plan.own else usual
        for name, usual in (("scale_min", _LOW), ("scale_max", _HIGH))
    )
    return f"""
with told as (
  -- one row per answer, under the name of what it measures
  select row, customer_id{_shared(plan, "instrument", "item")}, score_0 as score
    , {instrument} as measured, {item} as item
  from typed
  where {fits(plan)}
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
join kinds using (measured)"""


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
