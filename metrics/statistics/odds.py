"""What goes with an outcome when other things are equal: odds ratios with their 95 % ends."""

import numpy as np
import pandas as pd

from metrics.statistics.intervals import Numbers, Z

ROUNDS = 50


def odds_ratios(rows: pd.DataFrame, is_outcome: Numbers, who: pd.Series) -> pd.DataFrame:
    """One row per column of `rows`: ratio, low, high; by logistic regression with an intercept.

    The ends allow for the rows of one customer, `who`, being alike. A column that does not vary is
    left out.
    """
    told = rows.loc[:, rows.nunique() > 1]
    x = np.column_stack([np.ones(len(told)), told.to_numpy(float)])
    weights, inverse = _fitted(x, is_outcome)
    residual = is_outcome - _chance(x @ weights)
    scores = pd.DataFrame(x * residual[:, None]).groupby(who.to_numpy()).sum().to_numpy(float)
    spread = np.sqrt(np.diag(inverse @ (scores.T @ scores) @ inverse))
    ends = {"ratio": 0.0, "low": -Z, "high": Z}
    table = {name: np.exp(weights + sign * spread)[1:] for name, sign in ends.items()}
    return pd.DataFrame({"name": list(told.columns), **table})


def _fitted(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """The weights by Newton's steps, and the inverse of the information at them."""
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        chance = _chance(x @ weights)
        # A grain keeps the step finite where a column tells the outcome exactly.
        information = (x.T * (chance * (1 - chance))) @ x + 1e-9 * np.eye(x.shape[1])
        step = np.linalg.solve(information, x.T @ (y - chance))
        weights += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    return weights, np.asarray(np.linalg.inv(information), float)


def _chance(score: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))))
