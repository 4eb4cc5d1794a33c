"""How far two things of the same customers rise together, by their ranks."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from metrics.statistics.intervals import Z

FEWEST = 4


class RankCorrelation(NamedTuple):
    """Spearman's coefficient and its 95 % interval; nan where there is nothing to compare."""

    value: float
    low: float
    high: float


def rank_correlation(one: pd.Series, other: pd.Series) -> RankCorrelation:
    """The correlation of ranks with its interval (Bonett & Wright 2000)."""
    if min(one.nunique(), other.nunique()) < 2 or len(one) < FEWEST:
        return RankCorrelation(*(float("nan"),) * 3)
    found = float(stats.spearmanr(one, other).statistic)
    half = Z * ((1 + found**2 / 2) / (len(one) - 3)) ** 0.5
    middle = np.arctanh(found)
    return RankCorrelation(found, float(np.tanh(middle - half)), float(np.tanh(middle + half)))
