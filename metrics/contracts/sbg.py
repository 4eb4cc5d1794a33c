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
from scipy.special import betaln, digamma

from metrics.contracts.sbg_newton import climbed
from metrics.refusals import insist
from metrics.statistics.hypergeometric import gauss_of_one
from metrics.statistics.intervals import Numbers
from metrics.statistics.likelihood import Intervals, Slope, peak

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

    def drawn(self, renewals: int, count: int, seed: int = 3) -> list["Sbg"]:
        """The models of as many cohorts that could as well have been seen to so many renewals:
        the parametric bootstrap, which holds where all customers are alike, too.
        """
        chance = np.random.default_rng(seed)
        there = self.survival(np.arange(renewals + 1))
        ways = np.append(-np.diff(there), there[-1])
        lost = chance.multinomial(self.customers, ways / ways.sum(), count)[:, :-1]
        survivors = self.customers - np.cumsum(np.insert(lost, 0, 0, axis=1), axis=1)
        found = climbed(survivors.astype(float), (self.alpha, self.beta))
        # On a ridge each is looked for by itself, within the bounds of a fit.
        return [
            fit(there, self) if np.isnan(own[0]) else Sbg(own[0], own[1], customers=self.customers)
            for own, there in zip(found.tolist(), survivors, strict=True)
        ]

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
        staying = np.atleast_1d(self.beta + n)
        later = np.full_like(staying, 1 / (1 + discount))
        series = gauss_of_one(staying, staying + self.alpha, later).reshape(n.shape)
        return np.asarray(self.retention(n) * series)


def fit(survivors: Sequence[float] | Numbers, near: Sbg | None = None) -> Sbg:
    """The most likely model of one cohort, whose count is given at its start and every renewal.

    It is looked for from `near` on, where that is known. TooFewError below 200 customers or four
    renewals.
    """
    there = np.asarray(survivors, float)
    insist(CUSTOMERS_NEEDED, int(there[0]) if len(there) else 0, "customers")
    insist(RENEWALS_NEEDED, len(there) - 1, "renewals")

    start = np.array([near.alpha, near.beta]) if near else np.ones(2)
    top = peak(_slope(there), start, there[0])
    alpha, beta = top.parameters.tolist()
    found = top.intervals("alpha", "beta")
    return Sbg(alpha, beta, top.log_likelihood, int(there[0]), found)


def _slope(there: Numbers) -> Slope:
    """The log-likelihood of the survivors and its derivatives, in closed form."""
    left, renewal = -np.diff(there), np.arange(1, len(there))
    n, last = there[0], len(there) - 1

    def slope(parameters: Numbers) -> tuple[float, Numbers]:
        alpha, beta = parameters
        height = left @ betaln(alpha + 1, beta + renewal - 1)
        height += there[-1] * betaln(alpha, beta + last) - n * betaln(alpha, beta)
        total = left @ digamma(alpha + beta + renewal) + there[-1] * digamma(alpha + beta + last)
        common = n * digamma(alpha + beta) - total
        by_alpha = left.sum() * digamma(alpha + 1) + (there[-1] - n) * digamma(alpha) + common
        by_beta = left @ digamma(beta + renewal - 1) + there[-1] * digamma(beta + last)
        return float(height), np.array([by_alpha, by_beta - n * digamma(beta) + common])

    return slope
