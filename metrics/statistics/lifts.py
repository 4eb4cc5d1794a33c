"""How many times as often two things come together as they would by chance, and how sure that is.

The interval is the linearised one of the logarithm of both · base ÷ (one · other).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from metrics.statistics.intervals import Numbers, Z


class Lift(NamedTuple):
    """The lift, 1 being chance, with the ends of its 95 % interval."""

    value: Numbers
    low: Numbers
    high: Numbers


def log_variance(both: Numbers, one: Numbers, other: Numbers, base: Numbers) -> Numbers:
    """The variance of the logarithm of a lift where every one of the base is a draw of its own."""
    a, b, c = both / base, one / base, other / base
    return np.asarray(np.maximum((1 / a - 1 / b - 1 / c + 2 * a / (b * c) - 1) / base, 0))


def lift(
    both: ArrayLike, one: ArrayLike, other: ArrayLike, base: ArrayLike, least: ArrayLike = 0.0
) -> Lift:
    """The lift from counts; `least` is a variance of its logarithm known to be no smaller."""
    a, b, c, n = (np.asarray(count, float) for count in (both, one, other, base))
    # Half a case where there is none: a logarithm needs something.
    some = np.maximum(a, 0.5)
    error = np.sqrt(np.maximum(log_variance(some, b, c, n), least))
    centre = np.log(some * n / (b * c))
    low, high = np.exp(centre - Z * error), np.exp(centre + Z * error)
    return Lift(a * n / (b * c), np.where(a > 0, low, 0.0), high)
