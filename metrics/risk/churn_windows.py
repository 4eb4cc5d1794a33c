"""Who could be lost within a window, and who was: the outcomes that a churn model learns from."""

from datetime import date, timedelta
from typing import Literal

import pandas as pd

from metrics.people import is_among
from metrics.scope import Scope

Kind = Literal["contract", "buying", "snapshot"]

HORIZON_DAYS = 91
"""A quarter: long enough to act in, short enough to be held against what came."""
QUIET_DAYS = 365
"""Who has not bought for so long is not warned of any more: they are gone by any definition."""
MOST_WINDOWS = 5

_UNDER_CONTRACT = """
-- one row per customer with a contract that runs on the day
select distinct customer_id from subscriptions
where started_on is not null and ended_on is null and is_ended is not true
order by customer_id
"""

_BUYERS = """
-- one row per customer who bought lately enough to be still here
select customer_id from customer_days where is_kept
group by customer_id having max(ordered_on) > $as_of - interval ($quiet_days) day
order by customer_id
"""

_BOUGHT = """
-- one row per customer who bought within the window
select distinct customer_id from customer_days where is_kept and ordered_on > $from_on
"""

# A file without dates knows only who has left, not when.
_MARKED = """
with contracts as (
  -- one row per customer under contract
  select customer_id, bool_and(is_ended) as is_gone from subscriptions group by customer_id
)
-- one row per customer who is marked as gone or as still here
select customer_id, coalesce(is_gone, is_churned) as is_lost
from customers left join contracts using (customer_id)
where coalesce(is_gone, is_churned) is not null
order by customer_id
"""


def kinds(scope: Scope) -> tuple[Kind, ...]:
    """The ways of leaving that these data know, the firmest first."""
    found: list[Kind] = []
    if not scope.lacks(("subscriptions.started_on", "subscriptions.ended_on")):
        found.append("contract")
    if not scope.lacks(("orders.ordered_at",)):
        found.append("buying")
    marks = ("subscriptions.is_ended", "customers.is_churned")
    if "contract" not in found and len(scope.lacks(marks)) < len(marks):
        found.append("snapshot")
    return tuple(found)


def those_here(scope: Scope, kind: Kind, quiet_days: int = QUIET_DAYS) -> pd.Series:
    """The ids of those who are still here on the scope's day, and so can be lost."""
    if kind == "snapshot":
        marked = scope.frame(_MARKED)
        return marked.loc[~marked["is_lost"].astype(bool), "customer_id"]
    if kind == "contract":
        return scope.frame(_UNDER_CONTRACT)["customer_id"]
    return scope.frame(_BUYERS, quiet_days=quiet_days)["customer_id"]


def outcomes(
    scope: Scope, kind: Kind, day: date, horizon: int = HORIZON_DAYS, quiet_days: int = QUIET_DAYS
) -> pd.Series:
    """By customer_id, whether those who were here on the day were lost in the horizon after it."""
    here = those_here(scope.on(day), kind, quiet_days)
    after = scope.on(day + timedelta(days=horizon))
    if kind == "contract":
        stayed = after.frame(_UNDER_CONTRACT)["customer_id"]
    else:
        stayed = after.frame(_BOUGHT, from_on=day)["customer_id"]
    return pd.Series(~is_among(here, stayed), index=pd.Index(here, name="customer_id"))


def marked(scope: Scope) -> pd.Series:
    """By customer_id, whether a file without dates marks them as gone."""
    found = scope.frame(_MARKED).set_index("customer_id")["is_lost"]
    return found.astype(bool)


def closed_days(scope: Scope, first: date, horizon: int = HORIZON_DAYS) -> list[date]:
    """The days whose horizon is over and before which half as much is known, the latest first."""
    span = timedelta(days=horizon)
    days = [scope.as_of - span * number for number in range(1, MOST_WINDOWS + 1)]
    return [day for day in days if day - span / 2 >= first]
