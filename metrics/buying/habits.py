"""When and where customers usually buy, and what: for telling them apart and for personas."""

from metrics.indicator import Dimension

# A moment of exactly midnight is a day whose hour nobody wrote down.
_USUAL_HOURS = """
with moments as (
  -- one row per order with a time of day
  select customer_id, cast(ordered_at as date) as ordered_on,
    case when extract(hour from ordered_at) < 6 then 'night'
      when extract(hour from ordered_at) < 12 then 'morning'
      when extract(hour from ordered_at) < 18 then 'afternoon' else 'evening' end as part
  from orders
  where cast(ordered_at as timestamp) <> date_trunc('day', cast(ordered_at as timestamp))
    and is_returned is not true
),
counted as (
  -- one row per customer and part of the day
  select customer_id, part, count(distinct ordered_on) as times from moments
  group by customer_id, part
),
usual as (
  -- one row per customer: the part of the day most orders fall into
  select customer_id, max_by(part, row(times, part)) as segment from counted group by customer_id
)
-- one row per customer
select customer_id, segment from customers left join usual using (customer_id)
"""

_USUAL_CHANNEL = """
with counted as (
  -- one row per customer and channel of orders
  select customer_id, channel, count(*) as times from orders
  where channel is not null and is_returned is not true group by customer_id, channel
),
usual as (
  -- one row per customer: the channel of most orders
  select customer_id, max_by(channel, row(times, channel)) as segment
  from counted group by customer_id
)
-- one row per customer
select customer_id, segment from customers left join usual using (customer_id)
"""

_CHANNELS_USED = """
with counted as (
  -- one row per customer who ordered within the year by a channel that is told
  select customer_id, count(distinct channel) as channel_count from orders
  where channel is not null and is_returned is not true
    and cast(ordered_at as date) > $as_of - 365
  group by customer_id
)
-- one row per customer
select customer_id,
  case when channel_count > 1 then 'several' when channel_count = 1 then 'one' end as segment
from customers left join counted using (customer_id)
"""

USUAL_HOURS = Dimension("usual_hours", _USUAL_HOURS, ("orders.ordered_at",))
USUAL_CHANNEL = Dimension("usual_channel", _USUAL_CHANNEL, ("orders.channel",))
CHANNELS_USED = Dimension("channels_used", _CHANNELS_USED, ("orders.channel", "orders.ordered_at"))

# No dimension to drill down by: a customer buys of several categories.
BOUGHT = Dimension(
    "bought",
    """-- one row per customer and category bought
select distinct customer_id, category as segment from orders
where category is not null and is_returned is not true and coalesce(amount, 0) >= 0""",
    ("orders.category",),
)
