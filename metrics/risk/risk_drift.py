"""Whether customers' risks spread as they did when the model was tested: its drift since.

The population stability index of the credit trade compares the shares of customers in the tenths
of the earlier risks. Its usual marks (0.1 and 0.25) are a convention; what chance alone would make
of it follows from the numbers of customers (Yurdakul 2018), taken for different people: those who
are in both make the bound too wide.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import stats

from metrics.statistics.intervals import Numbers

BANDS: Final = 10
SOME, LARGE = 0.1, 0.25
_HALF = 0.5
"""Half a customer more in each band, so that an empty one can be compared."""


@dataclass(frozen=True)
class Drift:
    """The index, what 1 of 20 comparisons would exceed if nothing had changed, and the bases."""

    psi: float
    by_chance: float
    then: int
    now: int

    @property
    def verdict(self) -> str:
        """`same` where chance does as much, `untold` where it would hide some drift as well;
        else `slight`, `some` or `large`."""
        if self.psi <= self.by_chance:
            return "same" if self.by_chance < SOME else "untold"
        return "slight" if self.psi < SOME else "some" if self.psi < LARGE else "large"


def drift(then: Numbers, now: Numbers) -> Drift | None:
    """The drift from earlier risks to those of today; None where all were alike, or nobody is."""
    if not len(then) or not len(now) or np.ptp(then) == 0:
        return None
    edges = np.unique(np.quantile(then, np.linspace(0, 1, BANDS + 1)[1:-1]))
    bands = len(edges) + 1
    before, after = (_shares(risks, edges, bands) for risks in (then, now))
    psi = float(np.sum((after - before) * np.log(after / before)))
    spread = 1 / len(then) + 1 / len(now)
    by_chance = float(stats.chi2.ppf(0.95, bands - 1)) * spread
    return Drift(psi, by_chance, len(then), len(now))


def _shares(risks: Numbers, edges: Numbers, bands: int) -> Numbers:
    counts = np.bincount(np.searchsorted(edges, risks, side="left"), minlength=bands) + _HALF
    return np.asarray(counts / counts.sum())
