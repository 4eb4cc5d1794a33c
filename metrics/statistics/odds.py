"""What goes with an outcome when other things are equal: odds ratios with their 95 % ends."""

import numpy as np
import pandas as pd

from metrics.statistics.intervals import Numbers, Z

ROUNDS = 50
FEWEST_OF_EACH = 5
"""Customers with the outcome and without it, with a flag and without it: fewer carry no ratio."""


def odds_ratios(rows: pd.DataFrame, is_outcome: Numbers, who: pd.Series) -> pd.DataFrame:
    """One row per column of `rows`: ratio, low, high; by logistic regression with an intercept.

    The ends allow for the rows of one customer, `who`, being alike. A column that does not vary is
    left out; a flag with too few customers of either outcome on either side has nan.
    """
    told = rows.loc[:, rows.nunique() > 1]
    # On one scale, or long times that hardly differ send the steps astray.
    scale = told.std(ddof=0).to_numpy(float)
    x = np.column_stack([np.ones(len(told)), (told - told.mean()).to_numpy(float) / scale])
    weights, inverse = _fitted(x, is_outcome)
    residual = is_outcome - _chance(x @ weights)
    scores = pd.DataFrame(x * residual[:, None]).groupby(who.to_numpy()).sum().to_numpy(float)
    spread = np.sqrt(np.diag(inverse @ (scores.T @ scores) @ inverse))
    ends = {"ratio": 0.0, "low": -Z, "high": Z}
    table = {name: np.exp((weights + sign * spread)[1:] / scale) for name, sign in ends.items()}
    thin = [_is_thin(told[name], is_outcome, who) for name in told]
    found = pd.DataFrame({"name": list(told.columns), **table})
    found.loc[thin, list(ends)] = np.nan
    return found


def _is_thin(flag: pd.Series, is_outcome: Numbers, who: pd.Series) -> bool:
    """Whether a flag all but tells the outcome: its ratio would have no end, and a false interval.

    Hosmer, Lemeshow and Sturdivant (2013, 4.4) on complete separation.
    """
    if flag.nunique() > 2:
        return False
    cells = pd.Series(who.to_numpy()).groupby([flag.to_numpy(), is_outcome]).nunique()
    return len(cells) < 4 or bool(cells.min() < FEWEST_OF_EACH)


def _fitted(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """The weights by Newton's steps, and the inverse of the information at them."""
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        chance = _chance(x @ weights)
        # Columns that say the same, or tell the outcome exactly, have no inverse of their own.
        information = (x.T * (chance * (1 - chance))) @ x
        inverse = np.linalg.pinv(information, rcond=1e-10, hermitian=True)
        step = inverse @ (x.T @ (y - chance))
        weights += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    return weights, np.asarray(inverse, float)


def _chance(score: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))))
