"""How loyal customers are by what they do: whether, how often and for how much they order again."""

from metrics.indicator import Indicator
from metrics.order_days import ORDER_DAYS

REPEAT_DAYS = 180
"""A second order counts within this many days of the first; who is younger is not judged yet."""

FIRST_ORDERS = f"""
with order_days as (
  {ORDER_DAYS}
),
firsts as (
  -- one row per customer: the first order
  select customer_id, min(ordered_on) as first_on from order_days group by customer_id
),
seconds as (
  -- one row per customer who ordered again in time
  select customer_id, count(*) as order_count
  from order_days join firsts using (customer_id)
  where ordered_on > first_on and ordered_on <= first_on + interval {REPEAT_DAYS} day
  group by customer_id
)
select customer_id, first_on as happened_on,
  case when first_on + interval {REPEAT_DAYS} day <= $as_of
    then cast(order_count is not null as int) end as is_repeated
from firsts left join seconds using (customer_id)
"""

# The first order starts the clock, so only those after it are events at risk.
CUSTOMER_YEARS = f"""
with order_days as (
  {ORDER_DAYS}
),
firsts as (
  -- one row per customer: the first order
  select customer_id, min(ordered_on) as first_on from order_days group by customer_id
),
repeats as (
  -- one row per customer who ordered again in the period
  select customer_id, count(*) as order_count
  from order_days join firsts using (customer_id)
  where ordered_on > first_on and ordered_on >= $since
  group by customer_id
)
select customer_id, cast(null as date) as happened_on,
  coalesce(order_count, 0) as order_count,
  date_diff('day', greatest(first_on, $since), $as_of) / 365.25 as years
from firsts left join repeats using (customer_id)
"""

_SOLD = """
-- one row per order that was kept
select customer_id, sold_on as happened_on, amount from sales
"""

_ALL_ORDERS = """
-- one row per order
select customer_id, cast(min(ordered_at) as date) as happened_on,
  max(cast(coalesce(is_returned, false) as int)) as is_sent_back
from orders
group by customer_id, order_id, case when order_id is null then ordered_at end
"""

_READS = ("orders.customer_id", "orders.ordered_at")

LOYALTY = (
    Indicator(
        "repeat_rate",
        FIRST_ORDERS,
        "is_repeated",
        "share",
        "wilson",
        _READS,
        minimum=50,
        is_of_period=False,
    ),
    Indicator(
        "order_frequency",
        CUSTOMER_YEARS,
        "order_count",
        "count",
        "rate",
        _READS,
        denominator="years",
        minimum=50,
    ),
    Indicator(
        "average_order_value",
        _SOLD,
        "amount",
        "money",
        "skewed",
        (*_READS, "orders.amount"),
    ),
    Indicator(
        "returned_share",
        _ALL_ORDERS,
        "is_sent_back",
        "share",
        "wilson",
        (*_READS, "orders.is_returned"),
        higher_is_better=False,
    ),
)
