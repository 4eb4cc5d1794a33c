"""What customers look for, by what they do: a low price, quality, or service.

Each sign is a rank among all who order, from 0 to 1; a kind's score is the weighted mean of its
signs. Which signs and weights is a choice of ours, printed beside the result, not a standard.
"""

from typing import Final

import pandas as pd

from metrics.indicator import Dimension
from metrics.scope import Scope

READS = ("orders.ordered_at", "orders.amount")
WEIGHTS: Final = {
    "price": {"discounted_share": 1.0},
    "quality": {"dear_share": 0.7, "returned_share": 0.3},
    "service": {"requests_per_order": 1.0},
}
"""For each kind its signs and their weights, which sum to 1."""
CLEAR_BY: Final = 0.1
"""A customer whose best score leads by less than this is of no kind."""

_SCORES = """
with categories as (
  -- one row per category: what a piece costs there on average
  select category, sum(amount) / nullif(sum(coalesce(quantity, 1)), 0) as piece_amount
  from orders where category is not null and amount > 0 group by category
),
dear as (
  -- one row per category: whether it is among the dearer half
  select category, percent_rank() over (order by piece_amount) >= 0.5 as is_dear from categories
),
signs as (
  -- one row per customer who ordered
  select customer_id, count(*) as order_count,
    avg(case when discount > 0 then 1.0 else 0.0 end) as discounted_share,
    coalesce(avg(cast(is_dear as int)), 0) as dear_share,
    avg(case when is_returned then 1.0 else 0.0 end) as returned_share
  from orders left join dear using (category)
  where ordered_at is not null group by customer_id
),
asked as (
  -- one row per customer with requests
  select customer_id, count(*) as request_count from tickets group by customer_id
),
ranked as (
  -- one row per customer who ordered: each sign as a rank, equal ones in the middle of theirs
  select customer_id,
    cume_dist() over (order by discounted_share) / 2
      + percent_rank() over (order by discounted_share) / 2 as discounted_share,
    cume_dist() over (order by dear_share) / 2
      + percent_rank() over (order by dear_share) / 2 as dear_share,
    cume_dist() over (order by returned_share) / 2
      + percent_rank() over (order by returned_share) / 2 as returned_share,
    cume_dist() over (order by coalesce(request_count, 0) / order_count) / 2
      + percent_rank() over (order by coalesce(request_count, 0) / order_count) / 2
      as requests_per_order
  from signs left join asked using (customer_id)
),
scores as (
  -- one row per customer who ordered: a score for each kind
  select customer_id, {price} as price, {quality} as quality, {service} as service
  from ranked
)"""


def _weighted(kind: str) -> str:
    return " + ".join(f"{weight} * {sign}" for sign, weight in WEIGHTS[kind].items())


_FILLED = _SCORES.format(**{kind: _weighted(kind) for kind in WEIGHTS})

_MEMBERS = f"""{_FILLED},
told as (
  -- one row per customer who ordered: the highest score and the one after it
  select *, greatest(price, quality, service) as best,
    price + quality + service - greatest(price, quality, service)
      - least(price, quality, service) as second
  from scores
)
-- one row per customer
select customer_id, case when best is null then null when best - second < {CLEAR_BY} then 'mixed'
  when price = best then 'price' when quality = best then 'quality' else 'service' end as segment
from customers left join told using (customer_id)
"""

CUSTOMER_KINDS = Dimension("customer_kind", _MEMBERS, (*READS, "orders.discount"))


def kind_shares(scope: Scope) -> pd.DataFrame:
    """One row per customer who ordered: how much of each kind, shares that sum to 1."""
    return scope.frame(f"""{_FILLED}
-- one row per customer who ordered
select customer_id, price / nullif(price + quality + service, 0) as price,
  quality / nullif(price + quality + service, 0) as quality,
  service / nullif(price + quality + service, 0) as service
from scores order by customer_id""")
