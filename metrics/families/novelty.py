"""Who tries what is new: customers who buy of a category soon after it came up."""

from metrics.indicator import Indicator

TRIAL_DAYS = 90
HISTORY_DAYS = 365
"""So much of the orders must lie before a category came up, or it may be older than the data."""
BUYERS_NEEDED = 10
"""A category that fewer bought in time is a slip of the pen, or was shown to nobody; and the
categories are on record from the day on that so many customers had bought of one."""

# What came up is what was new to everybody, whomever one looks at. Nothing after the days of trial
# counts: what was said of a period stays as it was, whoever buys later.
TRIALS = f"""
with kept as (
  -- one row per line of an order that was kept
  select customer_id, category, cast(ordered_at as date) as ordered_on from main.orders
  where is_returned is not true and coalesce(amount, 0) >= 0
    and cast(ordered_at as date) <= $as_of
),
lines as (
  -- one row per line that tells its category
  select * from kept where category is not null
),
record as (
  -- one row: from which day on categories are on record, whatever stray line is older
  select min(first_on) as begins_on from (
    select min(ordered_on) as first_on from lines group by customer_id
    order by first_on offset {BUYERS_NEEDED - 1}
  )
),
firsts as (
  -- one row per category that came up within the record, and whose time to be tried is over
  select category, min(ordered_on) as launched_on from lines group by category
  having launched_on >= (select begins_on from record) + {HISTORY_DAYS}
    and launched_on + {TRIAL_DAYS} <= $as_of
),
launches as (
  -- one row per such category that enough bought in time, most lines of the year before it told
  select category, launched_on from firsts
  where (
    select count(distinct customer_id) from lines where lines.category = firsts.category
      and ordered_on <= launched_on + {TRIAL_DAYS}
  ) >= {BUYERS_NEEDED} and (
    select count(category) * 2 > count(*) from kept
    where ordered_on < launched_on and ordered_on >= launched_on - {HISTORY_DAYS}
  )
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
-- one row per launch and customer who was there: whether they tried it, told once time is over
select there.customer_id, launched_on + {TRIAL_DAYS} as happened_on,
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
