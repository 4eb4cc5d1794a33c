"""What a bad mark of each part costs satisfaction, and what a very good one gains.

A part that only costs is taken for granted, one that only gains is a delight: penalty–reward
contrast (Brandt 1987), one regression on a low and a high mark of every part.
"""

import numpy as np
import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.satisfaction.experiences import Experiences
from metrics.statistics.least_squares import fitted

LOW, HIGH = 40.0, 80.0
"""Of 100: the lower two fifths of a scale, and its top fifth."""
NEEDED = 200
PER_TERM = 15
FEWEST = 30
"""So many low, and so many high, marks of a part it takes to tell what they do."""


def penalty_reward(told: Experiences) -> pd.DataFrame:
    """One row per part: part, penalty, reward and contrast (reward less the size of the penalty),
    in points of the outcome's 100, each with its ends; low_count, high_count, base; role.

    `role` is "basic", "performance", "excitement" or "undetermined". TooFewError below 200
    complete rows or 15 per term.
    """
    complete = told.ratings.assign(**{"\0": told.outcome}).dropna()
    names = list(told.ratings.columns)
    insist(max(NEEDED, 2 * PER_TERM * len(names)), len(complete), "answers")
    marks, outcome = complete[names].to_numpy(float), complete["\0"].to_numpy(float)
    low, high = marks <= LOW, marks >= HIGH
    is_told = (low.sum(axis=0) >= FEWEST) & (high.sum(axis=0) >= FEWEST)
    if not is_told.any():
        raise NotComputableError("no_contrast", fewest=FEWEST)
    terms = np.column_stack([np.ones(len(marks)), low[:, is_told], high[:, is_told]]).astype(float)
    fit = fitted(terms, outcome)
    count = int(is_told.sum())
    each = np.hstack([np.zeros((count, 1)), np.eye(count), np.zeros((count, count))])
    other = np.hstack([np.zeros((count, 1)), np.zeros((count, count)), np.eye(count)])
    rows: dict[str, object] = {"part": [n for n, t in zip(names, is_told, strict=True) if t]}
    for name, line in (("penalty", each), ("reward", other), ("contrast", each + other)):
        value, below, above = fit.along(line)
        rows |= {name: value, f"{name}_low": below, f"{name}_high": above}
    counts = {"low_count": low.sum(axis=0)[is_told], "high_count": high.sum(axis=0)[is_told]}
    table = pd.DataFrame({**rows, **counts, "base": len(complete)})
    return table.assign(role=[_role(row) for _, row in table.iterrows()])


def _role(row: pd.Series) -> str:
    costs, gains = row["penalty_high"] < 0, row["reward_low"] > 0
    if costs and row["contrast_high"] < 0:
        return "basic"
    if gains and row["contrast_low"] > 0:
        return "excitement"
    return "performance" if costs and gains else "undetermined"
