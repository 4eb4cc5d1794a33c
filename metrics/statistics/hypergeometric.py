"""Gauss's ₂F₁ for customers who bought often, where scipy's answers overflow.

Above z = .9 scipy goes through gamma functions of the lower parameter, which end at 171.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import hyp2f1

from metrics.statistics.intervals import Numbers

MANY = 40.0
"""The lower parameter from which the function is worked out here."""

_TERMS = 200
_MOST_STEPS = 2000


def gauss(a: ArrayLike, b: ArrayLike, c: Numbers, z: Numbers) -> Numbers:
    """₂F₁(a, b; c; z) for 0 ≤ z < 1 and a and b that are small against c, to ten digits."""
    upper, other = (np.broadcast_to(np.asarray(one, float), c.shape) for one in (a, b))
    total = np.empty_like(z)
    large = c > MANY
    total[~large] = hyp2f1(upper[~large], other[~large], c[~large], z[~large])
    total[large] = _sum(upper[large], other[large], c[large], z[large])
    return total


def gauss_of_one(b: Numbers, c: Numbers, z: Numbers) -> Numbers:
    """₂F₁(1, b; c; z) for 0 ≤ z < 1 and b < c, however large both are."""
    total = np.empty_like(z)
    large = c > MANY
    total[~large] = hyp2f1(1, b[~large], c[~large], z[~large])
    total[large] = _fraction(b[large], c[large], z[large])
    return total


def _sum(a: Numbers, b: Numbers, c: Numbers, z: Numbers) -> Numbers:
    term = total = np.ones_like(z)
    for k in range(_TERMS):
        term = term * (a + k) * (b + k) / ((c + k) * (k + 1)) * z
        total = total + term
    return total


def _fraction(b: Numbers, c: Numbers, z: Numbers) -> Numbers:
    """Gauss's continued fraction (DLMF 15.7), from the inside out."""
    tail = np.ones_like(z)
    for m in range(_steps(float(z.max(initial=0))), 0, -1):
        even = m * (c - b + m - 1) / ((c + 2 * m - 2) * (c + 2 * m - 1))
        odd = (b + m) * (c + m - 1) / ((c + 2 * m - 1) * (c + 2 * m))
        tail = 1 - even * z / (1 - odd * z / tail)
    return np.asarray(1 / (1 - b / c * z / tail))


def _steps(z: float) -> int:
    """How many steps make the rest smaller than 10⁻¹⁴: the nearer z is to 1, the more."""
    root = np.sqrt(1 - min(z, 1 - 1e-12))
    shrinking = 2 * np.log((1 - root) / (1 + root)) if root < 1 else -np.inf
    return int(min(np.ceil(-32 / shrinking) + 2, _MOST_STEPS))
