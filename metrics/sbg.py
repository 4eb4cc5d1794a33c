"""How many of a cohort renew again and again: the shifted-beta-geometric model.

Everyone ends at their own steady chance, and the chances are beta distributed; retention rises
because those likely to end go first, not because anyone learns to stay (Fader & Hardie 2007,
Journal of Interactive Marketing 21(1); discounted lifetimes: 2010, Marketing Science 29(1)).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln, hyp2f1

from metrics.intervals import Numbers
from metrics.likelihood import Intervals, peak, with_differences
from metrics.refusals import insist

CUSTOMERS_NEEDED = 200
RENEWALS_NEEDED = 4


@dataclass(frozen=True)
class Sbg:
    """A fitted model; time is counted in renewals."""

    alpha: float
    beta: float
    log_likelihood: float = nan
    customers: int = 0
    intervals: Intervals = field(default_factory=dict)

    def survival(self, renewals: ArrayLike) -> Numbers:
        """The share of the cohort still there after so many renewals."""
        t = np.asarray(renewals, float)
        staying = betaln(self.alpha, self.beta + t) - betaln(self.alpha, self.beta)
        return np.asarray(np.exp(staying))

    def retention(self, renewals: ArrayLike) -> Numbers:
        """The share of those there before the renewal of that number who make it."""
        t = np.asarray(renewals, float)
        return np.asarray((self.beta + t - 1) / (self.alpha + self.beta + t - 1))

    def remaining_lifetime(self, period: ArrayLike, discount: float) -> Numbers:
        """The periods still to come of a customer in their `period`-th, each discounted (DERL).

        The renewal just ahead is not discounted; `discount` is a rate per period, above 0.
        """
        n = np.asarray(period, float)
        total = self.alpha + self.beta + n
        series = hyp2f1(1, self.beta + n, total, 1 / (1 + discount))
        return np.asarray(self.retention(n) * series)


def fit(survivors: Sequence[float]) -> Sbg:
    """The most likely model of one cohort, whose count is given at its start and every renewal.

    TooFewError below 200 customers or four renewals.
    """
    there = np.asarray(survivors, float)
    insist(CUSTOMERS_NEEDED, int(there[0]) if len(there) else 0, "customers")
    insist(RENEWALS_NEEDED, len(there) - 1, "renewals")

    def height(parameters: Numbers) -> float:
        alpha, beta = parameters.tolist()
        share = Sbg(alpha, beta).survival(np.arange(len(there)))
        left = -np.diff(there) @ np.log(-np.diff(share))
        return float(left + there[-1] * np.log(share[-1]))

    top = peak(with_differences(height), np.ones(2), there[0])
    alpha, beta = top.parameters.tolist()
    found = top.intervals("alpha", "beta")
    return Sbg(alpha, beta, top.log_likelihood, int(there[0]), found)
