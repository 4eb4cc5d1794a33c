"""Whether offers by what customers have are bought more often than the same one for everybody."""

from datetime import timedelta

import pandas as pd

from metrics.refusals import insist
from metrics.scope import Scope
from metrics.segments.next_offers import BOUGHT, RATES, WINDOW_DAYS, Item, filled
from metrics.statistics.intervals import Numbers, student, wilson

CUSTOMERS_NEEDED = 100


def offer_record(scope: Scope, item: Item) -> pd.Series:
    """How often the offers of a window ago were bought since, beside the same for everyone.

    value with low and high: the share of customers who bought what they would have been offered;
    plain: the share who bought what most others went on to buy and they lacked; difference with
    difference_low and difference_high; base. TooFewError below 100 customers.
    """
    earlier = scope.on(scope.as_of - timedelta(days=WINDOW_DAYS))
    made = earlier.frame(f"""with {filled(BOUGHT, item)},
{filled(RATES, item)},
ranked as (
  -- one row per customer with an offer: what most others went on to buy
  select best.customer_id, best.item, usual.item as plain_item
  from best cross join usual
  anti join bought on bought.customer_id = best.customer_id and bought.item = usual.item
  qualify row_number() over (partition by best.customer_id
    order by all_rate desc, usual.item) = 1
)
-- one row per customer with an offer
select * from ranked""")
    insist(CUSTOMERS_NEEDED, len(made), "customers")
    since = scope.frame(f"with {filled(BOUGHT, item)}\nselect customer_id, item from bought")
    pairs = pd.MultiIndex.from_frame(since)
    is_right, is_plain = (
        pd.MultiIndex.from_frame(made[["customer_id", name]]).isin(pairs)
        for name in ("item", "plain_item")
    )
    return _compared(is_right.astype(float), is_plain.astype(float))


def _compared(right: Numbers, plain: Numbers) -> pd.Series:
    count = len(right)
    apart = right - plain
    ends = wilson(right.mean(), count)
    between = student(apart.mean(), apart.var(ddof=1) / count, count)
    return pd.Series(
        {
            "value": right.mean(),
            "low": float(ends.low),
            "high": float(ends.high),
            "plain": plain.mean(),
            "difference": apart.mean(),
            "difference_low": float(between.low),
            "difference_high": float(between.high),
            "base": count,
        }
    )
