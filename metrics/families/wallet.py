"""How much of what customers spend on such goods they spend here, where that can be seen."""

from metrics.indicator import Indicator

# What somebody spends here cannot be more than all they spend: an estimate below it is corrected.
WALLETS = """
with spending as (
  -- one row per customer who bought within the year
  select customer_id, sum(net_amount) as own_spend
  from customer_days where ordered_on > $as_of - interval 365 day group by customer_id
)
-- one row per customer whose whole spending a year is known
select customers.customer_id, cast(null as date) as happened_on,
  category_spend, least(greatest(coalesce(own_spend, 0), 0), category_spend) as own_spend
from customers left join spending on spending.customer_id = customers.customer_id
where category_spend > 0
"""

# Shares are told as 0.35 or as 35: the largest of all says which.
STATED = """
with told as (
  -- one row per customer who told
  select customer_id, wallet_share, max(wallet_share) over () > 1 as is_percent
  from customers where wallet_share >= 0
)
-- one row per customer who told
select customer_id, cast(null as date) as happened_on,
  case when is_percent then wallet_share / 100 else wallet_share end as wallet_share
from told
"""

WALLET = (
    Indicator(
        "share_of_wallet",
        WALLETS,
        "own_spend",
        "share",
        "money_ratio",
        ("customers.category_spend", "orders.ordered_at", "orders.amount"),
        denominator="category_spend",
        minimum=50,
        is_of_period=False,
    ),
    Indicator(
        "stated_wallet_share",
        STATED,
        "wallet_share",
        "share",
        "student",
        ("customers.wallet_share",),
        minimum=50,
        is_of_period=False,
    ),
)
