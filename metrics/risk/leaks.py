"""Columns that know the answer: written after the customer left, or made from it."""

import numpy as np
import pandas as pd

from metrics.statistics.forecast_quality import auc_with_variance
from metrics.statistics.intervals import Numbers

TOO_GOOD = 0.9
"""Alone, an honest column of a customer file ranks leavers with an AUC of .6 to .8; contract, the
strongest of IBM's Telco file, has .74."""
MOST_VALUES = 30


def leaking(found: pd.DataFrame, lost: pd.Series) -> pd.DataFrame:
    """One row per column that tells leavers from stayers too well alone: column and its auc."""
    y = lost.reindex(found.index).to_numpy(bool)
    rows = [(str(name), _alone(found[name], y)) for name in found]
    told = pd.DataFrame(rows, columns=["column", "auc"])
    return told[told["auc"] >= TOO_GOOD].sort_values("auc", ascending=False, ignore_index=True)


def _alone(values: pd.Series, y: np.ndarray) -> float:
    """The AUC of one column alone: by its size, by its values' shares, or by being filled."""
    filled = values.notna().to_numpy()
    scores = [filled.astype(float)]
    if pd.api.types.is_numeric_dtype(values) and filled.any():
        numbers = values.to_numpy(float)
        scores.append(np.where(filled, numbers, np.nanmedian(numbers)))
    if values.nunique() <= MOST_VALUES:
        scores.append(_shares(values, y))
    areas = [auc_with_variance(y, score)[0] for score in scores]
    return max(max(area, 1 - area) for area in areas)


def _shares(values: pd.Series, y: np.ndarray) -> Numbers:
    """The share of leavers among those with the same value; with few values hardly too hopeful."""
    left = pd.Series(y.astype(float), index=values.index)
    return np.asarray(left.groupby(values.astype(str)).transform("mean"), float)
