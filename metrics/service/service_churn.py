"""Whether customers who asked for help left more often afterwards than others like them."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.risk.churn_windows import HORIZON_DAYS, QUIET_DAYS, closed_days, kinds, outcomes
from metrics.scope import Scope
from metrics.statistics.intervals import wilson
from metrics.statistics.odds import odds_ratios

READS = ("tickets.opened_at",)

ASKED_DAYS = 90
FEWEST_LEAVING = 100
MOST_WINDOWS = 4

SERVED = ("asked", "complained", "waited_long")

# What was known on the day, nothing of it later.
_KNOWN = f"""
with lately as (
  -- one row per customer who asked in the days before
  select customer_id, count(*) as request_count,
    max(cast(coalesce(is_complaint, false) as int)) as complained,
    max(case when first_replied_at >= opened_at then epoch(first_replied_at - opened_at) / 3600 end)
      as longest_wait
  from tickets where cast(opened_at as date) > $as_of - interval {ASKED_DAYS} day
  group by customer_id
),
bought as (
  -- one row per customer who ordered
  select customer_id, count(*) as order_count, min(ordered_on) as first_on
  from customer_days where is_kept group by customer_id
),
bound as (
  -- one row per customer with a contract
  select customer_id, min(started_on) as started_on from subscriptions group by customer_id
)
-- one row per customer
select customer_id, coalesce(request_count, 0) as request_count,
  coalesce(complained, 0) as complained, longest_wait, coalesce(order_count, 0) as order_count,
  greatest(date_diff('day', least(joined_on, first_on, started_on), $as_of), 0) as tenure_days
from customers left join lately using (customer_id) left join bought using (customer_id)
left join bound using (customer_id)
"""


class ServiceChurn(NamedTuple):
    """`ratios` has the odds ratios of SERVED that are told, others equal; `requests` and `waits`
    one row per group with value (the share that left), low, high, base; `base` customers-windows,
    of which `left_count` left.
    """

    kind: str
    days: tuple[date, ...]
    base: int
    left_count: int
    ratios: pd.DataFrame
    requests: pd.DataFrame
    waits: pd.DataFrame


def service_churn(scope: Scope) -> ServiceChurn:
    """Requests in the days before a landmark against who left in the quarter after it.

    Up to four landmarks a quarter apart; a customer may be in several, which the ends allow for.
    """
    kind = next((k for k in kinds(scope) if k != "snapshot"), None)
    if kind is None:
        raise NotComputableError("no_leaving_dates")
    first = _first_day(scope)
    days = tuple(closed_days(scope, first, HORIZON_DAYS)[:MOST_WINDOWS])
    parts = []
    for number, day in enumerate(days):
        left = outcomes(scope, kind, day, HORIZON_DAYS, QUIET_DAYS).rename("left")
        known = scope.on(day).frame(_KNOWN).set_index("customer_id")
        parts.append(known.join(left, how="inner").reset_index().assign(window=number))
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["left"])
    insist(FEWEST_LEAVING, int(rows["left"].sum()), "ends")
    return ServiceChurn(
        kind,
        days,
        len(rows),
        int(rows["left"].sum()),
        _ratios(rows),
        _shares(rows, _request_group(rows)),
        _shares(rows, _wait_group(rows)),
    )


def _first_day(scope: Scope) -> date:
    found = scope.frame("select cast(min(opened_at) as date) as first_on from tickets")
    first = found["first_on"].iloc[0]
    # Before the first request nobody can have asked.
    return (
        scope.as_of if pd.isna(first) else pd.Timestamp(first).date() + timedelta(days=ASKED_DAYS)
    )


def _ratios(rows: pd.DataFrame) -> pd.DataFrame:
    usual = rows["longest_wait"].median()
    asked = rows["request_count"] > 0
    terms = pd.DataFrame(
        {
            "asked": asked.astype(float),
            "complained": rows["complained"].astype(float),
            "waited_long": (rows["longest_wait"] > usual).astype(float),
            "tenure": np.log1p(rows["tenure_days"].fillna(0).astype(float)),
            "orders": np.log1p(rows["order_count"].astype(float)),
        }
    )
    windows = pd.get_dummies(rows["window"], prefix="window", drop_first=True, dtype=float)
    found = odds_ratios(
        pd.concat([terms, windows], axis=1), rows["left"].to_numpy(float), rows["customer_id"]
    )
    return found[found["name"].isin(SERVED)].reset_index(drop=True)


def _request_group(rows: pd.DataFrame) -> pd.Series:
    return rows["request_count"].clip(upper=3).map({0: "0", 1: "1", 2: "2", 3: "3+"})


def _wait_group(rows: pd.DataFrame) -> pd.Series:
    """The fifth of the waits that the customer's longest one is in; null without one."""
    told = rows["longest_wait"].dropna()
    if told.nunique() < 5:
        return pd.Series(index=rows.index, dtype=object)
    places = np.ceil(told.rank(pct=True) * 5).clip(1, 5).astype(int)
    return places.astype(str).reindex(rows.index)


def _shares(rows: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    found = rows.groupby(group)["left"].agg(["sum", "size"])
    base = found["size"].to_numpy(float)
    value = found["sum"].to_numpy(float) / base
    low, high = wilson(value, base)
    return pd.DataFrame(
        {"segment": found.index, "value": value, "low": low, "high": high, "base": base.astype(int)}
    )
