"""On which of the usual scales numbers stand: of five points, seven, ten or a hundred."""

import numpy as np
from numpy.typing import NDArray

SHARE, POINTS, HUNDRED = 1.0, (5.0, 7.0, 10.0), 100.0

MOST = 0.95
"""So many of the numbers stand on their scale: a few strays do not stretch it."""


def scale_of(values: NDArray[np.float64]) -> tuple[float, float] | None:
    """The narrowest scale of points that holds nearly every number; None where most are no points.

    Ten points may begin at nought or at one; which, the numbers tell.
    """
    if not len(values) or (values % 1 == 0).mean() < MOST:
        return None
    for top in POINTS:
        within = values[(values >= 0) & (values <= top)]
        if len(within) >= MOST * len(values):
            return (0.0 if top == POINTS[-1] and (within == 0).any() else 1.0), top
    return None


def usual_scale(low: float, high: float) -> tuple[float, float]:
    """The narrowest scale from the lowest number to the highest; what stands on none is its own."""
    top = next((top for top in (SHARE, *POINTS, HUNDRED) if high <= top), None)
    if top is None or low < 0:
        return low, high
    return (1.0 if low >= 1 and top in POINTS else 0.0), top
