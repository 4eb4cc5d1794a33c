"""How sure a number is: the 95 % intervals of shares, means, net scores and ratios."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Z = float(stats.norm.ppf(0.975))

Numbers = NDArray[np.float64]


class Interval(NamedTuple):
    """The two ends of a 95 % interval; nan where nothing can be said."""

    low: Numbers
    high: Numbers


def wilson(share: ArrayLike, base: ArrayLike) -> Interval:
    """Wilson's interval of a share out of `base` (Newcombe 1998, method 3); inside [0, 1]."""
    p, n = np.asarray(share, float), _positive(base)
    centre = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    # Rounding would leave a share of 0 just below its own interval.
    return Interval(np.clip(centre - half, 0, p), np.clip(centre + half, p, 1))


def adjusted_wald(net: ArrayLike, extremes: ArrayLike, base: ArrayLike) -> Interval:
    """The adjusted Wald interval of a net share, promoters minus detractors (Rocks 2016).

    `net` is promoters − detractors and `extremes` promoters + detractors, both counts.
    """
    n = _positive(base) + 3
    centre = np.asarray(net, float) / n
    variance = (np.asarray(extremes, float) + 1.5) / n - centre**2
    half = Z * np.sqrt(np.maximum(variance, 0) / n)
    return Interval(np.clip(centre - half, -1, 1), np.clip(centre + half, -1, 1))


def student(value: ArrayLike, variance: ArrayLike, customers: ArrayLike) -> Interval:
    """The t interval of a mean or ratio whose variance was taken between customers."""
    m = np.asarray(customers, float)
    quantile = stats.t.ppf(0.975, np.where(m > 1, m - 1, np.nan))
    half = quantile * np.sqrt(np.asarray(variance, float))
    centre = np.asarray(value, float)
    return Interval(centre - half, centre + half)


def hall(
    value: ArrayLike, variance: ArrayLike, skewness: ArrayLike, freedom: ArrayLike
) -> Interval:
    """The t interval with its ends moved by how skewed the estimate is (Hall 1992).

    For means of money: the few who spend much are missing from most samples, so the truth lies
    above the mean more often than below. `skewness` is the estimate's own: that of customers, over
    the root of how many they are.
    """
    m = np.asarray(freedom, float)
    t = stats.t.ppf(0.975, np.where(m > 0, m, np.nan))
    # Of so few nothing can be more skewed; and where it is none the interval is Student's.
    skew = np.clip(np.nan_to_num(np.asarray(skewness, float)), -1, 1)
    skew = np.where(np.abs(skew) < _ALMOST_NONE, _ALMOST_NONE, skew)
    error, centre = np.sqrt(np.asarray(variance, float)), np.asarray(value, float)
    low, high = (3 / skew * (np.cbrt(1 + skew * (end - skew / 6)) - 1) for end in (t, -t))
    return Interval(centre - error * low, centre - error * high)


_ALMOST_NONE = 1e-6


def turned_over(
    rate: ArrayLike, variance: ArrayLike, customers: ArrayLike, exposure: ArrayLike
) -> Interval:
    """The interval of a rate as the t interval of the time that one event takes, turned over.

    A rate varies the more the higher it is, so the usual ends stand too low for few who come often
    among many who hardly do. Where the time may be none the upper end is that of the rate's own t
    interval; where nothing happened it is Garwood's, of the `exposure` of all customers.
    """
    r = np.asarray(rate, float)
    plain = student(r, variance, customers).high
    half = (plain - r) / np.where(r > 0, r, np.nan)
    high = np.where(half < 1, r / np.where(half < 1, 1 - half, np.nan), plain)
    none = np.where(r == 0, garwood(0.0, exposure).high, np.nan)
    return Interval(np.where(r == 0, 0.0, r / (1 + half)), np.where(r == 0, none, high))


def factored(value: ArrayLike, variance: ArrayLike, customers: ArrayLike) -> Interval:
    """The t interval of a mean's logarithm, which lies as many times below as above.

    For money that a few bring: where they spend much the mean and its spread are high together, so
    the usual ends stand too low. `customers` are those who tell the spread; nan where none came.
    """
    m = np.asarray(value, float)
    half = student(0.0, variance, customers).high / np.where(m > 0, m, np.nan)
    return Interval(m * np.exp(-half), m * np.exp(half))


