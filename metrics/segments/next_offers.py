"""What to offer next: what customers who are like one in what they have went on to buy.

Seen from a day one window back, of those who then had the one thing and not yet the other, which
share bought the other within the window. It is what happened, not what an offer would cause.
"""

from typing import Literal

import pandas as pd

from metrics.indicator import Dimension
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.statistics.intervals import Z, wilson

Item = Literal["category", "product"]

ITEMS: tuple[Item, ...] = ("category", "product")
NAMES: dict[Item, str] = {"category": "next_category", "product": "next_product"}
WINDOW_DAYS = 90
PRESENT_DAYS = 365
"""Customers who did not order for so long are not offered anything by what others do."""
MOST_ITEMS = 40
BUYERS_NEEDED = 30
"""Of an item, and of those who had one and not the other."""

BOUGHT = """bought as (
  -- one row per customer and item: when first
  select customer_id, {item} as item, min(cast(ordered_at as date)) as first_on
  from orders
  where {item} is not null and ordered_at is not null and is_returned is not true
    and coalesce(amount, 0) >= 0
  group by customer_id, {item}
),
present as (
  -- one row per customer who ordered in the year before, then and now
  select customer_id,
    bool_or(ordered_on <= $as_of - interval {window} day
      and ordered_on > $as_of - interval {then} day) as was_present,
    bool_or(ordered_on > $as_of - interval {year} day) as is_present
  from customer_days where is_kept group by customer_id
),
offered as (
  -- one row per item that enough customers have bought
  select item, count(*) as buyer_count from bought
  group by item having count(*) >= {needed} order by buyer_count desc, item limit {most}
),
lacking as (
  -- one row per customer then present and item they did not have: whether they bought it since
  select present.customer_id, offered.item, first_on is not null as is_bought
  from present cross join offered
  left join bought on bought.customer_id = present.customer_id and bought.item = offered.item
  where was_present and (first_on is null or first_on > $as_of - interval {window} day)
),
usual as (
  -- one row per item: how many of all those who lacked it bought it
  select item, count(*) as all_base, avg(cast(is_bought as int)) as all_rate
  from lacking group by item
)"""

RATES = """counted as (
  -- one row per item one had and item one lacked
  select bought.item as because, lacking.item, count(*) as base,
    avg(cast(is_bought as int)) as rate
  from lacking join bought using (customer_id)
  where bought.first_on <= $as_of - interval {window} day
  group by bought.item, lacking.item having count(*) >= {needed} and bool_or(is_bought)
),
rates as (
  -- the same, with the lower end of Wilson's interval
  select *, (rate + {z2} / (2 * base)
      - {z} * sqrt(rate * (1 - rate) / base + {z2} / (4.0 * base * base)))
    / (1 + {z2} / base) as low
  from counted
),
placed as (
  -- one row per item one had and item one lacked: its place, the surest first
  select because, item, row_number() over (order by low desc, item, because) as place from rates
),
still as (
  -- one row per customer now present and item they do not have
  select present.customer_id, offered.item from present cross join offered
  anti join bought on bought.customer_id = present.customer_id and bought.item = offered.item
  where is_present
),
surest as (
  -- one row per customer now present: the first place of what they lack
  select still.customer_id, min(place) as place
  from still join bought using (customer_id)
  join placed on placed.because = bought.item and placed.item = still.item
  group by still.customer_id
),
best as (
  -- one row per customer now present: the offer
  select customer_id, because, item from surest join placed using (place)
)"""

_NUMBERS = {
    "window": WINDOW_DAYS,
    "then": WINDOW_DAYS + PRESENT_DAYS,
    "year": PRESENT_DAYS,
    "needed": BUYERS_NEEDED,
    "most": MOST_ITEMS,
    "z": repr(Z),
    "z2": repr(Z**2),
}


def filled(text: str, item: Item) -> str:
    """The CTEs for kinds of goods or for single ones."""
    return text.format(item=item, **_NUMBERS)


def reads(item: Item) -> tuple[str, ...]:
    """The columns without which nothing can be offered."""
    return (f"orders.{item}", "orders.ordered_at")


def next_offer(item: Item) -> Dimension:
    """Customers by what to offer them next; who has everything or was long away has no value."""
    members = f"""with {filled(BOUGHT, item)},
{filled(RATES, item)}
-- one row per customer
select customer_id, item as segment from customers left join best using (customer_id)"""
    return Dimension(NAMES[item], members, reads(item))


NEXT_OFFERS = tuple(next_offer(item) for item in ITEMS)


def offers(scope: Scope, item: Item) -> pd.DataFrame:
    """One row per item that customers had (because) and item they lacked, the surest first.

    rate with low, high and base; usual, the rate among all who lacked the item; and
    customer_count, to how many customers of today this is the best offer.
    """
    rows = scope.frame(f"""with {filled(BOUGHT, item)},
{filled(RATES, item)},
chosen as (
  -- one row per offer and its reason
  select because, item, count(*) as customer_count from best group by because, item
)
-- one row per item one had and item one lacked
select because, item, base, rate, all_rate as usual,
  coalesce(customer_count, 0) as customer_count
from rates join usual using (item) left join chosen using (because, item)""")
    if rows.empty:
        raise NotComputableError("no_offers", need=BUYERS_NEEDED, days=WINDOW_DAYS)
    ends = wilson(rows["rate"], rows["base"])
    told = rows.assign(low=ends.low, high=ends.high)
    return told.sort_values(["low", "because", "item"], ascending=[False, True, True]).reset_index(
        drop=True
    )


def offers_by(scope: Scope, item: Item, dimension: Dimension) -> pd.DataFrame:
    """One row per segment: the item most surely bought by those who lacked it, with its measures.

    segment, item, base, rate, low, high, usual; segments in which no item has enough customers
    are not there.
    """
    members = scope.among_all("members", dimension.members)
    rows = scope.frame(
        f"""with {members},
{filled(BOUGHT, item)}
-- one row per segment and item
select segment, item, count(*) as base, avg(cast(is_bought as int)) as rate,
  max(all_rate) as usual
from lacking join members using (customer_id) join usual using (item)
where segment is not null group by segment, item
having count(*) >= {BUYERS_NEEDED} and bool_or(is_bought)""",
        **dict(dimension.parameters),
    )
    ends = wilson(rows["rate"], rows["base"])
    told = rows.assign(low=ends.low, high=ends.high)
    told = told.sort_values(["low", "segment", "item"], ascending=[False, True, True])
    return told.drop_duplicates("segment").reset_index(drop=True)
