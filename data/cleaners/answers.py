"""The answers in a file: one row each, with what was asked and the scale it was answered on."""

from data.cleaners.plan import Plan
from data.cleaners.typed import fits
from data.reading_rows import cell_name
from data.tables import TABLES
from data.values.casting import answer_or, is_filled

FEW = 20
"""Of so few answers nobody can say that they were given on a shorter scale."""


_TOLD_BY_ROW = frozenset(("instrument", "item", "scale_min", "scale_max"))

UNANSWERED = "unanswered_kept"


def answered(plan: Plan) -> str:
    """The statement that reads every answer of `text_rows`, whichever column it stands in.

    A row may say itself on which scale it was answered; else the scale of its column holds.
    """
    cells = ", ".join(cell_name(column.position) for column in plan.questions)
    was_sent = "sent_at is not null" if "sent_at" in _own(plan) else "false"
    return f"""
create or replace temp table answered as
with cells as (
  -- one row per record and question
  select row, unnest($questions) as question, unnest([{cells}]) as written
  from text_rows
),
asked as (
  -- one row per record and question, on its scale; without a cell where nobody answered
  select row, question, {_end(plan, "scale_min", "lows")} as low,
    {_end(plan, "scale_max", "highs")} as high, {was_sent} as was_sent,
    case when {is_filled("written", "number")} then written end as cell
  from cells
  join typed using (row)
),
quick as (
  -- one row per record and question, read where that can be done at once
  select *, quick_number(cell, {_is_comma(plan)}) as quick
  from asked
),
read as (
  -- one row per record and question, read
  select *, {_mark(plan)} as value
  from quick
)
-- one row per record and question: off the scale it has no score; what was sent and nobody
-- answered is known without one
select row, question, cell, low, high,
  case when value between coalesce(low, -1e15) and coalesce(high, 1e15) then value end as score,
  score is not null or (cell is null and was_sent) as is_known
from read"""


def _is_comma(plan: Plan) -> str:
    return "true" if any(c.decimal == "," for c in plan.questions) else "false"


def _mark(plan: Plan) -> str:
    """The number an answer is, or stands for where its question is answered in words."""
    number = f"read_number(quick, bare_number(cell, quick), {_is_comma(plan)})"
    is_worded = any(column.answers for column in plan.questions)
    return answer_or(number, "cell", "$scales[question]") if is_worded else number


def answers(plan: Plan) -> str:
    """One row per question asked: a file with a column for each question gives several."""
    if _TOLD_BY_ROW & _own(plan).keys():
        return _told_by_row(plan)
    return f"""
-- one row per question asked
select row, customer_id{_shared(plan)}, score
  , $instruments[question] as instrument, $items[question] as item
  , low as scale_min, high as scale_max
from answered
join typed using (row)
where {fits(plan)} and is_known
order by question, row"""


def _own(plan: Plan) -> dict[str, str]:
    return plan.own if plan.table == "survey_responses" else {}


def _end(plan: Plan, name: str, bound: str) -> str:
    """An end of the scale: what the record says goes before what is known of the column."""
    usual = f"cast(${bound} as double[])[question]"
    return f"coalesce({name}, {usual})" if name in _own(plan) else usual


def _shared(plan: Plan) -> str:
    """What a record says of all its answers."""
    names = TABLES["survey_responses"].names
    told = _own(plan).keys() - _TOLD_BY_ROW - {"customer_id"}
    return "".join(f", {name}" for name in names if name in told)


def _told_by_row(plan: Plan) -> str:
    """What is measured, or its scale, stands in each record."""
    own, measured = _own(plan), "$instruments[question]"
    if "instrument" in own:
        measured = (
            "coalesce($instrument_names[list_position($instrument_words, lower(instrument))],"
            f" nullif(regexp_extract(lower(instrument), '^[a-z_]+$'), ''), {measured})"
        )
    item = "item" if "item" in own else "$items[question]"
    return f"""
with told as (
  -- one row per question asked, under the name of what it measures
  select row, customer_id{_shared(plan)}, score, low, high
  , {measured} as measured, {item} as item
  from answered
  join typed using (row)
  where {fits(plan)} and is_known
),
kinds as (
  -- one row per kind of question: the ends of its answers, and of their scales where told
  select measured, min(least(score, low)) as lowest, max(greatest(score, high)) as highest,
    count(score) as answers
  from told
  group by measured
)
select row, customer_id{_shared(plan)}, score, item, {_NAMED} as instrument
  , coalesce(low, {_LOW}) as scale_min, coalesce(high, {_HIGH}) as scale_max
from told
join kinds using (measured)
order by row"""


# What is asked on five points is no likelihood to recommend, whatever it is called.
_NAMED = (
    f"case when measured = 'nps' and coalesce(high <> 10, highest <= 5 and answers >= {FEW})"
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
