"""What is bought together, in one order or by one customer, and more often than chance has it.

Lift is the share of baskets with both by what it would be if neither had to do with the other.
Its interval is the linearised one of its logarithm, with customers, not baskets, as draws.
"""

from typing import Literal

import numpy as np
import pandas as pd

from metrics.comparison import chance_of, is_beyond_chance
from metrics.quotient_ends import effective_base
from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope
from metrics.segments.next_offers import Item
from metrics.statistics.intervals import Numbers, ratio_variance, wilson
from metrics.statistics.lifts import lift

Together = Literal["order", "customer"]

TOGETHER: tuple[Together, ...] = ("order", "customer")
BASKETS_NEEDED = 100
MOST_ITEMS = 60
EXPECTED_NEEDED = 5
"""Pairs that chance alone would put into fewer baskets are not judged."""

_BASKET = {
    "order": "concat_ws('|', customer_id, cast(ordered_at as date), "
    "coalesce(order_id, cast(ordered_at as varchar)))",
    "customer": "customer_id",
}

_PAIRS = """
with lines as (
  -- one row per basket and item
  select distinct customer_id, {basket} as basket, {item} as item
  from orders
  where {item} is not null and ordered_at is not null and is_returned is not true
    and coalesce(amount, 0) >= 0
),
customer_baskets as (
  -- one row per customer: all baskets
  select customer_id, count(distinct basket) as n from lines group by customer_id
),
common as (
  -- one row per item that is bought most
  select item from lines group by item order by count(*) desc, item limit {most}
),
kept as (
  -- one row per basket and such an item
  select customer_id, basket, item from lines semi join common using (item)
),
held as (
  -- one row per customer and item: the baskets that hold it, of how many
  select customer_id, item, count(*) as b, any_value(n) as n
  from kept join customer_baskets using (customer_id) group by customer_id, item
),
joint as (
  -- one row per customer and pair: the baskets that hold both
  select one.customer_id, one.item, other.item as other, count(*) as a
  from kept as one join kept as other
    on other.customer_id = one.customer_id and other.basket = one.basket and other.item > one.item
  group by one.customer_id, one.item, other.item
),
crossed as (
  -- one row per pair: sums over customers who have bought the one and the other
  select one.item, other.item as other, sum(coalesce(a, 0)) as a, sum(coalesce(a * a, 0)) as aa,
    sum(coalesce(a * one.b, 0)) as ab, sum(coalesce(a * other.b, 0)) as ac,
    sum(coalesce(a * one.n, 0)) as an, sum(one.b * other.b) as bc
  from held as one join held as other
    on other.customer_id = one.customer_id and other.item > one.item
  left join joint on joint.customer_id = one.customer_id and joint.item = one.item
    and joint.other = other.item
  group by one.item, other.item
),
alone as (
  -- one row per item
  select item, sum(b) as b, sum(b * b) as bb, sum(b * n) as bn from held group by item
),
whole as (
  -- one row: all baskets
  select sum(n) as n, sum(n * n) as nn, count(*) as m from customer_baskets
)
-- one row per pair of items
select one.item, other.item as other, coalesce(a, 0) as a, coalesce(aa, 0) as aa,
  coalesce(ab, 0) as ab, coalesce(ac, 0) as ac, coalesce(an, 0) as an, coalesce(bc, 0) as bc,
  one.b, one.bb, one.bn, other.b as c, other.bb as cc, other.bn as cn, n, nn, m
from alone as one join alone as other on other.item > one.item cross join whole
left join crossed on crossed.item = one.item and crossed.other = other.item
order by one.item, other.item
"""

_HOLDING = """
with lines as (
  -- one row per basket
  select count(distinct {item}) as item_count
  from orders
  where {item} is not null and ordered_at is not null and is_returned is not true
    and coalesce(amount, 0) >= 0
  group by {basket}
)
-- one row: all baskets, and those which hold more than one thing
select count(*) as basket_count, count(*) filter (where item_count > 1) as mixed_count
from lines
"""


def mixed_share(scope: Scope, item: Item, together: Together) -> float:
    """Which share of the baskets holds more than one item; nan without a basket."""
    basket_count, mixed_count = _held(scope, item, together)
    return mixed_count / basket_count if basket_count else np.nan


