"""How long a silence must last before it says that a customer is gone, by the data's own gaps."""

from dataclasses import dataclass
from math import ceil

import numpy as np

from metrics.buying.gaps import gap_curve
from metrics.refusals import insist
from metrics.scope import Scope

RETURNED_SHARE = 0.9
"""Of the customers who came back at all, so many had come back within the silence."""
CLOSED_NEEDED = 100
WEEK = 7


@dataclass(frozen=True)
class Silence:
    """So many days of silence; `returned` is how many gaps between orders it is read from."""

    days: int
    returned: int


def typical_silence(scope: Scope) -> Silence:
    """The days within which nine of ten returning customers have returned, in whole weeks.

    Read from the Kaplan–Meier curve of the gaps, so that those still waited for do not make it
    shorter. Raises TooFewError below 100 gaps that closed.
    """
    curve = gap_curve(scope)
    returned = int(curve["ended"].sum())
    insist(CLOSED_NEEDED, returned, "returns")
    come = 1 - curve["survival"].to_numpy(float)
    place = int(np.searchsorted(come, RETURNED_SHARE * come[-1] - 1e-12))
    days = float(curve["time"].iloc[place])
    return Silence(WEEK * max(1, ceil(days / WEEK)), returned)
