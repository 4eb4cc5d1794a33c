"""Loyal, or only still here: attitude against behaviour (Dick & Basu 1994), and why some stay.

Buying often without liking it is no loyalty: by habit, where little is at stake for the customer
(inertia), or because a contract, a fee or points hold them (lock-in; Barnes).
"""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from metrics.indicator import Dimension
from metrics.order_days import ORDER_DAYS
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.intervals import wilson
from metrics.thresholds import Thresholds

CELLS = ("true", "latent", "inertia", "locked_in", "unexplained", "none", "undetermined")
NEEDED = 100

OFTEN = 3
"""Order days within a year from which on buying counts as often."""
FAVOURABLE = 0.7
"""Share of the scale from which on an attitude counts as favourable: 5.2 of 1 to 7."""
INVOLVED = 0.5
MARGIN_DAYS = 30
"""Who buys often by a year a month shorter and not by one a month longer, or the other way round,
stands at the cut: the day we happen to look decides.
"""

_NAME = "loyalty_cell"


@dataclass(frozen=True)
class LoyaltyRules(Thresholds):
    """From how many points on they hold a customer; 0 stands for the middle of those who have any.

    The reader's own to change: no middle tells when points are worth staying for.
    """

    most: ClassVar[int] = 9_999_999

    points: int = 0


STANDARD = LoyaltyRules()

# Where all have the same points, the middle tells nobody apart.
HOLDING = """
holding as (
  -- one row: from how many points on they hold a customer; null where points hold nobody
  select coalesce(nullif($points, 0), if(min(points_balance) < max(points_balance),
    median(points_balance), null)) as points
  from customers where points_balance > 0
)
""".strip()

# Who is held by several stands there as often.
BONDS = """
bonds as (
  -- one row per customer and what holds them: a contract, a fee for leaving or enough points
  select customer_id, 'contract' as bond from subscriptions
  where started_on is not null and ended_on is null and is_ended is not true
    and leaving_fee is distinct from 0
  union select customer_id, 'contract' from customers where contract_ends_on > $as_of
  union select customer_id, 'fee' from customers where leaving_fee > 0
  union select customer_id, 'fee' from subscriptions
  where started_on is not null and ended_on is null and is_ended is not true and leaving_fee > 0
  union select customer_id, 'points' from customers
  where points_balance >= (select points from holding)
)
""".strip()

# Where nobody was asked for their attitude, whether they would recommend us stands for it.
_OF_ATTITUDE = "instrument = if(has_attitude, 'attitude', 'nps')"

LOYALTY_CELL = f"""
with order_days as (
  {ORDER_DAYS}
),
habits as (
  -- one row per customer who ordered within the year or shortly before: how often, and by a year
  -- that is a margin shorter or longer
  select customer_id,
    count(*) filter (where ordered_on > $as_of - interval 365 day) as order_count,
    count(*) filter (where ordered_on > $as_of - interval (365 - $margin) day) as fewest,
    count(*) as most
  from order_days where ordered_on > $as_of - interval (365 + $margin) day group by customer_id
),
answers as (
  -- one row per answer on attitude, involvement or recommendation, as a share of its scale
  select customer_id, instrument, (score - scale_min) / nullif(scale_max - scale_min, 0) as mark,
    1 / nullif(scale_max - scale_min, 0) as point,
    bool_or(instrument = 'attitude') over () as has_attitude
  from survey_responses
  where instrument in ('attitude', 'involvement', 'nps') and score is not null
),
feelings as (
  -- one row per customer who was asked: the means, and half a point by √answers as their doubt
  select customer_id,
    avg(mark) filter (where {_OF_ATTITUDE}) as attitude,
    avg(mark) filter (where instrument = 'involvement') as involvement,
    max(point) filter (where {_OF_ATTITUDE}) / 2 / sqrt(count(*) filter (where {_OF_ATTITUDE}))
      as doubt,
    max(point) filter (where instrument = 'involvement') / 2
      / sqrt(count(*) filter (where instrument = 'involvement')) as involvement_doubt
  from answers group by customer_id
),
{HOLDING},
{BONDS},
bound as (
  -- one row per customer whom anything holds
  select distinct customer_id from bonds
),
known as (
  -- one row per customer whose attitude is known
  select customers.customer_id, coalesce(order_count, 0) >= $often as is_often,
    attitude >= $favourable as is_favourable, involvement < $involved as is_indifferent,
    abs(attitude - $favourable) < doubt
      or coalesce(fewest < $often and most >= $often, false) as is_near,
    coalesce(abs(involvement - $involved) < involvement_doubt, false) as is_torn,
    bound.customer_id is not null as is_bound
  from customers join feelings on feelings.customer_id = customers.customer_id
  left join habits on habits.customer_id = customers.customer_id
  left join bound on bound.customer_id = customers.customer_id
  where attitude is not null
)
-- one row per customer
select customers.customer_id,
  case when is_near then 'undetermined'
    when is_often and is_favourable then 'true'
    when is_favourable then 'latent'
    when is_often and is_bound then 'locked_in'
    when is_often and is_torn then 'undetermined'
    when is_often and is_indifferent then 'inertia'
    when is_often then 'unexplained'
    when not is_often then 'none' end as segment
from customers left join known on known.customer_id = customers.customer_id
""".strip()

READS = ("orders.ordered_at", "survey_responses.score")

_CUTS: tuple[tuple[str, object], ...] = (
    ("often", OFTEN),
    ("favourable", FAVOURABLE),
    ("involved", INVOLVED),
    ("margin", MARGIN_DAYS),
)


def loyalty_dimension(rules: LoyaltyRules = STANDARD) -> Dimension:
    """Customers by their cell; `loyalty_cell:300` has points of a reader's own in its name."""
    bound = (*_CUTS, *rules.parameters.items())
    return Dimension(rules.named(_NAME), LOYALTY_CELL, READS, bound)


def loyalty_dimension_called(name: str) -> Dimension | None:
    """The dimension of that name under a reader's own rules; None where it names none."""
    rules = LoyaltyRules.in_name(name, _NAME)
    return loyalty_dimension(rules) if rules else None


def points_that_hold(scope: Scope, rules: LoyaltyRules = STANDARD) -> float | None:
    """From how many points on they hold a customer, among all; None where they hold nobody."""
    marks = scope.among_all("marks", f"with {HOLDING}\nselect points from holding")
    rows = scope.frame(f"with {marks}\nselect points from marks", **rules.parameters)
    points = rows["points"].iloc[0]
    return None if pd.isna(points) else float(points)


def loyalty_cells(scope: Scope, rules: LoyaltyRules = STANDARD) -> pd.DataFrame:
    """One row per cell: customers, their share of those asked with Wilson's interval, and base.

    A group of customers is counted by the cells in which they stand among all. Raises TooFewError
    below 100 customers who were asked and can be tied to their orders.
    """
    found = scope.frame(
        f"""with {scope.among_all("placed", LOYALTY_CELL)}
-- one row per cell
select segment, count(*) as customers from customers join placed using (customer_id)
where segment is not null group by segment""",
        **dict(loyalty_dimension(rules).parameters),
    )
    rows = found.set_index("segment").reindex(CELLS, fill_value=0).reset_index()
    base = int(rows["customers"].sum())
    insist(NEEDED, base, "asked")
    share = rows["customers"] / base
    low, high = wilson(share, base)
    return rows.assign(share=share, low=low, high=high, base=base)
