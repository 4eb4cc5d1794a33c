"""Values of many small groups drawn towards their common one as far as they are uncertain.

Empirical Bayes: how much groups truly differ is told by all of them together, so that few rows
make nobody the best or the worst (Morris 1983; for shares the beta-binomial of Kleinman 1973).
To take the spread that fits best for known would make the ends too short, most of all among few
groups: they are drawn over every spread there may be, each as likely beforehand (Gelman 2006).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from metrics.statistics.intervals import Interval, Numbers, between, wilson

DRAWS = 2000
SPREADS = 80
_NONE = 1e-9


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
    apart = float(np.sum(bases * (counts / bases - whole) ** 2))
    free = len(bases) - 1
    p = float(stats.chi2.sf(apart / spread_of_one, free))
    scale = total - float(np.sum(bases**2)) / total - free
    alike = min((apart - spread_of_one * free) / (spread_of_one * scale), 0.99)
    ends = _ends_of_shares(counts, bases, whole)
    if alike <= 0:
        return _told(np.full(len(bases), whole), ends, whole, 0.0, p)
    size = (1 - alike) / alike
    value = (counts + size * whole) / (bases + size)
    return _told(value, ends, whole, float(np.sqrt(alike * spread_of_one)), p)


def shrunk_means(means: Numbers, variances: Numbers) -> Shrunk:
    """Means of each group, whose variances are of the mean (DerSimonian & Laird 1986)."""
    weights = 1 / variances
    fixed = float(weights @ means / weights.sum())
    q = float(weights @ (means - fixed) ** 2)
    free = len(means) - 1
    p = float(stats.chi2.sf(q, free))
    scale = float(weights.sum() - weights @ weights / weights.sum())
    apart = max((q - free) / scale, 0.0)
    own = 1 / (variances + apart)
    whole = float(own @ means / own.sum())
    kept = apart / (apart + variances)
    value = kept * means + (1 - kept) * whole
    return _told(value, _ends_of_means(means, variances), whole, float(np.sqrt(apart)), p)


def _told(value: Numbers, ends: Interval, whole: float, spread: float, p: float) -> Shrunk:
    # What fits best lies between ends that were drawn, but for the luck of the draw.
    return Shrunk(
        value, np.minimum(ends.low, value), np.maximum(ends.high, value), whole, spread, p
    )


def _ends_of_shares(counts: Numbers, bases: Numbers, whole: float) -> Interval:
    chance, most = np.random.default_rng(0), np.sqrt(whole * (1 - whole))
    usual = most / np.sqrt(bases.mean())
    tried = np.linspace(0, min(_furthest(counts / bases, usual), 0.95 * most), SPREADS)
    alike = np.maximum((tried / most) ** 2, _NONE)[:, None]
    size = (1 - alike) / alike
    fit = stats.betabinom.logpmf(counts, bases, size * whole, size * (1 - whole)).sum(axis=1)
    drawn = size[_drawn(fit, chance)]
    # The whole is known from as many as are left when those of one group are alike.
    told = bases.sum() / (1 + (bases.mean() - 1) / (1 + drawn))
    mean = chance.beta(told * whole + 0.5, told * (1 - whole) + 0.5)
    yes, no = counts + drawn * mean, bases - counts + drawn * (1 - mean)
    return between(chance.beta(yes, no))


def _ends_of_means(means: Numbers, variances: Numbers) -> Interval:
    chance, own = np.random.default_rng(0), np.maximum(variances, _NONE)
    usual = float(np.sqrt(own.mean()))
    tried = np.linspace(0, _furthest(means, usual), SPREADS)[:, None] ** 2
    weight = 1 / (own + tried)
    total = weight.sum(axis=1)
    whole = (weight * means).sum(axis=1) / total
    away = (weight * (means - whole[:, None]) ** 2).sum(axis=1)
    place = _drawn((np.log(weight).sum(axis=1) - np.log(total) - away) / 2, chance)
    mean = chance.normal(whole[place], total[place] ** -0.5)[:, None]
    kept = tried[place] / (tried[place] + own)
    return between(chance.normal(kept * means + (1 - kept) * mean, np.sqrt(kept * own)))


def _furthest(values: Numbers, usual: float) -> float:
    """A spread between groups that is beyond all that may be: `usual` is what one alone has."""
    return max(4 * float(values.std(ddof=1)), 2 * usual)


def _drawn(fit: Numbers, chance: np.random.Generator) -> NDArray[np.intp]:
    """Places among the spreads tried, drawn by how well each fits."""
    likely = np.exp(fit - fit.max())
    return chance.choice(len(fit), DRAWS, p=likely / likely.sum())
