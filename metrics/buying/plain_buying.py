"""Whether customers' histories show what a model of buying assumes: unlike paces, and leaving.

Where everyone buys at one pace, or nobody stops, the model's own parameters run off to a bound and
mean nothing; what is left is a plainer model, whose likelihood is hardly lower.
"""

from math import isfinite, log

import numpy as np
from scipy.special import digamma, gammaln
from scipy.stats import chi2

from metrics.buying.purchases import Patterns
from metrics.statistics.intervals import Numbers
from metrics.statistics.likelihood import Intervals, Slope, peak

ALIKE, STAYING = "alike", "staying"

WIDEST_RATIO = 1000.0
"""An interval whose ends differ by more says that a parameter left hardly a trace."""

# The plainer model lies on the border of the other, so half the usual chance of error (Self &
# Liang 1987): at 5 % twice the gain in log-likelihood must be above 2.71.
_GAIN = float(chi2.isf(0.10, 1)) / 2


def traceless(intervals: Intervals) -> tuple[str, ...]:
    """The parameters of which the histories hardly tell anything."""
    return tuple(name for name, ends in intervals.items() if not _is_traced(*ends))


def plainness(counted: Patterns, log_likelihood: float) -> tuple[str, ...]:
    """`staying` where a model in which nobody leaves explains as much, `alike` where one of a
    single pace for all explains as much as one of many.
    """
    unlike = _pace_heights(counted)
    found = {ALIKE: unlike[1] - unlike[0], STAYING: log_likelihood - unlike[1]}
    return tuple(name for name, gain in found.items() if gain < _GAIN)


def _is_traced(low: float, high: float) -> bool:
    return isfinite(low) and isfinite(high) and high < low * WIDEST_RATIO


def _pace_heights(counted: Patterns) -> tuple[float, float]:
    """The log-likelihoods if nobody ever leaves: of one pace for all, and of gamma paces."""
    x, n = counted.frequency, counted.customers
    bought, waited = float(x @ n), float(counted.age @ n)
    alike = bought * log(bought / waited) - bought
    times = counted.scaled
    unlike = peak(_slope(x, times.age, n), np.ones(2), float(n.sum()))
    return alike, counted.unscaled(unlike.log_likelihood)


def _slope(x: Numbers, age: Numbers, n: Numbers) -> Slope:
    def slope(parameters: Numbers) -> tuple[float, Numbers]:
        r, alpha = parameters
        height = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(alpha + age)
        by_r = digamma(r + x) - digamma(r) + np.log(alpha) - np.log(alpha + age)
        by_alpha = r / alpha - (r + x) / (alpha + age)
        return float(n @ height), np.array([n @ by_r, n @ by_alpha])

    return slope
