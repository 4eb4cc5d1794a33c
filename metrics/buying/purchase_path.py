"""From a look to a purchase: how far visits come, how long it takes, whether comparing helps."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.quotient_ends import share_of_counted
from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope
from metrics.spoken_words import EVENTS
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
    happened_at, page,
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
    count(distinct page) filter (where place = 0) > 1 or bool_or(place = -1) as has_compared,
    bool_and(happened_at = date_trunc('day', happened_at)) as is_day
  from told where place is not null group by customer_id, visit
),
ordering as (
  -- one row per visit that an order of the same customer followed within an hour
  select distinct customer_id, visit
  from visits join orders using (customer_id)
  where ordered_at between began_at and ended_at + interval 1 hour
    -- where either has a day without an hour, an order of the day counts
    or (is_day or ordered_at = date_trunc('day', ordered_at))
      and cast(ordered_at as date) between cast(began_at as date) and cast(ended_at as date)
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
  select visits.customer_id, has_compared, is_day, began_at, carted_at, checked_out_at, paid_at,
    case when ordering.visit is not null then 3 else greatest(place, 0) end as place,
    speaking.visit is not null as has_spoken
  from visits left join ordering using (customer_id, visit)
  left join speaking on speaking.customer_id = visits.customer_id and speaking.visit = visits.visit
)
-- one row per customer for visits that compared, and one for the others
select customer_id, has_compared, count(*) as viewed, count(*) filter (where place >= 1) as carted,
  count(*) filter (where place >= 2) as checked_out, count(*) filter (where place = 3) as bought,
  count(*) filter (where place = 3 and has_spoken) as reviewed,
  count(carted_at) as carted_said, count(checked_out_at) as checked_out_said,
  count(paid_at) as bought_said,
  list(epoch(carted_at - began_at) / 60) filter (where carted_at is not null and not is_day)
    as carted_minutes,
  list(epoch(checked_out_at - began_at) / 60)
    filter (where checked_out_at is not null and not is_day) as checked_out_minutes,
  list(epoch(paid_at - began_at) / 60) filter (where paid_at is not null and not is_day)
    as bought_minutes
from ways group by customer_id, has_compared order by customer_id, has_compared
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
    way = [step for step in WAY if _is_told(scope, found, step)]
    rows = steps({step: int(found[step].sum()) for step in way}, "visit_count")
    each = found.groupby("customer_id")[way].sum()
    pairs = [share_of_counted(each[after], each[before]) for before, after in pairwise(way)]
    rows["low"], rows["high"] = np.array([(np.nan, np.nan), *pairs], float).T
    rows["median_minutes"] = [_median(found.get(f"{step}_minutes")) for step in way]
    return PurchasePath(rows, _compared(found))


def _median(lists: pd.Series | None) -> float:
    if lists is None or not lists.notna().any():
        return float("nan")
    return float(lists.dropna().explode().astype(float).median())


def _is_told(scope: Scope, found: pd.DataFrame, step: str) -> bool:
    """Whether the data can tell the step: by its word, by orders, or by answers."""
    if step == "viewed":
        return True
    if step == "reviewed":
        return not scope.lacks(("survey_responses.answered_at",))
    has_orders = step == "bought" and not scope.lacks(("orders.ordered_at",))
    return has_orders or found[f"{step}_said"].sum() > 0


def _compared(found: pd.DataFrame) -> pd.DataFrame:
    groups = [(has, rows["bought"], rows["viewed"]) for has, rows in found.groupby("has_compared")]
    told = [
        (has, done.sum() / of.sum(), *map(float, share_of_counted(done, of)), of.sum())
        for has, done, of in groups
    ]
    return pd.DataFrame(told, columns=["has_compared", "value", "low", "high", "base"])
