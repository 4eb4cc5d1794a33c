"""Who will buy again, where customers leave unseen at any moment: the Pareto/NBD model.

Customers buy at their own rate and leave at their own rate, both gamma distributed (Schmittlein,
Morrison & Colombo 1987; formulas of Fader & Hardie, brucehardie.com/notes/009, and of Fader,
Hardie & Lee 2005, Journal of Marketing Research 42(4), for the discounted expectation).
"""

from dataclasses import dataclass, field
from math import nan

import numpy as np
import pandas as pd
from scipy.special import expit, gammaln, hyperu

from metrics.buying.purchases import arrays, insist_on_enough, patterns
from metrics.statistics.hypergeometric import gauss_of_one
from metrics.statistics.intervals import Numbers
from metrics.statistics.likelihood import Intervals, drawn, peak, with_differences

NUDGE = 1e-6
"""How far from 1 `s` is held, where the expectation's formula divides by s − 1."""
ALIKE = 50.0
"""From this `s` on customers leave at so nearly one rate that a series tells the mean to 1/1000."""


@dataclass(frozen=True)
class ParetoNbd:
    """A fitted model; alpha and beta are in the unit of time of the history it was fitted to."""

    r: float
    alpha: float
    s: float
    beta: float
    log_likelihood: float = nan
    customers: int = 0
    intervals: Intervals = field(default_factory=dict)
    covariance: Numbers | None = field(default=None, repr=False, compare=False)

    def drawn(self, count: int) -> list["ParetoNbd"]:
        """As many other models that the same data could have led to."""
        rows = drawn((self.r, self.alpha, self.s, self.beta), self.covariance, count)
        return [ParetoNbd(*row) for row in rows.tolist()]

    def purchase_probability(self, history: pd.DataFrame, horizon: float) -> Numbers:
        """How likely each customer buys within the next `horizon`: 1 − L(T + H) / L(T)."""
        frequency, recency, age = arrays(history)
        later = self._log_weight(frequency, recency, age + horizon)
        silent = np.minimum(later - self._log_weight(frequency, recency, age), 0)
        return np.abs(np.expm1(silent))

    def expected_purchases(self, history: pd.DataFrame, horizon: float) -> Numbers:
        """How many purchases each customer makes on average within the next `horizon`."""
        frequency, _, age = arrays(history)
        above = self.s - 1 if abs(self.s - 1) > NUDGE else NUDGE
        lasting = np.log1p(horizon / (self.beta + age))
        while_there = -np.expm1(-above * lasting) / above
        rate = (self.r + frequency) * (self.beta + age) / (self.alpha + age)
        return np.asarray(rate * while_there * self.alive_probability(history))

    def alive_probability(self, history: pd.DataFrame) -> Numbers:
        """How likely each customer has not left yet; `purchase_probability` is what to act on."""
        frequency, recency, age = arrays(history)
        gone = self._log_gone(frequency, recency, age)
        return np.asarray(expit(self._log_there(frequency, age) - gone))

    def discounted_purchases(self, history: pd.DataFrame, rate: float) -> Numbers:
        """All purchases still to come, each discounted at `rate` per unit of time (DERT)."""
        frequency, _, age = arrays(history)
        buying = (self.r + frequency) / (self.alpha + age)
        return np.asarray(buying * self._lasting(age, rate) * self.alive_probability(history))

    def _lasting(self, age: Numbers, rate: float) -> Numbers:
        """How long someone still there stays on, each moment discounted: the mean of 1 / (δ + μ).

        Where s is large, powers of it overflow, and all leave at nearly one rate: two terms of the
        mean's series about it tell as much.
        """
        if self.s > ALIKE:
            leaving = self.s / (self.beta + age)
            together = rate + leaving
            return np.asarray((1 + leaving**2 / self.s / together**2) / together)
        scale = rate * (self.beta + age)
        return np.asarray(scale**self.s * hyperu(self.s, self.s, scale) / rate)

    def log_likelihoods(self, frequency: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        """The log-likelihood of each history."""
        steady = gammaln(self.r + frequency) - gammaln(self.r)
        scales = self.r * np.log(self.alpha) + self.s * np.log(self.beta)
        return np.asarray(steady + scales + self._log_weight(frequency, recency, age))

    def _log_weight(self, frequency: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        gone = self._log_gone(frequency, recency, age)
        return np.asarray(np.logaddexp(self._log_there(frequency, age), gone))

    def _log_there(self, frequency: Numbers, age: Numbers) -> Numbers:
        buying = (self.r + frequency) * np.log(self.alpha + age)
        return np.asarray(-buying - self.s * np.log(self.beta + age))

    def _log_gone(self, frequency: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        """Left somewhere between the last purchase and now."""
        last, now = (self._log_left_after(frequency, time) for time in (recency, age))
        with np.errstate(divide="ignore"):
            between = last + np.log(-np.expm1(np.minimum(now - last, 0)))
        return np.asarray(np.log(self.s) - np.log(self.r + self.s + frequency) + between)

    def _log_left_after(self, frequency: Numbers, time: Numbers) -> Numbers:
        """Left at any moment after `time`, in Euler's form, with the larger scale outside."""
        bought, left = self.r + frequency, np.full_like(frequency, self.s + 1)
        if self.alpha >= self.beta:
            inside, outside, upper = self.beta + time, self.alpha + time, bought
            powers = -bought * np.log(outside) - self.s * np.log(inside)
        else:
            inside, outside, upper = self.alpha + time, self.beta + time, left
            powers = -left * np.log(outside) - (bought - 1) * np.log(inside)
        series = gauss_of_one(upper, bought + self.s + 1, 1 - inside / outside)
        return np.asarray(powers + np.log(series))


def fit(history: pd.DataFrame) -> ParetoNbd:
    """The most likely model of these histories; TooFewError below 300 customers, 100 repeaters."""
    insist_on_enough(history)
    counted = patterns(history)
    times = counted.scaled

    def height(parameters: Numbers) -> float:
        r, alpha, s, beta = parameters.tolist()
        model = ParetoNbd(r, alpha, s, beta)
        return float(counted.customers @ model.log_likelihoods(*times[:3]))

    top = peak(with_differences(height), np.ones(4), len(history))
    own = top.scaled_by(np.array([1, 1 / counted.scale, 1, 1 / counted.scale]))
    r, alpha, s, beta = own.parameters.tolist()
    return ParetoNbd(
        r,
        alpha,
        s,
        beta,
        log_likelihood=counted.unscaled(top.log_likelihood),
        customers=len(history),
        intervals=own.intervals("r", "alpha", "s", "beta"),
        covariance=own.covariance,
    )
