"""What a purchase of each customer is worth on average: the Gamma-Gamma model.

A customer's values scatter around a mean of their own, and few values are drawn towards the mean
of all (Fader, Hardie & Lee 2005; Fader & Hardie 2013, brucehardie.com/notes/025).
"""

from dataclasses import dataclass, field
from math import nan

import numpy as np
import pandas as pd
from scipy.special import digamma, gammaln

from metrics.buying.purchases import REPEATERS_NEEDED
from metrics.refusals import insist
from metrics.statistics.intervals import Numbers
from metrics.statistics.likelihood import Intervals, Slope, drawn, peak


@dataclass(frozen=True)
class GammaGamma:
    """A fitted model; gamma is in the currency of the values.

    `correlation` is that of frequency and mean value: the model takes them for unrelated, so a
    value far from 0 speaks against it.
    """

    p: float
    q: float
    gamma: float
    log_likelihood: float = nan
    customers: int = 0
    correlation: float = nan
    intervals: Intervals = field(default_factory=dict)
    covariance: Numbers | None = field(default=None, repr=False, compare=False)

    def drawn(self, count: int) -> list["GammaGamma"]:
        """As many other models that the same data could have led to."""
        rows = drawn((self.p, self.q, self.gamma), self.covariance, count, seed=2)
        return [GammaGamma(*row) for row in rows.tolist()]

    def expected_value(self, history: pd.DataFrame) -> Numbers:
        """The mean value of each customer's next purchases; that of all for who came once."""
        frequency = history["frequency"].to_numpy(float)
        value = np.nan_to_num(history["monetary_value"].to_numpy(float))
        spent = np.where(value > 0, frequency * value, 0.0)
        counted = np.where(value > 0, frequency, 0.0)
        return np.asarray(self.p * (self.gamma + spent) / (self.p * counted + self.q - 1))


def fit(history: pd.DataFrame) -> GammaGamma:
    """The most likely model of those who came back; TooFewError below 100 of them."""
    came_back = history[(history["frequency"] > 0) & (history["monetary_value"] > 0)]
    insist(REPEATERS_NEEDED, len(came_back), "repeat_customers")
    frequency = came_back["frequency"].to_numpy(float)
    value = came_back["monetary_value"].to_numpy(float)
    # Values are scaled to a mean of 1, so that all three parameters are of one size.
    mean = float(value.mean())
    top = peak(_slope(frequency, value / mean), np.array([1.0, 2.0, 1.0]), len(value))
    own = top.scaled_by(np.array([1, 1, mean]))
    p, q, gamma = own.parameters.tolist()
    return GammaGamma(
        p,
        q,
        gamma,
        log_likelihood=top.log_likelihood - len(value) * float(np.log(mean)),
        customers=len(value),
        correlation=_correlation(frequency, value),
        intervals=own.intervals("p", "q", "gamma"),
        covariance=own.covariance,
    )


def _correlation(frequency: Numbers, value: Numbers) -> float:
    with np.errstate(invalid="ignore", divide="ignore"):
        return float(np.corrcoef(frequency, value)[0, 1])


def _slope(x: Numbers, value: Numbers) -> Slope:
    """The log-likelihood of mean values over x purchases, and its derivatives."""

    def slope(parameters: Numbers) -> tuple[float, Numbers]:
        p, q, gamma = parameters
        shape, scale = p * x, gamma + value * x
        height = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(gamma / scale)
        height += shape * np.log(x * value / scale) - np.log(value)
        by_p = x * (digamma(shape + q) - digamma(shape) + np.log(x * value / scale))
        by_q = digamma(shape + q) - digamma(q) + np.log(gamma / scale)
        by_gamma = q / gamma - (shape + q) / scale
        return float(height.sum()), np.array([by_p.sum(), by_q.sum(), by_gamma.sum()])

    return slope
