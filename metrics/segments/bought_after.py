"""What buyers of one thing buy within a year of it: whether who buys the car comes for service."""

import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope
from metrics.segments.next_offers import Item
from metrics.statistics.intervals import wilson

WITHIN_DAYS = 365
BUYERS_NEEDED = 30
MOST_ITEMS = 40

_LINES = """lines as (
  -- one row per customer, item and day of a purchase that was kept
  select distinct customer_id, {item} as item, cast(ordered_at as date) as bought_on
  from orders
  where {item} is not null and ordered_at is not null and is_returned is not true
    and coalesce(amount, 0) >= 0
)"""

# Who bought it less than a year ago has had no year to come back in.
_AFTER = f"""starts as (
  -- one row per customer: the first purchase of the one thing, its year being over
  select customer_id, min(bought_on) as first_on from lines where item = $first
  group by customer_id having min(bought_on) <= $as_of - {WITHIN_DAYS}
),
later as (
  -- one row per such customer and item bought on a later day of that year
  select distinct customer_id, item from lines join starts using (customer_id)
  where bought_on > first_on and bought_on <= first_on + {WITHIN_DAYS}
)"""


def first_items(scope: Scope, item: Item) -> list[str]:
    """What enough customers bought at least a year ago, the most frequent first."""
    found = _bought_first(scope, item)
    return [str(name) for name in found.loc[found["buyers"] >= BUYERS_NEEDED, "item"]]


def most_buyers(scope: Scope, item: Item) -> int:
    """How many bought the most frequent thing at least a year ago."""
    return int(_bought_first(scope, item)["buyers"].head(1).sum())


def _bought_first(scope: Scope, item: Item) -> pd.DataFrame:
    return scope.frame(f"""with {_LINES.format(item=item)},
firsts as (
  -- one row per customer and item: the first purchase
  select customer_id, item, min(bought_on) as first_on from lines group by customer_id, item
)
-- one row per item
select item, count(*) as buyers from firsts where first_on <= $as_of - {WITHIN_DAYS}
group by item
order by count(*) desc, item limit {MOST_ITEMS}""")


def bought_after(scope: Scope, item: Item, first: str) -> pd.DataFrame:
    """One row per item that buyers of the first one bought within a year after it, the commonest
    first: item, is_same (the first one again), customers, base, value, low, high.

    NotComputableError where nobody came back; TooFewError below 30 buyers.
    """
    found = scope.frame(
        f"""with {_LINES.format(item=item)},
{_AFTER},
counted as (
  -- one row per item
  select item, count(*) as customers from later group by item
)
-- one row per item, and how many could have bought it
select item, item = $first as is_same, customers, base
from (select count(*) as base from starts) left join counted on true
order by customers desc, item limit {MOST_ITEMS}""",
        first=first,
    )
    insist(BUYERS_NEEDED, int(found["base"].iloc[0]), "buyers")
    rows = found.dropna(subset="item").astype({"customers": int, "is_same": bool})
    if rows.empty:
        raise NotComputableError("nobody_came_back")
    share = rows["customers"] / rows["base"]
    low, high = wilson(share, rows["base"])
    return rows.assign(value=share, low=low, high=high).reset_index(drop=True)
