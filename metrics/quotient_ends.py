"""Between which ends a quotient lies: each indicator's method, from the sums of its statement."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from metrics.indicator import Indicator, Method
from metrics.statistics.intervals import (
    Interval,
    Numbers,
    adjusted_wald,
    hall,
    ratio_skewness,
    ratio_variance,
    student,
    turned_over,
    wilson,
)


class _Sums(NamedTuple):
    """One element per group: Σd, Σn² over rows, customers, rows, and over customers Σn², Σnd, Σd²,
    Σn²/d and the sums of cubes (0 where the method has no use for them).
    """

    d: Numbers
    q: Numbers
    m: Numbers
    b: Numbers
    nn: Numbers
    nd: Numbers
    dd: Numbers
    s: Numbers
    nnn: Numbers = np.zeros(())
    nnd: Numbers = np.zeros(())
    ndd: Numbers = np.zeros(())
    ddd: Numbers = np.zeros(())

    def variance(self, value: Numbers) -> Numbers:
        return ratio_variance(value, self.nn, self.nd, self.dd, self.d)

    def unbiased(self, variance: Numbers) -> Numbers:
        return np.where(self.m > 1, variance * self.m / (self.m - 1), np.nan)

    @property
    def alike(self) -> Numbers:
        """As many customers of equal money tell as much (Kish 1965); no more than there are."""
        return np.asarray(np.where(self.dd > 0, self.d**2 / self.dd, np.nan))

    def money_variance(self, value: Numbers) -> Numbers:
        """The variance between customers, no less than that many alike ones would leave.

        A few large customers who happened to do the same would pass for certainty otherwise.
        """
        return np.fmax(self.variance(value), (self.s / self.d - value**2) / self.alike)


def ends(indicator: Indicator, sums: pd.DataFrame, k: int, value: Numbers) -> Interval:
    """The 95 % interval of the k-th quotient of a statement, by the indicator's method."""
    found = sums.reindex(columns=[f"{name}{k}" for name in _Sums._fields]).fillna(0)
    told, is_share = _Sums(*found.to_numpy(float).T), indicator.unit == "share"
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = _METHODS[indicator.interval](value, told)
    # Of few customers the method may reach below nought, where no share of a whole can be.
    return Interval(np.maximum(low, np.minimum(value, 0)) if is_share else low, high)


def share_of_counted(part: ArrayLike, whole: ArrayLike) -> Interval:
    """The interval of Σ part ÷ Σ whole, of things counted by customer; who has none tells nothing.

    Few customers may have most of the things, as of the money, so the method is that of money.
    """
    has_any = np.asarray(whole, float) > 0
    n, d = np.asarray(part, float)[has_any], np.asarray(whole, float)[has_any]
    over = {"nn": n * n, "nd": n * d, "dd": d * d, "s": n * n / d, "d": d, "b": d, "q": n * n}
    sums = {name: np.array(own.sum()) for name, own in over.items()}
    with np.errstate(divide="ignore", invalid="ignore"):
        return _money_share(n.sum() / d.sum(), _Sums(m=np.array(float(len(d))), **sums))


def effective_base(alone: Numbers, variance: Numbers, base: Numbers, customers: Numbers) -> Numbers:
    """The base shrunk by how alike the rows of one customer are; never enlarged.

    `alone` is the variance of one row if rows were independent. Where all rows are equal nothing
    tells how alike a customer's rows are, so a customer counts once.
    """
    is_told = (variance > 0) & (alone > 1e-12)
    return np.asarray(np.minimum(np.where(is_told, alone / variance, customers), base), float)


def _wilson(value: Numbers, sums: _Sums) -> Interval:
    variance = sums.variance(value)
    return wilson(value, effective_base(value * (1 - value), variance, sums.b, sums.m))


def _adjusted_wald(value: Numbers, sums: _Sums) -> Interval:
    extremes = sums.q / sums.b
    base = effective_base(extremes - value**2, sums.variance(value), sums.b, sums.m)
    return adjusted_wald(value * base, extremes * base, base)


def _student(value: Numbers, sums: _Sums) -> Interval:
    return student(value, sums.unbiased(sums.variance(value)), sums.m)


def _skewed(value: Numbers, sums: _Sums) -> Interval:
    variance = sums.variance(value)
    cubes = (sums.nnn, sums.nnd, sums.ndd, sums.ddd)
    skewness = ratio_skewness(value, cubes, variance * sums.d**2)
    return hall(value, sums.unbiased(variance), skewness, sums.m - 1)


def _rate(value: Numbers, sums: _Sums) -> Interval:
    return turned_over(value, sums.unbiased(sums.variance(value)), sums.m, sums.d)


def _money_share(value: Numbers, sums: _Sums) -> Interval:
    variance = sums.money_variance(value)
    return wilson(value, effective_base(value * (1 - value), variance, sums.b, sums.alike))


def _money_ratio(value: Numbers, sums: _Sums) -> Interval:
    return student(value, sums.unbiased(sums.money_variance(value)), sums.alike)


def _census(value: Numbers, _: _Sums) -> Interval:
    return Interval(np.full_like(value, np.nan), np.full_like(value, np.nan))


_METHODS: Mapping[Method, Callable[[Numbers, _Sums], Interval]] = {
    "wilson": _wilson,
    "adjusted_wald": _adjusted_wald,
    "student": _student,
    "skewed": _skewed,
    "rate": _rate,
    "money_share": _money_share,
    "money_ratio": _money_ratio,
    "census": _census,
}
