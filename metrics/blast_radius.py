"""What another treatment of doubtful records would change: figures measured twice, side by side."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from metrics import quotients
from metrics.indicator import Indicator
from metrics.registry import INDICATORS
from metrics.scope import Scope

TOTALS: Final = {"customer_count": "count", "order_count": "count", "revenue": "money"}
"""Sums that are no indicators, each with its unit."""

NOTICEABLE: Final = 0.001
"""A change of less than a tenth of a per cent moves nothing that anybody would see."""

_TOTALS = """
with days as (
  -- one row per customer and day with orders or returns
  select net_amount from customer_days
)
select
  (select count(*) from customers) as customer_count,
  (select count(*) from sales) as order_count,
  (select sum(net_amount) from days) as revenue
"""


def figures(scope: Scope) -> pd.DataFrame:
    """One row per figure that the data tell: name, unit, value, base and minimum base."""
    told = [i for i in INDICATORS if not scope.lacks(i.reads)]
    return pd.concat([_totals(scope), _indicators(scope, told)], ignore_index=True)


def moved_most(taken: pd.DataFrame, otherwise: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """The figures that differ most by the records in question, the most shaken first.

    One row per figure: name, unit, value (as taken), other, difference (`value` less `other`) and
    change, its share of `other`; points of an index out of a hundred. What rests on too few in
    both is left out.
    """
    both = taken.merge(otherwise, on=["name", "unit"], suffixes=("", "_other"))
    both = both.rename(columns={"value_other": "other"})
    is_told = both[["base", "base_other"]].max(axis=1) >= both["minimum"]
    both = both[is_told & both[["value", "other"]].notna().all(axis=1)]
    difference = both["value"] - both["other"]
    scale = both["other"].abs().where(both["unit"] != "points", 100.0)
    change = difference / scale.replace(0.0, np.nan)
    found = both.assign(difference=difference, change=change, shaken=change.abs())
    found.loc[(scale == 0) & (difference != 0), "shaken"] = np.inf
    kept = found[found["shaken"] >= NOTICEABLE].sort_values(
        "shaken", ascending=False, kind="stable"
    )
    return kept[["name", "unit", "value", "other", "difference", "change"]].head(most)


def _totals(scope: Scope) -> pd.DataFrame:
    row = scope.frame(_TOTALS).iloc[0]
    has_orders = not scope.lacks(("orders.ordered_at",))
    names = [name for name in TOTALS if has_orders or name == "customer_count"]
    return pd.DataFrame(
        {
            "name": names,
            "unit": [TOTALS[name] for name in names],
            "value": [float(row[name]) for name in names],
            "base": 1.0,
            "minimum": 0.0,
        }
    )


def _indicators(scope: Scope, told: Sequence[Indicator]) -> pd.DataFrame:
    units = {i.name: i.unit for i in told}
    minimums = {i.name: float(i.minimum) for i in told}
    rows = quotients.overall(scope, told)[["name", "value", "base"]]
    return rows.assign(
        unit=rows["name"].map(units),
        minimum=rows["name"].map(minimums),
        base=rows["base"].astype(float),
    )
