"""On how few customers the business rests: the top fifth's share, the Gini coefficient, 80 %."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, Z

CUSTOMERS_NEEDED = 100

TOP = 0.2
MOST = 0.8

SPENDING = """
with spending as (
  -- one row per customer who bought in the period; more sent back than bought counts as nothing
  select customer_id, sum(net_amount) as net_spend
  from customer_days where ordered_on >= $since
  group by customer_id having count(kept_amount) > 0
)
select customer_id, case when net_spend < 0 then 0 else net_spend end as value
from spending
"""


def customer_values(scope: Scope) -> Numbers:
    """What each customer who bought in the period spent, net of returns."""
    return np.asarray(scope.frame(SPENDING)["value"], float)


def concentration(values: Numbers) -> pd.DataFrame:
    """One row per measure: name, value, low, high, base.

    top20_share is the share of value of the best fifth; gini runs from 0 (all alike) to 1 (one
    has all); customers_for_80 is the share of customers, best first, who bring 80 %. Intervals
    are linearised by customer (Deville 1999), which a bootstrap of customers confirms.
    TooFewError below 100 customers.
    """
    insist(CUSTOMERS_NEEDED, len(values), "customers")
    rising = np.sort(values)
    if rising[0] < 0 or rising[-1] == 0:
        raise NotComputableError("no_value")
    # From here on a value of 1 is the mean, and `below` what all customers up to one bring.
    rising = rising / rising.mean()
    below = np.append(0.0, np.cumsum(rising))
    rows = [
        (name, *_with_interval(*measure(rising, below)), len(values))
        for name, measure in MEASURES.items()
    ]
    return pd.DataFrame(rows, columns=["name", "value", "low", "high", "base"])


def lorenz(values: Numbers, points: int = 101) -> pd.DataFrame:
    """The share of value that each share of customers brings, the poorest first; both 0..1."""
    customers = np.linspace(0, 1, points)
    below = np.append(0.0, np.cumsum(np.sort(values)))
    return pd.DataFrame(
        {
            "customers": customers,
            "value": _at(below, customers * len(values)) / below[-1],
        }
    )


def _at(below: Numbers, customers: ArrayLike) -> Numbers:
    """What that many customers bring, the poorest first: straight between one and the next."""
    whole = np.minimum(np.asarray(customers, float), len(below) - 1)
    before = np.minimum(whole.astype(int), len(below) - 2)
    return np.asarray(below[before] + (whole - before) * (below[before + 1] - below[before]))


# Each measure comes with how much every customer moves it, times the number of customers.


def _top_share(rising: Numbers, below: Numbers) -> tuple[float, Numbers]:
    n = len(rising)
    share = 1 - float(_at(below, (1 - TOP) * n)) / n
    border = rising[int((1 - TOP) * n)]
    return share, np.maximum(rising - border, 0) + border * TOP - share * rising


def _gini(rising: Numbers, below: Numbers) -> tuple[float, Numbers]:
    n = len(rising)
    rank = np.arange(1, n + 1)
    gini = float((2 * rank - n - 1) @ rising) / n**2
    above = n - below[1:]
    return gini, 2 * (rising * rank + above) / n - (gini + 1) * (rising + 1)


def _customers_for_most(rising: Numbers, below: Numbers) -> tuple[float, Numbers]:
    n = len(rising)
    # The poorest who together bring what is left over, and the part of the one on the border.
    left_over = (1 - MOST) * n
    first = int(np.searchsorted(below, left_over, side="right")) - 1
    border = float(rising[first])
    share = 1 - (first + (left_over - float(below[first])) / border) / n
    return share, (MOST * rising - np.maximum(rising - border, 0)) / border - share


def _with_interval(value: float, pull: Numbers) -> tuple[float, float, float]:
    half = Z * float(pull.std(ddof=1)) / len(pull) ** 0.5
    return value, max(value - half, 0.0), min(value + half, 1.0)


MEASURES = {
    "top20_share": _top_share,
    "gini": _gini,
    "customers_for_80": _customers_for_most,
}
