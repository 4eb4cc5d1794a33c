"""Who will buy again, where nobody says goodbye: the BG/NBD model.

Customers buy at their own steady rate and may drop out after any purchase; rates are gamma,
chances of dropping out beta distributed (Fader, Hardie & Lee 2005, Marketing Science 24(2)).
"""

from dataclasses import dataclass, field, replace
from math import nan

import numpy as np
import pandas as pd
from scipy.special import betaln, digamma, expit, gammaln

from metrics.buying.plain_buying import ALIKE, plainness, traceless
from metrics.buying.purchases import Patterns, arrays, insist_on_enough, patterns
from metrics.statistics.hypergeometric import MANY, gauss
from metrics.statistics.intervals import Numbers
from metrics.statistics.likelihood import Intervals, Slope, drawn, peak

NUDGE = 1e-6
"""How far from 1 `a` is held, where the expectation's formula divides by a − 1."""


@dataclass(frozen=True)
class BgNbd:
    """A fitted model; r and alpha are per unit of time of the history it was fitted to."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = nan
    customers: int = 0
    intervals: Intervals = field(default_factory=dict)
    plainness: tuple[str, ...] = ()
    """What these customers do not show: unlike paces (`alike`), leaving (`staying`)."""

    covariance: Numbers | None = field(default=None, repr=False, compare=False)

    purchases: int = field(default=0, repr=False)

    def drawn(self, count: int) -> list["BgNbd"]:
        """As many other models that the same data could have led to."""
        if ALIKE in self.plainness:
            # Of a single pace for all only the pace is open, by the purchases it was seen in.
            steps = np.random.default_rng(1).normal(0, self.purchases**-0.5, count)
            return [replace(self, alpha=self.alpha * step) for step in np.exp(steps).tolist()]
        rows = drawn((self.r, self.alpha, self.a, self.b), self.covariance, count)
        return [BgNbd(*row) for row in rows.tolist()]

    def purchase_probability(self, history: pd.DataFrame, horizon: float) -> Numbers:
        """How likely each customer buys within the next `horizon`: 1 − L(T + H) / L(T)."""
        frequency, _, age = arrays(history)
        # The quotient, written so that nothing is lost to rounding: there, and then buys.
        waiting = np.log1p(horizon / (self.alpha + age))
        return np.asarray(
            -np.expm1(-(self.r + frequency) * waiting) * self.alive_probability(history)
        )

    def expected_purchases(self, history: pd.DataFrame, horizon: float) -> Numbers:
        """How many purchases each customer makes on average within the next `horizon`."""
        frequency, _, age = arrays(history)
        a = self.a if abs(self.a - 1) > NUDGE else 1 + NUDGE
        total = a + self.b + frequency - 1
        share = horizon / (self.alpha + age + horizon)
        if a > MANY:
            rate, staying = self.r + frequency, self.b + frequency
            silent = (1 - share) ** rate * gauss(rate, staying, total, share)
        else:
            # Euler's form: the argument's power leaves the series, which then never overflows.
            series = gauss(a + self.b - 1 - self.r, a - 1, total, share)
            silent = (1 - share) ** (a - 1) * series
        return np.asarray(total / (a - 1) * (1 - silent) * self.alive_probability(history))

    def alive_probability(self, history: pd.DataFrame) -> Numbers:
        """How likely each customer has not dropped out yet.

        Never a churn score: it is 1 for everyone who bought once, as the model lets nobody drop
        out without a purchase in between. Ranking CDNOW's customers by it is worse than a coin
        (AUC .32 for buying in the next 39 weeks); use `purchase_probability`.
        """
        frequency, recency, age = arrays(history)
        return np.asarray(expit(-self._log_odds_gone(frequency, recency, age)))

    def _log_odds_gone(self, frequency: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        bought = np.maximum(frequency, 1)
        waited = np.log(self.alpha + age) - np.log(self.alpha + recency)
        odds = np.log(self.a) - np.log(self.b + bought - 1) + (self.r + frequency) * waited
        return np.where(frequency > 0, odds, -np.inf)

    def _log_weight(self, frequency: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        """The part of the log-likelihood in which the age stands."""
        gone = self._log_odds_gone(frequency, recency, age)
        steady = -(self.r + frequency) * np.log(self.alpha + age)
        return np.asarray(steady + np.logaddexp(0, gone))


def fit(history: pd.DataFrame) -> BgNbd:
    """The most likely model of these histories; TooFewError below 300 customers, 100 repeaters."""
    insist_on_enough(history)
    counted = patterns(history)
    top = peak(_slope(counted.scaled), np.ones(4), len(history))
    own = top.scaled_by(np.array([1, 1 / counted.scale, 1, 1]))
    r, alpha, a, b = own.parameters.tolist()
    height = counted.unscaled(top.log_likelihood)
    intervals = own.intervals("r", "alpha", "a", "b")
    return BgNbd(
        r,
        alpha,
        a,
        b,
        log_likelihood=height,
        customers=len(history),
        intervals=intervals,
        # A fit that left a trace of every parameter has shown what it assumes.
        plainness=plainness(counted, height) if traceless(intervals) else (),
        covariance=own.covariance,
        purchases=int(counted.frequency @ counted.customers),
    )


def _slope(counted: Patterns) -> Slope:
    """The log-likelihood of the patterns and its derivatives, in closed form."""
    # What depends on the frequency alone is summed once per frequency.
    x = np.unique(counted.frequency)
    n = np.bincount(np.searchsorted(x, counted.frequency), counted.customers)

    def slope(parameters: Numbers) -> tuple[float, Numbers]:
        r, alpha, a, b = parameters
        model = BgNbd(r, alpha, a, b)
        steady = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)
        height = n @ steady + counted.customers @ model._log_weight(*counted[:3])
        dropped = digamma(a + b) - digamma(a + b + x)
        by_frequency = np.array(
            [
                n @ (digamma(r + x) - digamma(r) + np.log(alpha)),
                n.sum() * r / alpha,
                n @ dropped,
                n @ (dropped + digamma(b + x) - digamma(b)),
            ]
        )
        return float(height), by_frequency + _slope_of_weight(model, counted)

    return slope


def _slope_of_weight(model: BgNbd, counted: Patterns) -> Numbers:
    """How the part in which the age stands moves with r, alpha, a and b."""
    x, recency, age, n = counted
    gone = n * expit(model._log_odds_gone(x, recency, age))
    there = n - gone
    since_first, to_last = model.alpha + age, model.alpha + recency
    by_r = there @ np.log(since_first) + gone @ np.log(to_last)
    by_alpha = (model.r + x) @ (there / since_first + gone / to_last)
    by_b = gone @ (1 / (model.b + np.maximum(x, 1) - 1))
    return np.array([-by_r, -by_alpha, gone.sum() / model.a, -by_b])
