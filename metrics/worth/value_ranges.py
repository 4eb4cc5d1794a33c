"""Between which sums a single customer's value to come lies: what chance alone makes of it."""

import numpy as np
import pandas as pd

from metrics.buying.bg_nbd import BgNbd
from metrics.buying.gamma_gamma import GammaGamma
from metrics.statistics.intervals import Numbers, between
from metrics.worth.valuation import Terms

RUNS = 1000
HELD = 0.95


def value_ranges(
    customers: pd.DataFrame, buying: BgNbd, spending: GammaGamma, terms: Terms, seed: int = 4
) -> pd.DataFrame:
    """One row per row of `customers`: low and high, within which 95 of 100 such customers end.

    Their future is played 1,000 times: still there or not, at a pace and with a chance to leave
    that agree with their past. The expectation alone would hide that most bring nothing or more.
    """
    sums = _played(customers, buying, spending, terms, np.random.default_rng(seed))
    low, high = _holding(sums)
    return pd.DataFrame({"low": low, "high": high}, index=customers.index)


def _holding(sums: Numbers) -> tuple[Numbers, Numbers]:
    """The ends between which 95 of 100 runs lie.

    Nothing lies below nothing: where many runs bring none, all 5 in 100 are left above.
    """
    low = between(sums, axis=1).low
    below = (sums < low[:, None]).mean(axis=1)
    places = np.ceil((below + HELD) * (RUNS + 1)).astype(int) - 1
    return low, np.sort(sums, axis=1)[np.arange(len(sums)), places]


def _played(
    customers: pd.DataFrame,
    buying: BgNbd,
    spending: GammaGamma,
    terms: Terms,
    chance: np.random.Generator,
) -> Numbers:
    """One row per customer, one column per run: the discounted margin."""
    shape = (len(customers), RUNS)
    x, age = (customers[name].to_numpy(float)[:, None] for name in ("frequency", "age"))
    pace = chance.gamma(buying.r + x, 1 / (buying.alpha + age), shape)
    leaving = chance.beta(buying.a, buying.b + x, shape)
    worth = _worth(customers, spending, chance)
    buys = chance.random(shape) < buying.alive_probability(customers)[:, None]
    time, sums = np.zeros(shape), np.zeros(shape)
    while buys.any():
        time += chance.exponential(1, shape) / pace
        buys &= time <= terms.weeks
        paid = chance.gamma(spending.p, worth, shape)
        sums += np.where(buys, paid * np.exp(-terms.weekly * np.where(buys, time, 0)), 0)
        buys &= chance.random(shape) >= leaving
    return sums * terms.margin_share


def _worth(customers: pd.DataFrame, spending: GammaGamma, chance: np.random.Generator) -> Numbers:
    """The scale of each customer's values, as their past ones allow."""
    value = np.nan_to_num(customers["monetary_value"].to_numpy(float))
    count = np.where(value > 0, customers["frequency"].to_numpy(float), 0)
    shape = (spending.q + spending.p * count)[:, None]
    rate = (spending.gamma + count * value)[:, None]
    return np.asarray(rate / chance.gamma(shape, 1, (len(customers), RUNS)))
