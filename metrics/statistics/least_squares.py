"""Straight lines through what customers say, and how sure sums of their slopes are."""

from typing import NamedTuple

import numpy as np
from scipy import stats

from metrics.statistics.intervals import Numbers

_LEAST_FREE = 1e-6


class Fitted(NamedTuple):
    """`slopes` has one number per term, `left` one per customer: what the terms do not explain;
    `covariance` is that of the slopes, `free` how many customers more there are than terms.
    """

    slopes: Numbers
    left: Numbers
    covariance: Numbers
    free: int

    def along(self, lines: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """The sums of slopes that each row of `lines` asks for, with their 95 % t intervals."""
        value = np.asarray(lines @ self.slopes, float)
        variance = np.einsum("ij,jk,ik->i", lines, self.covariance, lines)
        half = stats.t.ppf(0.975, self.free) * np.sqrt(variance)
        return value, value - half, value + half


def fitted(terms: Numbers, outcome: Numbers) -> Fitted:
    """Least squares, one row per customer, with the covariance HC3 (MacKinnon & White 1985).

    Satisfaction differs more among those who met with something bad, and hardly at the top of the
    scale: an interval that takes all customers to differ alike is too narrow for the former.
    """
    inverse = np.linalg.pinv(terms.T @ terms)
    slopes = inverse @ terms.T @ outcome
    left = outcome - terms @ slopes
    own = np.einsum("ij,jk,ik->i", terms, inverse, terms)
    # One who alone tells a slope lies on the line: nothing is left, and nothing to divide by.
    each = terms * (left / np.maximum(1 - own, _LEAST_FREE))[:, None]
    covariance = inverse @ (each.T @ each) @ inverse
    return Fitted(slopes, left, covariance, len(outcome) - terms.shape[1])
