"""Which experiences go with satisfaction most: each driver's share of what all explain together.

The share of LMG averages what a driver adds over every order in which the drivers can come
(Lindeman, Merenda & Gold 1980; Grömping 2006, Journal of Statistical Software 17(1)); Johnson's
relative weights (2000) come close to it at once. Neither says what would change what.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.intervals import Numbers
from metrics.refusals import NotComputableError, insist

ANSWERS_NEEDED = 200
ANSWERS_PER_DRIVER = 15
MOST_DRIVERS = 12
INFLATED = 10.0
"""A driver that the others foretell so well (variance inflation) cannot be told from them."""

_NOTHING_LEFT = 1e-10


@dataclass(frozen=True)
class Drivers:
    """One row per driver, the strongest first, and how much all of them explain.

    `table` holds driver, importance (LMG; they sum to r_squared), share with low and high, rank
    with rank_low and rank_high (ranks that overlap cannot be told apart), relative_weight
    (Johnson), correlation, coefficient (standardised) and is_inflated.
    """

    table: pd.DataFrame
    r_squared: float
    base: int
    left_out: int


def drivers(answers: pd.DataFrame, outcome: str, names: list[str], draws: int = 500) -> Drivers:
    """The drivers of an outcome, from one row per customer; incomplete rows are left out.

    TooFewError below 200 complete rows or 15 per driver.
    """
    if not 1 <= len(names) <= MOST_DRIVERS:
        raise NotComputableError("driver_count", most=MOST_DRIVERS, have=len(names))
    complete = answers[[*names, outcome]].dropna()
    insist(max(ANSWERS_NEEDED, ANSWERS_PER_DRIVER * len(names)), len(complete), "answers")
    values = complete.to_numpy(float)
    still = values.std(axis=0) == 0
    if still.any():
        raise NotComputableError("constant", names=[*complete.columns[still]])
    correlations = np.corrcoef(values.T)
    table = _table(names, correlations, _resampled(values, draws))
    total = float(table["importance"].sum())
    return Drivers(table, total, len(complete), len(answers) - len(complete))


def lmg(correlations: Numbers) -> Numbers:
    """LMG's importance of each driver; the matrix' last row is the outcome's.

    Takes one matrix or a stack of them: all 2^p regressions of each at once.
    """
    explained = 1 - _unexplained(correlations)
    count = correlations.shape[-1] - 1
    subsets = np.arange(2**count)
    size = np.array([int(subset).bit_count() for subset in subsets])
    importance = []
    for driver in range(count):
        without = subsets[subsets & (1 << driver) == 0]
        # Of all orders, how many begin with just this subset and go on with this driver.
        weight = 1 / (count * np.array([math.comb(count - 1, k) for k in size[without]]))
        added = explained[..., without | (1 << driver)] - explained[..., without]
        importance.append(added @ weight)
    return np.stack(importance, axis=-1)


def relative_weights(correlations: Numbers) -> Numbers:
    """Johnson's relative weight of each driver; the matrix' last row is the outcome's."""
    among, with_outcome = correlations[:-1, :-1], correlations[:-1, -1]
    height, direction = np.linalg.eigh(among)
    root = (direction * np.sqrt(np.maximum(height, 0))) @ direction.T
    own = np.linalg.pinv(root, hermitian=True) @ with_outcome
    return np.asarray(root**2 @ own**2)


def _unexplained(correlations: Numbers) -> Numbers:
    """What every subset of drivers leaves of the outcome's variance; a bit per driver."""
    # One matrix per subset of the drivers seen so far: what is left of those to come.
    left = correlations[..., None, :, :]
    for _ in range(correlations.shape[-1] - 1):
        pivot, column, rest = left[..., :1, :1], left[..., 1:, :1], left[..., 1:, 1:]
        known = np.divide(column, pivot, out=np.zeros_like(column), where=pivot > _NOTHING_LEFT)
        left = np.concatenate([rest, rest - known * np.swapaxes(column, -1, -2)], axis=-3)
    return left[..., 0, 0]


def _resampled(values: Numbers, draws: int) -> Numbers:
    """The correlations among customers drawn anew with replacement, once per draw."""
    chance = np.random.default_rng(0)
    rows = len(values)
    found = []
    for _ in range(draws):
        times = np.bincount(chance.integers(0, rows, rows), minlength=rows)
        centred = values - np.average(values, axis=0, weights=times)
        covariance = (centred * times[:, None]).T @ centred
        spread = np.sqrt(np.maximum(np.diag(covariance), np.finfo(float).tiny))
        found.append(covariance / np.outer(spread, spread))
    return np.array(found)


def _table(names: list[str], correlations: Numbers, resampled: Numbers) -> pd.DataFrame:
    importance, again = lmg(correlations), lmg(resampled)
    shares = again / np.maximum(again.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    ranks = 1 + np.argsort(np.argsort(-again, axis=1), axis=1)
    ends = [0.025, 0.975]
    low, high = np.quantile(shares, ends, axis=0)
    first, last = np.quantile(ranks, ends, axis=0, method="inverted_cdf")
    among, with_outcome = correlations[:-1, :-1], correlations[:-1, -1]
    # A trace on the diagonal, so that drivers which are one and the same have an inverse too.
    inverse = np.linalg.inv(among + _NOTHING_LEFT * np.eye(len(names)))
    table = pd.DataFrame(
        {
            "driver": names,
            "importance": importance,
            "share": importance / max(float(importance.sum()), np.finfo(float).tiny),
            "low": low,
            "high": high,
            "rank": 1 + np.argsort(np.argsort(-importance)),
            "rank_low": first.astype(int),
            "rank_high": last.astype(int),
            "relative_weight": relative_weights(correlations),
            "correlation": with_outcome,
            "coefficient": inverse @ with_outcome,
            "is_inflated": np.diag(inverse) > INFLATED,
        }
    )
    return table.sort_values("rank", ignore_index=True)
