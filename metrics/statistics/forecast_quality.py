"""How good a forecast of yes or no was: does it rank, is it calibrated, is it worth acting on."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd
from scipy import special, stats

from metrics.statistics.intervals import Numbers, Z, wilson

BINS = 10
COIN = 0.5
"""The AUC of a coin."""


@dataclass(frozen=True)
class Quality:
    """`auc` with its 95 % interval, Brier score and skill, and the lift of the top tenth.

    `skill` is how much of the Brier score of always saying the base rate is saved.
    """

    auc: float
    auc_low: float
    auc_high: float
    brier: float
    skill: float
    top_decile_lift: float
    base_rate: float
    customers: int
    events: int

    @property
    def is_guess(self) -> bool:
        """Whether the ranking may be no better than a coin's; one customer alone tells nothing."""
        return not self.auc_low > COIN


def quality(happened: Numbers, chance: Numbers) -> Quality:
    """The quality of chances held against what happened, 1 or 0."""
    y, p = np.asarray(happened, float), np.asarray(chance, float)
    area, low, high = auc_interval(y, p)
    base = float(y.mean())
    brier = float(np.mean((p - y) ** 2))
    return Quality(
        auc=area,
        auc_low=low,
        auc_high=high,
        brier=brier,
        skill=1 - brier / (base * (1 - base)),
        top_decile_lift=lift(y, p, 0.1),
        base_rate=base,
        customers=len(y),
        events=int(y.sum()),
    )


def auc_with_variance(happened: Numbers, score: Numbers) -> tuple[float, float]:
    """The area under the ROC curve and its variance (DeLong, DeLong & Clarke-Pearson 1988)."""
    above, below = _components(np.asarray(happened, bool), np.asarray(score, float))
    return float(above.mean()), _variance(above) + _variance(below)


def auc_interval(happened: Numbers, score: Numbers) -> tuple[float, float, float]:
    """The area under the ROC curve with the 95 % t interval of its logit, within 0 and 1; the fewer
    of those who left and who stayed tell the spread.

    Where all who left stand above all who stayed nothing varies: then it is as sure as a share of
    as many as there are of the fewer.
    """
    y = np.asarray(happened, bool)
    fewer = min(y.sum(), (~y).sum())
    area, variance = auc_with_variance(y, score)
    if variance == 0:
        low, high = wilson(area, fewer)
        return area, float(low), float(high)
    half = stats.t.ppf(0.975, fewer - 1) * sqrt(variance) / (area * (1 - area))
    low, high = special.expit(special.logit(area) + np.array([-half, half]))
    return area, float(low), float(high)


def auc_difference(happened: Numbers, one: Numbers, other: Numbers) -> tuple[float, float, float]:
    """By how much one score ranks better than another on the same customers, with its interval."""
    y = np.asarray(happened, bool)
    one_above, one_below = _components(y, np.asarray(one, float))
    two_above, two_below = _components(y, np.asarray(other, float))
    difference = float(one_above.mean() - two_above.mean())
    half = Z * sqrt(_variance(one_above - two_above) + _variance(one_below - two_below))
    return difference, difference - half, difference + half


def calibration(happened: Numbers, chance: Numbers) -> pd.DataFrame:
    """One row per tenth of customers by chance: foretold, happened with interval, customers."""
    rows = pd.DataFrame({"foretold": chance, "happened": np.asarray(happened, float)})
    place = rows["foretold"].rank(method="first", pct=True)
    tenth = np.ceil(place * BINS).astype(int)
    found = rows.groupby(tenth).agg(
        foretold=("foretold", "mean"), happened=("happened", "mean"), customers=("happened", "size")
    )
    low, high = wilson(found["happened"], found["customers"])
    return found.assign(low=low, high=high).rename_axis("tenth").reset_index()


def lift(happened: Numbers, chance: Numbers, share: float) -> float:
    """How much denser those to whom it happened are among the highest chances.

    Of those tied at the cut, each counts in part, so that the order of the rows decides nothing.
    """
    count = max(1, round(share * len(chance)))
    cut = np.sort(chance)[-count]
    above, tied = chance > cut, chance == cut
    found = happened[above].sum() + happened[tied].mean() * (count - above.sum())
    return float(found / count / happened.mean())


def _components(y: np.ndarray, score: Numbers) -> tuple[Numbers, Numbers]:
    """For each who left the share of stayers below, for each who stayed that of leavers above."""
    left, stayed = score[y], score[~y]
    ranks = stats.rankdata(np.concatenate([left, stayed]))
    m, n = len(left), len(stayed)
    above = (ranks[:m] - stats.rankdata(left)) / n
    below = 1 - (ranks[m:] - stats.rankdata(stayed)) / m
    return np.asarray(above), np.asarray(below)


def _variance(values: Numbers) -> float:
    return float(np.var(values, ddof=1) / len(values)) if len(values) > 1 else 0.0
