"""Who brings others: how many customers one brings, and which share of the new ones was brought."""

import pandas as pd

from metrics.indicator import Dimension, Indicator
from metrics.order_days import ORDER_DAYS
from metrics.scope import Scope

READS = ("customers.referred_by",)

REFERRAL_DAYS = 365
"""Whoever was brought within this many days of one's own first order counts; an open window would
let old customers bring more by their age alone."""

_CAME = f"""
with order_days as (
  {ORDER_DAYS}
),
firsts as (
  -- one row per customer who ordered: the first day
  select customer_id, min(ordered_on) as first_on from order_days group by customer_id
),
came as (
  -- one row per customer: the first order, else joining
  select customers.customer_id, coalesce(first_on, joined_on) as came_on,
    referred_by is not null as is_brought
  from customers left join firsts on firsts.customer_id = customers.customer_id
)""".strip()

BROUGHT = f"""
{_CAME},
brought as (
  -- one row per customer who brought somebody in time
  select customer_id, count(*) as brought_count
  from came join (select customer_id, came_on as brought_on from referrals) using (customer_id)
  where brought_on <= came_on + interval {REFERRAL_DAYS} day group by customer_id
)
-- one row per customer; who is not here for long enough is not judged yet
select customer_id, cast(null as date) as happened_on,
  case when came_on + interval {REFERRAL_DAYS} day <= $as_of
    then coalesce(brought_count, 0) end as brought_count
from came left join brought using (customer_id)
"""

NEWCOMERS = f"""
{_CAME}
-- one row per customer, on the day they came
select customer_id, cast(came_on as date) as happened_on, cast(is_brought as int) as is_brought
from came where came_on <= $as_of
"""

REFERRAL = (
    Indicator(
        "referrals_per_customer",
        BROUGHT,
        "brought_count",
        "count",
        "skewed",
        READS,
        is_of_period=False,
    ),
    Indicator("referred_share", NEWCOMERS, "is_brought", "share", "wilson", READS),
)

WAY_IN = Dimension(
    "way_in",
    "select customer_id, case when referred_by is null then 'own_way' else 'brought' end as segment"
    " from customers",
    READS,
)
"""Whether another customer brought them."""


_SPENDING = """-- one row per customer who ordered
select customer_id, sum(net_amount) as net_spend, count(*) filter (where is_kept) as day_count
from customer_days group by customer_id"""


def referrers(scope: Scope, most: int = 20) -> pd.DataFrame:
    """One row per customer who brought others, most first: customer_id, brought_count, of them
    repeat_count who ordered again, and net_spend of all those brought.
    """
    # Whom somebody brought may stand outside the segment that they themselves are in.
    return scope.frame(
        f"""with {scope.among_all("spending", _SPENDING)},
brought as (
  -- one row per customer who came: who brought them, and what they did since
  select referrals.customer_id, net_spend, day_count
  from referrals left join spending on spending.customer_id = referrals.brought_id
  where came_on is not null
)
-- one row per customer who brought others
select customer_id, count(*) as brought_count,
  count(*) filter (where day_count > 1) as repeat_count,
  coalesce(sum(net_spend), 0) as net_spend
from brought group by customer_id
order by brought_count desc, net_spend desc, customer_id limit $most""",
        most=most,
    )
