"""Values of many small groups drawn towards their common one as far as they are uncertain.

Empirical Bayes: how much groups truly differ is told by all of them together, so that few rows
make nobody the best or the worst (Morris 1983; for shares the beta-binomial of Kleinman 1973).
"""

from typing import NamedTuple

import numpy as np
from scipy import stats

from metrics.statistics.intervals import Numbers, Z, wilson


class Shrunk(NamedTuple):
    """The value of each group with its ends; `spread` is the deviation between groups in truth."""

    value: Numbers
    low: Numbers
    high: Numbers
    whole: float
    spread: float
    p: float
    """How often groups that are all alike would differ as much as these do."""


def shrunk_shares(counts: Numbers, bases: Numbers) -> Shrunk:
    """Shares of each group, as counts out of bases, by a beta prior made of all of them."""
    total = float(bases.sum())
    whole = float(counts.sum() / total)
    spread_of_one = whole * (1 - whole)
    if spread_of_one == 0:
        low, high = wilson(np.full(len(bases), whole), bases)
        return Shrunk(np.full(len(bases), whole), low, high, whole, 0.0, 1.0)
    between = float(np.sum(bases * (counts / bases - whole) ** 2))
    free = len(bases) - 1
    p = float(stats.chi2.sf(between / spread_of_one, free))
    scale = total - float(np.sum(bases**2)) / total - free
    alike = (between - spread_of_one * free) / (spread_of_one * scale)
    if alike <= 0:
        everyone = np.full(len(bases), whole)
        low, high = wilson(everyone, np.full(len(bases), total))
        return Shrunk(everyone, low, high, whole, 0.0, p)
    size = (1 - min(alike, 0.99)) / min(alike, 0.99)
    yes, no = counts + size * whole, bases - counts + size * (1 - whole)
    low, high = stats.beta.ppf(0.025, yes, no), stats.beta.ppf(0.975, yes, no)
    return Shrunk(yes / (yes + no), low, high, whole, float(np.sqrt(alike * spread_of_one)), p)


def shrunk_means(means: Numbers, variances: Numbers) -> Shrunk:
    """Means of each group, whose variances are of the mean (DerSimonian & Laird 1986)."""
    weights = 1 / variances
    fixed = float(weights @ means / weights.sum())
    q = float(weights @ (means - fixed) ** 2)
    free = len(means) - 1
    p = float(stats.chi2.sf(q, free))
    scale = float(weights.sum() - weights @ weights / weights.sum())
    between = max((q - free) / scale, 0.0)
    own = 1 / (variances + between)
    whole = float(own @ means / own.sum())
    kept = between / (between + variances)
    value = kept * means + (1 - kept) * whole
    half = Z * np.sqrt(kept * variances + (1 - kept) ** 2 / own.sum())
    return Shrunk(value, value - half, value + half, whole, float(np.sqrt(between)), p)
