"""Who does not answer: what those asked did, by whether they answered the first question sent."""

import numpy as np
import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.risk.churn_windows import Kind
from metrics.risk.fates import DAYS, FATES
from metrics.scope import Scope
from metrics.statistics.intervals import difference_interval, student, wilson

READS = ("survey_responses.sent_at", "survey_responses.score")

NEEDED = 30
"""Customers who answered, and as many who did not."""

_LANDMARK = "cast($as_of - interval ($days) day as date)"


def _asked(kind: Kind) -> str:
    def year(day: str) -> str:
        return f"{day} <= {_LANDMARK} and {day} > {_LANDMARK} - interval 365 day"

    return f"""with {FATES[kind]},
asked as (
  -- one row per customer who was asked within the year before the landmark: whether they answered
  -- the first time, since who is asked more often has answered more often
  select customer_id, min_by(score is not null, row(sent_at, score is null)) as has_answered
  from survey_responses where {year("cast(sent_at as date)")}
  group by customer_id
),
bought as (
  -- one row per customer who ordered within that year: on how many days
  select customer_id, count(*) as order_days from customer_days
  where is_kept and {year("ordered_on")} group by customer_id
),
complained as (
  -- one row per customer who complained within that year
  select distinct customer_id from tickets
  where is_complaint and {year("cast(opened_at as date)")}
)
-- one row: of those who answered or did not, the counts and sums that all else follows from
select has_answered, count(*) as base, count(has_stayed) as known,
  count(*) filter (where has_stayed) as stayed,
  count(complained.customer_id) as complained,
  sum(coalesce(order_days, 0)) as orders, sum(coalesce(order_days, 0) ** 2) as squares
from asked left join fates on fates.customer_id = asked.customer_id
left join bought on bought.customer_id = asked.customer_id
left join complained on complained.customer_id = asked.customer_id
group by has_answered order by has_answered desc"""


def non_response(scope: Scope, kind: Kind, days: int = DAYS) -> pd.DataFrame:
    """One row per measure: measure ("stayed", "complained", "order_days"), then value, low, high
    and base of those who answered, silent_value … of those who did not, and their difference
    with difference_low and difference_high.

    NotComputableError where the file keeps only those who answered, TooFewError below 30 of each.
    """
    if kind == "snapshot":
        raise NotComputableError("no_dates_of_leaving")
    found = scope.frame(_asked(kind), days=days).set_index("has_answered")
    sizes = found["base"].reindex([True, False], fill_value=0)
    if not sizes[False]:
        raise NotComputableError("no_silence")
    insist(NEEDED, int(sizes.min()), "answered_or_not")
    rows = []
    for measure in ("stayed", "complained", "order_days"):
        one, other = (_measured(found.loc[has], measure) for has in (True, False))
        ends = difference_interval(one, other)
        silent = {f"silent_{name}": number for name, number in other.items()}
        gap = {"difference": one["value"] - other["value"]}
        edges = {"difference_low": float(ends.low), "difference_high": float(ends.high)}
        rows.append({"measure": measure, **one, **silent, **gap, **edges})
    return pd.DataFrame(rows)


def _measured(told: pd.Series, measure: str) -> dict[str, float]:
    base = float(told["known"] if measure == "stayed" else told["base"])
    if measure == "order_days":
        value = float(told["orders"]) / base
        spread = max(float(told["squares"]) / base - value**2, 0.0) * base / max(base - 1, 1)
        low, high = student(value, spread / base, base)
    else:
        value = float(told[measure]) / base if base else float("nan")
        low, high = wilson(np.array(value), base)
    return {"value": value, "low": float(low), "high": float(high), "base": base}
