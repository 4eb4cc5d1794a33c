"""Whether groups of customers stay equally long, or differ by more than chance (Mantel 1966)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import chi2 as chi_square

from metrics.refusals import insist
from metrics.statistics.intervals import Numbers


@dataclass(frozen=True)
class LogRank:
    """The test's statistic, its degrees of freedom and how likely chance alone exceeds it."""

    chi2: float
    df: int
    p: float


def log_rank(spells: pd.DataFrame, group: str) -> LogRank:
    """The log-rank test of months and is_ended between the values of `group`, null being one.

    TooFewError where there is nothing to compare.
    """
    codes, values = pd.factorize(spells[group], use_na_sentinel=False)
    insist(2, len(values), "segments")
    ended, at_risk = _tables(spells, codes, len(values))
    gone, there = ended.sum(axis=1), at_risk.sum(axis=1)
    # One cell holds the group's share of those at risk at one time.
    share = at_risk / there[:, None]
    excess = (ended - gone[:, None] * share).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        tied = np.where(there > 1, gone * (there - gone) / (there - 1), 0.0)
    covariance = np.diag(tied @ share) - (share * tied[:, None]).T @ share
    # The excesses sum to 0, so one direction carries nothing; rounding must not make it count.
    inverse = np.linalg.pinv(covariance, rcond=1e-10, hermitian=True)
    statistic = float(excess @ inverse @ excess)
    df = max(int((at_risk.sum(axis=0) > 0).sum()) - 1, 0)
    return LogRank(statistic, df, float(chi_square.sf(statistic, df)) if df else 1.0)


def _tables(spells: pd.DataFrame, codes: Numbers, groups: int) -> tuple[Numbers, Numbers]:
    """How many of each group ended, and were at risk, at each time at which somebody ended."""
    time, place = np.unique(spells["months"].to_numpy(float), return_inverse=True)
    has_ended = spells["is_ended"].to_numpy(float)
    cell, cells = place * groups + codes, len(time) * groups
    leaving = np.bincount(cell, minlength=cells).reshape(-1, groups)
    ended = np.bincount(cell, has_ended, minlength=cells).reshape(-1, groups)
    at_risk = np.cumsum(leaving[::-1], axis=0)[::-1].astype(float)
    happened = ended.sum(axis=1) > 0
    return ended[happened], at_risk[happened]
