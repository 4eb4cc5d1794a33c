"""Whether customers who complained order again like others who had bought like them and did not."""

import numpy as np
import pandas as pd

from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, difference_interval, wilson

READS = ("tickets.opened_at", "tickets.is_complaint", "tickets.resolved_at", "orders.ordered_at")

WINDOW_DAYS = 90
MONTHS = 12
FEWEST = 30

KINDS = ("solved", "unsolved")
"""How the complaint stood at the end of its month."""

AGAINST = {"others": ("asked", "none"), "asked": ("asked",)}
"""All who had not complained; and of them those who asked for something else that month. Who asks
is still a customer, while of all others some have gone without a word.
"""

# Who complained is looked at from the end of that month on, and so is everybody else: nobody is
# asked to have stayed until a complaint could be solved.
_COUNTED = f"""
with numbered as (
  -- one row per order day: which it is, and when the next one came
  select customer_id, ordered_on, row_number() over own as order_count,
    lead(ordered_on) over own as next_on
  from customer_days where is_kept
  window own as (partition by customer_id order by ordered_on)
),
landmarks as (
  -- one row per end of a month whose window is over
  select cast(date_trunc('month', $as_of - interval {WINDOW_DAYS} day) - interval (back) month
    - interval 1 day as date) as landmark
  from range({MONTHS}) as months(back)
),
moments as (
  -- one row per customer and landmark
  select customer_id, landmark from (select distinct customer_id from numbered) cross join landmarks
),
standing as (
  -- one row per customer and landmark after the first order: the last order day by then
  select moments.customer_id, landmark, order_count, landmark - ordered_on as quiet_days,
    landmark - {WINDOW_DAYS} as earlier_on,
    coalesce(cast(next_on <= landmark + {WINDOW_DAYS} as int), 0) as is_back
  from moments asof join numbered
    on moments.customer_id = numbered.customer_id and moments.landmark >= numbered.ordered_on
),
buying as (
  -- one row per customer and landmark: of all order days, how many were lately
  select standing.*, standing.order_count - coalesce(numbered.order_count, 0) as lately_count
  from standing asof left join numbered
    on standing.customer_id = numbered.customer_id and standing.earlier_on >= numbered.ordered_on
),
complained as (
  -- one row per customer who ever complained: the first time
  select customer_id, cast(min(opened_at) as date) as first_on,
    cast(first(resolved_at order by opened_at) as date) as resolved_on
  from tickets where is_complaint and opened_at is not null group by customer_id
),
asked as (
  -- one row per customer and month in which they asked for something else
  select distinct customer_id, cast(date_trunc('month', opened_at) as date) as asked_in
  from tickets where is_complaint is not true and opened_at is not null
),
judged as (
  -- one row per customer and landmark, who are told apart by what they had bought
  select landmark,
    case when order_count < 3 then order_count when order_count < 6 then 3
      when order_count < 12 then 6 else 12 end as orders,
    least(lately_count, 4) as lately,
    case when quiet_days <= 30 then 1 when quiet_days <= 60 then 2 when quiet_days <= 120 then 3
      else 4 end as quiet,
    case when first_on is null or first_on > landmark
        then case when asked_in is not null then 'asked' else 'none' end
      when date_trunc('month', first_on) < date_trunc('month', landmark) then null
      when resolved_on <= landmark then 'solved' else 'unsolved' end as kind,
    is_back
  from buying left join complained using (customer_id)
  left join asked on buying.customer_id = asked.customer_id
    and cast(date_trunc('month', landmark) as date) = asked_in
  where quiet_days <= 365
)
-- one row per landmark, kind of buying and of complaint
select landmark, orders, lately, quiet, kind, count(*) as customer_count, sum(is_back) as back_count
from judged where kind is not null group by all order by all
"""


def recovery(scope: Scope) -> pd.DataFrame:
    """One row per kind of complaint and whom it is held against: base, value (the
    share back within the window), low, high;
    matched_value and its ends for those who had bought alike and not complained; difference with
    its ends; unmatched_count, whom nobody was like.
    """
    cells = scope.frame(_COUNTED)
    own = cells[cells["kind"].isin(KINDS)]
    insist(FEWEST, int(own["customer_count"].sum()), "complaints")
    there = [kind for kind in KINDS if (own["kind"] == kind).any()]
    return pd.DataFrame([_matched(cells, kind, against) for against in AGAINST for kind in there])


def _matched(cells: pd.DataFrame, kind: str, against: str) -> dict[str, object]:
    alike = ["landmark", "orders", "lately", "quiet"]
    others = cells[cells["kind"].isin(AGAINST[against])].drop(columns="kind")
    others = others.groupby(alike, as_index=False).sum()
    both = cells[cells["kind"] == kind].merge(others, on=alike, how="left", suffixes=("", "_other"))
    pairs = both.dropna(subset="customer_count_other")
    weight = pairs["customer_count"].to_numpy(float)
    base = weight.sum()
    value = pairs["back_count"].sum() / base if base else np.nan
    low, high = (float(end) for end in wilson(value, base))
    there = _weighed(pairs, weight)
    gap = difference_interval(
        {"value": value, "low": low, "high": high},
        {name: there[f"matched_{name}"] for name in ("value", "low", "high")},
    )
    return {
        "kind": kind,
        "against": against,
        "base": int(base),
        "value": value,
        "low": low,
        "high": high,
        **there,
        "difference": value - there["matched_value"],
        "difference_low": float(gap.low),
        "difference_high": float(gap.high),
        "unmatched_count": int(both["customer_count"].sum() - base),
    }


def _weighed(pairs: pd.DataFrame, weight: Numbers) -> dict[str, float]:
    """What others did, each kind of buying as frequent as among those who complained."""
    count = pairs["customer_count_other"].to_numpy(float)
    share = pairs["back_count_other"].to_numpy(float) / count
    total = weight.sum()
    value = float(weight @ share / total) if total else float("nan")
    variance = float(np.sum(weight**2 * share * (1 - share) / count) / total**2) if total else 0.0
    alone = value * (1 - value)
    # As many as would leave a plain share as uncertain as this weighed one.
    base = min(alone / variance, count.sum()) if variance > 0 else count.sum()
    low, high = wilson(value, base)
    return {"matched_value": value, "matched_low": float(low), "matched_high": float(high)}
