"""A forecast of value in few words: the sum, the tenths, the most valuable customers."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.scope import Scope
from metrics.worth.equity import CUSTOMERS_ADVISED, UNRELATED, Equity, forecast
from metrics.worth.valuation import Terms
from metrics.worth.value_ranges import value_ranges

TENTHS = 10
SHOWN = 20


class Summary(NamedTuple):
    """`tenths` has one row per tenth of customers, the most valuable first: tenth, customers,
    value and its share; `best` the most valuable customers with low and high.
    """

    equity: Equity
    tenths: pd.DataFrame
    best: pd.DataFrame
    expected: float
    once_share: float
    plainness: tuple[str, ...]
    correlation: float

    @property
    def doubts(self) -> tuple[str, ...]:
        """What speaks against taking the figure at its word."""
        found = {
            "few": self.equity.customers < CUSTOMERS_ADVISED,
            "related": abs(self.correlation) > UNRELATED,
        }
        return tuple(name for name, is_so in found.items() if is_so)


def summary(scope: Scope, terms: Terms) -> Summary:
    """What `forecast` says, small enough to be kept."""
    found = forecast(scope, terms)
    customers = found.customers
    best = customers.head(SHOWN)
    ranges = value_ranges(best, found.buying, found.spending, terms)
    once = customers.loc[customers["frequency"] == 0, "value"].sum()
    return Summary(
        found.equity,
        _tenths(customers["value"]),
        best.join(ranges),
        float(customers["expected"].sum()),
        float(once / found.equity.value),
        found.buying.plainness,
        found.spending.correlation,
    )


def _tenths(values: pd.Series) -> pd.DataFrame:
    parts = np.array_split(values.to_numpy(float), TENTHS)
    sums = np.array([part.sum() for part in parts])
    return pd.DataFrame(
        {
            "tenth": range(1, TENTHS + 1),
            "customers": [len(part) for part in parts],
            "value": sums,
            "share": sums / sums.sum(),
        }
    )
