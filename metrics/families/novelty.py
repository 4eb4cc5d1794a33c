"""Who tries what is new: customers who buy of a category soon after it came up."""

from metrics.indicator import Indicator

TRIAL_DAYS = 90
HISTORY_DAYS = 365
"""So much of the orders must lie before a category came up, or it may be older than the data."""
BUYERS_NEEDED = 10
"""A category that fewer customers ever bought is a slip of the pen, or was shown to nobody."""

# What came up is what was new to everybody, whomever one looks at.
TRIALS = f"""
with lines as (
  -- one row per line of an order that was kept and tells its category
  select customer_id, category, cast(ordered_at as date) as ordered_on from main.orders
  where is_returned is not true and coalesce(amount, 0) >= 0
    and cast(ordered_at as date) <= $as_of
),
launches as (
  -- one row per category that came up within the data, and whose time to be tried is over
  select category, min(ordered_on) as launched_on from lines where category is not null
  group by category
  having count(distinct customer_id) >= {BUYERS_NEEDED}
    and launched_on >= (select min(ordered_on) from lines) + {HISTORY_DAYS}
    and launched_on + {TRIAL_DAYS} <= $as_of
),
tried as (
  -- one row per launch and customer who bought of it in time
  select distinct category, customer_id
  from launches join lines using (category) where ordered_on <= launched_on + {TRIAL_DAYS}
),
there as (
  -- one row per launch and customer who had bought within the year before it
  select distinct launches.category, launched_on, orders.customer_id
  from launches join orders on cast(ordered_at as date) < launched_on
    and cast(ordered_at as date) >= launched_on - {HISTORY_DAYS}
  where is_returned is not true and coalesce(amount, 0) >= 0
)
-- one row per launch and customer who was there: whether they tried it
select there.customer_id, launched_on as happened_on,
  cast(tried.customer_id is not null as int) as is_tried
from there left join tried
  on there.category = tried.category and there.customer_id = tried.customer_id
"""

NOVELTY = (
    Indicator(
        "new_things_tried",
        TRIALS,
        "is_tried",
        "share",
        "wilson",
        ("orders.category", "orders.ordered_at"),
        higher_is_better=None,
    ),
)