def _held(scope: Scope, item: Item, together: Together) -> tuple[int, int]:
    told = scope.frame(_HOLDING.format(item=item, basket=_BASKET[together])).iloc[0]
    return int(told["basket_count"]), int(told["mixed_count"])


def baskets(scope: Scope, item: Item, together: Together) -> pd.DataFrame:
    """One row per item and other item, both ways round, the highest lift first.

    both_count, item_count, other_count and base count baskets; support is the share of baskets
    with both, confidence that of baskets with the item which hold the other too, usual that of
    all baskets with the other, each of the first two with …_low and …_high; lift with low and
    high; p; is_judged, is_notable (false discoveries controlled over all pairs).
    TooFewError below 100 baskets; not computable where no basket holds two items.
    """
    basket_count, mixed_count = _held(scope, item, together)
    insist(BASKETS_NEEDED, basket_count, "baskets")
    if not mixed_count:
        raise NotComputableError("single_baskets")
    sums = scope.frame(_PAIRS.format(item=item, basket=_BASKET[together], most=MOST_ITEMS))
    there = _judged(sums)
    back = there.assign(item=there["other"], other=there["item"])
    back = back.assign(item_count=there["other_count"], other_count=there["item_count"])
    swapped = {"b": "c", "bb": "cc", "ab": "ac", "bn": "cn"}
    turned = sums.rename(columns=swapped | {new: old for old, new in swapped.items()})
    rows = pd.concat([_followed(there, sums), _followed(back, turned)], ignore_index=True)
    return rows.sort_values(["lift", "item", "other"], ascending=[False, True, True]).reset_index(
        drop=True
    )


def _judged(sums: pd.DataFrame) -> pd.DataFrame:
    a, b, c, n = (sums[name].to_numpy(float) for name in "abcn")
    found = lift(a, b, c, n, _clustered(sums, np.maximum(a, 0.5) / n, b / n, c / n))
    is_judged = b * c / n >= EXPECTED_NEEDED
    centre, end = np.log(np.maximum(a, 0.5) * n / (b * c)), np.log(found.high)
    p = np.where(is_judged, chance_of(centre, 2 * centre - end, end), np.nan)
    support = wilson(a / n, _draws(a / n, sums, "a", "n", n))
    return pd.DataFrame(
        {
            "item": sums["item"],
            "other": sums["other"],
            "both_count": a.astype(int),
            "item_count": b.astype(int),
            "other_count": c.astype(int),
            "base": n.astype(int),
            "support": a / n,
            "support_low": support.low,
            "support_high": support.high,
            "lift": found.value,
            "low": found.low,
            "high": found.high,
            "p": p,
            "is_judged": is_judged,
            "is_notable": is_beyond_chance(p),
        }
    )


def _followed(rows: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """How often the one is followed by the other, and how often the other is there at all."""
    a, b = (sums[name].to_numpy(float) for name in "ab")
    ends = wilson(a / b, _draws(a / b, sums, "a", "b", b))
    usual = rows["other_count"] / rows["base"]
    return rows.assign(
        confidence=a / b, confidence_low=ends.low, confidence_high=ends.high, usual=usual
    )


def _draws(share: Numbers, sums: pd.DataFrame, part: str, whole: str, base: Numbers) -> Numbers:
    """How many independent baskets a share stands on, several being one customer's."""
    square, cross, across = (
        sums[name].to_numpy(float) for name in (part * 2, part + whole, whole * 2)
    )
    variance = ratio_variance(share, square, cross, across, base)
    with np.errstate(divide="ignore", invalid="ignore"):
        return effective_base(share * (1 - share), variance, base, sums["m"].to_numpy(float))


def _clustered(sums: pd.DataFrame, both: Numbers, one: Numbers, other: Numbers) -> Numbers:
    """The variance of log lift with customers as draws."""
    s = {name: sums[name].to_numpy(float) for name in sums.columns.drop(["item", "other"])}
    squares = s["aa"] / both**2 + s["bb"] / one**2 + s["cc"] / other**2 + s["nn"]
    with_both = s["ab"] / one + s["ac"] / other - s["an"]
    crossed = with_both / both - s["bc"] / (one * other) + s["bn"] / one + s["cn"] / other
    return np.asarray((squares - 2 * crossed) / s["n"] ** 2)
