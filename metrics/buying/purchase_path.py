"""From a look to a purchase: how far visits come, how long it takes, whether comparing helps."""

from typing import NamedTuple

import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope
from metrics.spoken_words import EVENTS
from metrics.statistics.intervals import wilson
from metrics.statistics.steps import steps

READS = ("events.happened_at", "events.event")

FEWEST = 30
REVIEW_DAYS = 30
"""Who says something within so many days of a purchase speaks of it."""

WAY = ("viewed", "carted", "checked_out", "bought", "reviewed")

# Who bought had it in the cart, whether or not that was written down; who did not, did not pay.
_VISITS = f"""
with told as (
  -- one row per event whose word is known; without a number of the visit a day is one
  select customer_id, coalesce(session_id, cast(cast(happened_at as date) as varchar)) as visit,
    happened_at,
    case when lower(trim(event)) in (select unnest($bought)) then 3
      when lower(trim(event)) in (select unnest($checked_out)) then 2
      when lower(trim(event)) in (select unnest($carted)) then 1
      when lower(trim(event)) in (select unnest($viewed)) then 0
      when lower(trim(event)) in (select unnest($compared)) then -1 end as place
  from events where happened_at >= $since
    and cast(happened_at as date) <= $as_of - interval {REVIEW_DAYS} day
),
visits as (
  -- one row per visit: how far it came, and when
  select customer_id, visit, min(happened_at) as began_at, max(happened_at) as ended_at,
    max(place) as place, min(happened_at) filter (where place = 1) as carted_at,
    min(happened_at) filter (where place = 2) as checked_out_at,
    min(happened_at) filter (where place = 3) as paid_at,
    count(*) filter (where place = 0) > 1 or bool_or(place = -1) as has_compared
  from told where place is not null group by customer_id, visit
),
ordering as (
  -- one row per visit that an order of the same customer followed within an hour
  select distinct customer_id, visit
  from visits join orders using (customer_id)
  where ordered_at between began_at and ended_at + interval 1 hour
),
speaking as (
  -- one row per visit after which the customer told how content they are
  select distinct visits.customer_id, visit
  from visits join survey_responses on survey_responses.customer_id = visits.customer_id
  where (score is not null or comment is not null)
    and answered_at between ended_at and ended_at + interval {REVIEW_DAYS} day
),
ways as (
  -- one row per visit
  select has_compared, began_at, carted_at, checked_out_at, paid_at,
    case when ordering.visit is not null then 3 else greatest(place, 0) end as place,
    speaking.visit is not null as has_spoken
  from visits left join ordering using (customer_id, visit)
  left join speaking on speaking.customer_id = visits.customer_id and speaking.visit = visits.visit
)
-- one row per visits with and without comparing
select has_compared, count(*) as viewed, count(*) filter (where place >= 1) as carted,
  count(*) filter (where place >= 2) as checked_out, count(*) filter (where place = 3) as bought,
  count(*) filter (where place = 3 and has_spoken) as reviewed,
  list(epoch(carted_at - began_at) / 60) filter (where carted_at is not null) as carted_minutes,
  list(epoch(checked_out_at - began_at) / 60) filter (where checked_out_at is not null)
    as checked_out_minutes,
  list(epoch(paid_at - began_at) / 60) filter (where paid_at is not null) as bought_minutes
from ways group by has_compared order by has_compared
"""


class PurchasePath(NamedTuple):
    """`steps` has one row per step: step, visit_count, base, share of the step before, low, high,
    median_minutes since the visit began (nan where no time is known). `compared` has one row for
    visits that looked at one thing alone and one for those that compared: has_compared, value (the
    share that bought), low, high, base.
    """

    steps: pd.DataFrame
    compared: pd.DataFrame


def purchase_path(scope: Scope) -> PurchasePath:
    """Visits of the period, once there was time to say something after them.

    NotComputableError where no event goes by a word that is known; TooFewError below 30 visits.
    """
    found = scope.frame(_VISITS, **EVENTS)
    if found.empty:
        raise NotComputableError("no_known_events")
    insist(FEWEST, int(found["viewed"].sum()), "visits")
    rows = steps({step: int(found[step].sum()) for step in WAY}, "visit_count")
    rows = rows.assign(median_minutes=[_median(found.get(f"{step}_minutes")) for step in WAY])
    return PurchasePath(_known(scope, rows), _compared(found))


def _median(lists: pd.Series | None) -> float:
    if lists is None or not lists.notna().any():
        return float("nan")
    return float(lists.dropna().explode().astype(float).median())


def _known(scope: Scope, rows: pd.DataFrame) -> pd.DataFrame:
    """Without answers nobody can be seen to say anything."""
    untold = scope.lacks(("survey_responses.answered_at",))
    return rows[rows["step"] != "reviewed"] if untold else rows


def _compared(found: pd.DataFrame) -> pd.DataFrame:
    share = found["bought"] / found["viewed"]
    low, high = wilson(share, found["viewed"])
    rows = found[["has_compared"]].assign(value=share, low=low, high=high)
    return rows.assign(base=found["viewed"].astype(int))
