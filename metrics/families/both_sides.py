"""What a relation brings both sides, and what it costs us: margin, content, discounts, time."""

from metrics.indicator import Indicator

YEAR_DAYS = 365

_MARGINS = f"""
margins as (
  -- one row per customer who bought within the year: what was left of it
  select customer_id, sum(margin) as margin from orders
  where is_returned is not true and margin is not null
    and cast(ordered_at as date) > $as_of - {YEAR_DAYS}
  group by customer_id
)""".strip()

# A scale has a middle, whatever its ends; of several answers of one day the lower counts.
GAINS = f"""
with {_MARGINS},
answers as (
  -- one row per customer who told how content they are, within the year: the last answer
  select customer_id, max_by(2 * score - scale_min - scale_max, row(answered_at, -score)) as surplus
  from survey_responses
  where instrument = 'csat' and score is not null and scale_min is not null
    and scale_max is not null and cast(answered_at as date) > $as_of - {YEAR_DAYS}
  group by customer_id
)
-- one row per customer of whom both is known
select customer_id, cast(null as date) as happened_on,
  cast(margin >= 0 and surplus >= 0 as int) as is_gain_of_both
from margins join answers using (customer_id)
"""

CONTACT_TIME = f"""
with {_MARGINS},
times as (
  -- one row per customer with whom there was contact within the year: hours
  select customer_id, sum(minutes) / 60 as hours from interactions
  where minutes is not null and cast(contacted_at as date) > $as_of - {YEAR_DAYS}
  group by customer_id
)
-- one row per customer who bought or was talked to
select customer_id, cast(null as date) as happened_on, coalesce(margin, 0) as margin,
  coalesce(hours, 0) as hours
from margins full join times using (customer_id)
"""

# Discounts are told as shares of a price or as money: no share is above one.
DISCOUNTS = """
with told as (
  -- one row: whether discounts are told as shares
  select max(discount) <= 1 as is_share from main.orders
  where cast(ordered_at as date) <= $as_of
),
taken as (
  -- one row per line that was kept: paid, and taken off; an empty cell took off nothing
  select customer_id, cast(ordered_at as date) as happened_on, amount,
    case when not is_share then coalesce(discount, 0)
      when coalesce(discount, 0) < 1 then amount / (1 - coalesce(discount, 0)) - amount
    end as discount_amount
  from orders cross join told
  where amount >= 0 and is_returned is not true and coalesce(discount, 0) >= 0
)
-- one row per line that was kept; of a gift, what it would have cost is not known
select customer_id, happened_on, discount_amount, amount + discount_amount as full_amount
from taken
"""

_MARGIN = ("orders.ordered_at", "orders.margin")

BOTH_SIDES = (
    Indicator(
        "gain_of_both",
        GAINS,
        "is_gain_of_both",
        "share",
        "wilson",
        (*_MARGIN, "survey_responses.score", "survey_responses.scale_max"),
        is_of_period=False,
    ),
    Indicator(
        "discount_share",
        DISCOUNTS,
        "discount_amount",
        "share",
        "money_ratio",
        ("orders.amount", "orders.discount"),
        denominator="full_amount",
        higher_is_better=None,
    ),
    Indicator(
        "margin_per_contact_hour",
        CONTACT_TIME,
        "margin",
        "money",
        "skewed",
        (*_MARGIN, "interactions.minutes"),
        denominator="hours",
        is_of_period=False,
    ),
)
