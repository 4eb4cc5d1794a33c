"""Customers who buy as models of known parameters say: their past, and what they spent after it."""

import numpy as np
import pandas as pd

from metrics.buying.bg_nbd import BgNbd
from metrics.buying.gamma_gamma import GammaGamma


def followed(
    age: np.ndarray,
    weeks: float,
    buying: BgNbd,
    spending: GammaGamma,
    chance: np.random.Generator,
) -> tuple[pd.DataFrame, np.ndarray]:
    """Histories of customers of these ages in weeks, and what each spent in the `weeks` after."""
    n = len(age)
    pace, leaving = chance.gamma(buying.r, 1 / buying.alpha, n), chance.beta(buying.a, buying.b, n)
    scale = spending.gamma / np.maximum(chance.gamma(spending.q, 1, n), 1e-300)
    x, last, spent, came, time = np.zeros((5, n))
    still = np.arange(n)
    while len(still):
        time[still] += chance.exponential(1, len(still)) / np.maximum(pace[still], 1e-300)
        still = still[time[still] <= age[still] + weeks]
        paid = chance.gamma(spending.p, scale[still])
        is_past = time[still] <= age[still]
        past = still[is_past]
        x[past], last[past], spent[past] = x[past] + 1, time[past], spent[past] + paid[is_past]
        came[still[~is_past]] += paid[~is_past]
        still = still[chance.random(len(still)) >= leaving[still]]
    value = np.where(x > 0, spent / np.maximum(x, 1), np.nan)
    columns = {"frequency": x, "recency": last, "age": age, "monetary_value": value}
    return pd.DataFrame(columns), came
