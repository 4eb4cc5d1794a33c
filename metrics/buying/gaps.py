"""How long it takes from one order to the next, those still to come counted as such."""

from collections.abc import Mapping

import pandas as pd

from metrics.lifecycle.ladder import STANDARD, LadderRules
from metrics.order_days import ORDER_DAYS
from metrics.scope import Scope
from metrics.statistics.survival import clustered, median, survival_curve

PARTS = 40
"""Customers, with all their gaps, fall into so many parts that know nothing of each other."""

# The clock of an open gap stops on the as-of day: leaving it out would keep the quick ones only.
_ALL = f"""
with order_days as (
  {ORDER_DAYS}
),
followed as (
  -- one row per customer and order day
  select hash(customer_id) % {PARTS} as part, ordered_on,
    lead(ordered_on) over (partition by customer_id order by ordered_on) as next_on
  from order_days
)
-- one row per part of the customers and length of gap, closed or open
select part, date_diff('day', ordered_on, coalesce(next_on, $as_of)) as months,
  next_on is not null as is_ended, cast(count(*) as double) as weight
from followed group by all order by all
"""

_STEPS = f"""
with order_days as (
  {ORDER_DAYS}
),
numbered as (
  -- one row per customer and order day
  select customer_id, ordered_on,
    row_number() over (partition by customer_id order by ordered_on) as number
  from order_days
),
reached as (
  -- one row per customer and order that makes a step: the first, the second, the loyal one's
  select customer_id, ordered_on, case when number = $loyal_orders then 3 else number end as place
  from numbered where number in (1, 2, $loyal_orders)
),
waiting as (
  -- one row per customer and step begun
  select place, ordered_on as from_on,
    lead(ordered_on) over (partition by customer_id order by place) as next_on
  from reached qualify place <= 2
  union all
  select 0 as place, joined_on as from_on, ordered_on as next_on
  from customers left join reached on reached.customer_id = customers.customer_id and place = 1
  where joined_on is not null and (ordered_on is null or ordered_on >= joined_on)
)
-- one row per step and length of wait
select place, date_diff('day', from_on, coalesce(next_on, $as_of)) as months,
  next_on is not null as is_ended, cast(count(*) as double) as weight
from waiting group by 1, 2, 3 order by 1, 2, 3
"""

_NAMES: Mapping[int, str] = {0: "first_time", 1: "repeat", 2: "loyal"}


def gap_curve(scope: Scope) -> pd.DataFrame:
    """The survival curve of gaps between order days: the share not yet closed, `time` in days.

    A customer's gaps are alike; the interval allows for that.
    """
    gaps = scope.frame(_ALL)
    return clustered(survival_curve(gaps), gaps)


def typical_gap(scope: Scope) -> float:
    """The median days from one order to the next; nan where over half never came."""
    return median(gap_curve(scope))


def step_times(scope: Scope, rules: LadderRules = STANDARD) -> pd.DataFrame:
    """One row per step of the ladder that orders make: median_days, base and done_count.

    first_time counts from joining to the first order, repeat from the first to the second, loyal
    from the second to the one that the rules ask for. The median is null where over half have not
    come so far.
    """
    waits = scope.frame(_STEPS, loyal_orders=rules.loyal_orders)
    rows = [
        {
            "step": _NAMES[int(place)],
            "median_days": median(survival_curve(own)),
            "base": int(own["weight"].sum()),
            "done_count": int(own.loc[own["is_ended"], "weight"].sum()),
        }
        for place, own in waits.groupby("place")
    ]
    return pd.DataFrame(rows, columns=["step", "median_days", "base", "done_count"])
