"""How long it takes from one order to the next, those still to come counted as such."""

import pandas as pd

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


def gap_curve(scope: Scope) -> pd.DataFrame:
    """The survival curve of gaps between order days: the share not yet closed, `time` in days.

    A customer's gaps are alike; the interval allows for that.
    """
    gaps = scope.frame(_ALL)
    return clustered(survival_curve(gaps), gaps)


def typical_gap(scope: Scope) -> float:
    """The median days from one order to the next; nan where over half never came."""
    return median(gap_curve(scope))
