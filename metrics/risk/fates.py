"""Who was here at a landmark, what they had said before it, and whether they stayed after it.

Answers up to the landmark, behaviour after it only, so that nobody is content because they stayed.
"""

import re

from metrics.indicator import Dimension
from metrics.risk.churn_windows import QUIET_DAYS, Kind

READS = ("survey_responses.score", "survey_responses.instrument")

DAYS = 180
"""How long behaviour is watched after the landmark."""
HEARD_DAYS = 365
"""An answer older than this at the landmark says little of how somebody felt there."""

SAID = {
    "high": ("high_left", "high_stayed"),
    "middle": ("middle_left", "middle_stayed"),
    "low": ("low_left", "low_stayed"),
}
"""Promoters, or the top two marks; those in between; detractors, or the lower half of the scale."""
LEFT = ("high_left", "middle_left", "low_left", "heard_left", "silent_left")
"""All who left: some had said something else, some nothing."""

_NAME = re.compile(r"fate:(contract|buying|snapshot):(nps|csat|ces|intention):([1-9][0-9]{0,3})")
_LANDMARK = "cast($as_of - interval ($days) day as date)"

_BUYING = f"""fates as (
  -- one row per customer who bought within a year before the landmark: whether they have since
  select customer_id, max(ordered_on) > {_LANDMARK} as has_stayed
  from customer_days where is_kept
  group by customer_id
  having max(ordered_on) filter (where ordered_on <= {_LANDMARK})
    > {_LANDMARK} - interval {QUIET_DAYS} day
)"""

_CONTRACT = f"""still as (
  -- one row per customer under contract on the day
  select distinct customer_id from subscriptions where ended_on is null and is_ended is not true
),
fates as (
  -- one row per customer under contract at the landmark: whether they still are
  select subscriptions.customer_id, bool_or(still.customer_id is not null) as has_stayed
  from subscriptions left join still on still.customer_id = subscriptions.customer_id
  where started_on <= {_LANDMARK} and (ended_on > {_LANDMARK}
    or (ended_on is null and is_ended is not true))
  group by subscriptions.customer_id
)"""

# A file without dates knows only who has left; what was said may have been said after it.
_SNAPSHOT = """ended as (
  -- one row per customer under contract, now or once
  select customer_id, bool_and(is_ended) as is_gone from subscriptions group by customer_id
),
fates as (
  -- one row per customer who is marked as gone or as still here
  select customers.customer_id, not coalesce(is_gone, is_churned) as has_stayed
  from customers left join ended on ended.customer_id = customers.customer_id
  where coalesce(is_gone, is_churned) is not null
)"""

FATES: dict[Kind, str] = {"buying": _BUYING, "contract": _CONTRACT, "snapshot": _SNAPSHOT}

_IN_TIME = f"""cast(answered_at as date) <= {_LANDMARK}
    and cast(answered_at as date) > {_LANDMARK} - interval {HEARD_DAYS} day"""
_SINCE_THEN = f"> {_LANDMARK} - interval {HEARD_DAYS} day"


def told(kind: Kind) -> str:
    """The CTEs up to `told`: one row per customer who was here, what they said, what they did."""
    is_snapshot = kind == "snapshot"
    in_time = "$days > 0" if is_snapshot else _IN_TIME
    heard = "true" if is_snapshot else f"cast(answered_at as date) {_SINCE_THEN}"
    complained = "true" if is_snapshot else f"cast(opened_at as date) {_SINCE_THEN}"
    return f"""with {FATES[kind]},
answers as (
  -- one row per customer who answered in time: the latest mark, of two at once the lower
  select customer_id, max_by({{score: score, lowest: scale_min, highest: scale_max}},
    row(coalesce(answered_at, timestamp '1900-01-01'), -score)) as latest
  from survey_responses
  where instrument = $instrument and score is not null and {in_time}
    and (instrument <> 'nps' or (scale_min = 0 and scale_max = 10))
  group by customer_id
),
heard as (
  -- one row per customer who said anything at all
  select distinct customer_id from survey_responses where score is not null and {heard}
  union
  select distinct customer_id from tickets where is_complaint and {complained}
),
told as (
  -- one row per customer who was here at the landmark
  select fates.customer_id, has_stayed, heard.customer_id is null as is_silent,
    latest.score as score, latest.lowest as lowest, latest.highest as highest,
    case when latest is null then null
      when $instrument = 'nps' and latest.score >= 9 then 'high'
      when $instrument = 'nps' and latest.score <= 6 then 'low'
      when $instrument = 'nps' then 'middle'
      when latest.score >= latest.highest - 1 then 'high'
      when latest.score <= floor((latest.lowest + latest.highest - 1) / 2) then 'low'
      else 'middle' end as mood
  from fates left join answers on answers.customer_id = fates.customer_id
  left join heard on heard.customer_id = fates.customer_id
)"""


def fate(kind: Kind, instrument: str, days: int = DAYS) -> Dimension:
    """Customers by what they said before the landmark and did after it."""
    name = f"fate:{kind}:{instrument}:{days}"
    bound = (("instrument", instrument), ("days", days))
    return Dimension(name, members(kind), READS, bound)


def fate_called(name: str) -> Dimension | None:
    """The dimension of that name; None where it names none."""
    found = _NAME.fullmatch(name)
    return fate(found[1], found[2], int(found[3])) if found else None  # type: ignore[arg-type]


def members(kind: Kind) -> str:
    """The statement that gives customer_id and segment."""
    return f"""{told(kind)}
-- one row per customer
select customers.customer_id,
  case when mood is not null then mood || case when has_stayed then '_stayed' else '_left' end
    when has_stayed then null
    when is_silent then 'silent_left'
    when not is_silent then 'heard_left' end as segment
from customers left join told on told.customer_id = customers.customer_id"""