def difference_interval(one: Mapping[str, object], other: Mapping[str, object]) -> Interval:
    """The interval of a difference from the two intervals, squared and added.

    With Wilson's intervals it is Newcombe's (1998, method 10), with symmetric ones the normal
    one. It takes both for independent, so for the same customers twice it is too wide, not too
    narrow, as long as they answer alike.
    """
    a, a_low, a_high = (np.asarray(one[name], float) for name in ("value", "low", "high"))
    b, b_low, b_high = (np.asarray(other[name], float) for name in ("value", "low", "high"))
    low = (a - b) - np.hypot(a - a_low, b_high - b)
    high = (a - b) + np.hypot(a_high - a, b - b_low)
    return Interval(low, high)


def jeffreys(count: ArrayLike, others: ArrayLike, kinds: ArrayLike) -> Interval:
    """The Dirichlet interval of one kind's share among `kinds` kinds, with Jeffreys' prior."""
    # One share of a Dirichlet is a Beta; half a customer more in each kind is Jeffreys' prior.
    own = np.asarray(count, float) + 0.5
    rest = np.asarray(others, float) + (np.asarray(kinds, float) - 1) / 2
    return Interval(stats.beta.ppf(0.025, own, rest), stats.beta.ppf(0.975, own, rest))


def between(draws: ArrayLike, axis: int = 0) -> Interval:
    """The ends between which 95 of 100 draws lie; `draws` come from a bootstrap or simulation."""
    # Weibull's places: one draw more would lie outside 5 times in 100, even after few draws.
    low, high = np.quantile(np.asarray(draws, float), [0.025, 0.975], axis=axis, method="weibull")
    return Interval(low, high)


def garwood(events: ArrayLike, exposure: ArrayLike) -> Interval:
    """The exact interval of a rate, events by time watched (Garwood 1936)."""
    count, time = np.asarray(events, float), _positive(exposure)
    low = np.where(count > 0, stats.chi2.ppf(0.025, 2 * count), 0.0)
    return Interval(low / 2 / time, stats.chi2.ppf(0.975, 2 * count + 2) / 2 / time)


def rate_ratio(events: ArrayLike, exposure: ArrayLike) -> tuple[float, float, float, float]:
    """The second of two rates by the first, its exact ends and p (Przyborowski & Wilenski 1940).

    Given all events, those of the second are binomial; inf where the first has none.
    """
    first, second = np.asarray(events, int).tolist()
    times = np.asarray(exposure, float)
    test = stats.binomtest(second, first + second, float(times[1] / times.sum()))
    ends = test.proportion_ci(0.95, "exact")
    odds = float(times[0] / times[1])
    parts = (second / (first + second), ends.low, ends.high)
    ratio, low, high = (p / (1 - p) * odds if p < 1 else float("inf") for p in parts)
    return ratio, low, high, float(test.pvalue)


def ratio_variance(
    value: ArrayLike, nn: ArrayLike, nd: ArrayLike, dd: ArrayLike, d: ArrayLike
) -> Numbers:
    """The linearised variance of Σn/Σd over customers, from Σn², Σnd, Σd² and Σd.

    A customer with many rows counts once as a draw, so answers of one person are not taken for
    independent ones. With one row per customer it is the plain variance of a mean (÷ m, not m−1).
    """
    r = np.asarray(value, float)
    spread = np.asarray(nn, float) - 2 * r * np.asarray(nd, float) + r**2 * np.asarray(dd, float)
    return np.asarray(np.maximum(spread, 0) / _positive(d) ** 2)


def ratio_skewness(
    value: ArrayLike, cubes: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike], squares: ArrayLike
) -> Numbers:
    """The skewness of Σn/Σd over customers, from Σn³, Σn²d, Σnd², Σd³ and the Σ of squares away
    from the ratio; nan where nobody differs.
    """
    r, spread = np.asarray(value, float), np.asarray(squares, float)
    nnn, nnd, ndd, ddd = (np.asarray(one, float) for one in cubes)
    third = nnn - 3 * r * nnd + 3 * r**2 * ndd - r**3 * ddd
    return np.asarray(third / np.where(spread > 0, spread, np.nan) ** 1.5)


def _positive(base: ArrayLike) -> Numbers:
    n = np.asarray(base, float)
    return np.where(n > 0, n, np.nan)


def with_share(rows: pd.DataFrame, count: str) -> pd.DataFrame:
    """Each row's share of the sum of all, with Wilson's interval and the base."""
    base = int(rows[count].sum())
    share = rows[count] / max(base, 1)
    low, high = wilson(share, base)
    return rows.assign(share=share, low=low, high=high, base=base)
