"""Which experiences go with satisfaction most: each driver's share of what all explain together.

The share of LMG averages what a driver adds over every order in which the drivers can come
(Lindeman, Merenda & Gold 1980; Grömping 2006, Journal of Statistical Software 17(1)); Johnson's
relative weights (2000) come close to it at once. Neither says what would change what. Where a
driver lies between importance and performance: Martilla & James 1977.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.satisfaction.experiences import Experiences
from metrics.statistics.drawn_anew import Moments, drawn_anew
from metrics.statistics.intervals import Numbers, between

ANSWERS_NEEDED = 200
ANSWERS_PER_DRIVER = 15
MOST_EXACT = 14
"""Of more drivers than this there are too many orders; Johnson's weights stand in for LMG."""
MOST_DRIVERS = 40
DRAWS, FEWER_DRAWS, FEW_DRIVERS = 500, 200, 10
"""How often customers are drawn anew: each further driver doubles what a draw costs."""
INFLATED = 10.0
"""A driver that the others foretell so well (variance inflation) cannot be told from them."""

_NOTHING_LEFT = 1e-10
_OUTCOME = "\0"

_PRIORITY = {(1, -1): "focus", (1, 1): "keep", (-1, -1): "watch", (-1, 1): "ease"}


@dataclass(frozen=True)
class Drivers:
    """One row per driver, the strongest first, and how much all of them explain.

    `table` holds driver, importance (they sum to r_squared), share with low and high, rank with
    rank_low and rank_high (ranks that overlap cannot be told apart), performance (its mean mark)
    with performance_low and performance_high, priority ("focus", "keep", "watch", "ease", or
    "undetermined" where another sample might put it elsewhere), relative_weight (Johnson),
    correlation, coefficient (standardised) and is_inflated.
    """

    table: pd.DataFrame
    r_squared: float
    base: int
    left_out: int
    is_exact: bool


def drivers(
    answers: pd.DataFrame, outcome: str, names: list[str], draws: int | None = None
) -> Drivers:
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
    draws = draws or (DRAWS if len(names) <= FEW_DRIVERS else FEWER_DRAWS)
    table = _table(names, values, drawn_anew(values, draws))
    total = float(table["importance"].sum())
    left_out = len(answers) - len(complete)
    return Drivers(table, total, len(complete), left_out, len(names) <= MOST_EXACT)


def drivers_of(told: Experiences) -> Drivers:
    """The drivers among the parts of an experience that customers rated."""
    names = list(told.ratings.columns)
    return drivers(told.ratings.assign(**{_OUTCOME: told.outcome}), _OUTCOME, names)


def lmg(correlations: Numbers) -> Numbers:
    """LMG's importance of each driver; the matrix' last row is the outcome's.

    Takes one matrix or a stack of them: all 2^p regressions of each at once.
    """
    count = correlations.shape[-1] - 1
    is_in = np.arange(2**count)[:, None] >> np.arange(count) & 1
    others = is_in.sum(axis=1, keepdims=True) - is_in
    # Of all orders, how many begin with just these others, the driver coming next.
    orders = np.array([1 / (count * math.comb(count - 1, size)) for size in range(count)])
    weight = np.where(is_in, 1, -1) * orders[np.minimum(others, count - 1)]
    return np.asarray((1 - _unexplained(correlations)) @ weight)


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


def _importance(correlations: Numbers) -> Numbers:
    """The importance of each driver, once per draw; a few draws at a time for the room it takes."""
    if correlations.shape[-1] - 1 <= MOST_EXACT:
        parts = np.array_split(correlations, max(len(correlations) // 20, 1))
        return np.concatenate([lmg(part) for part in parts])
    return np.array([relative_weights(one) for one in correlations])


def _shares(importance: Numbers) -> Numbers:
    whole = np.maximum(importance.sum(axis=-1, keepdims=True), np.finfo(float).tiny)
    return np.asarray(importance / whole)


def _table(names: list[str], values: Numbers, drawn: Moments) -> pd.DataFrame:
    correlations = np.asarray(np.corrcoef(values.T))
    importance = _importance(correlations[None])[0]
    share, shares = _shares(importance), _shares(_importance(drawn.correlations))
    done, again = values[:, :-1].mean(axis=0), drawn.means[:, :-1]
    first, last = np.quantile(_ranks(shares), [0.025, 0.975], axis=0, method="inverted_cdf")
    low, high = between(shares)
    done_low, done_high = between(again)
    among, with_outcome = correlations[:-1, :-1], correlations[:-1, -1]
    # A trace on the diagonal, so that drivers which are one and the same have an inverse too.
    inverse = np.linalg.inv(among + _NOTHING_LEFT * np.eye(len(names)))
    table = pd.DataFrame(
        {
            "driver": names,
            "importance": importance,
            "share": share,
            "low": low,
            "high": high,
            "rank": _ranks(share).astype(int),
            "rank_low": first.astype(int),
            "rank_high": last.astype(int),
            "performance": done,
            "performance_low": done_low,
            "performance_high": done_high,
            "priority": _priorities(_side(share, shares), _side(done, again)),
            "relative_weight": relative_weights(correlations),
            "correlation": with_outcome,
            "coefficient": inverse @ with_outcome,
            "is_inflated": np.diag(inverse) > INFLATED,
        }
    )
    return table.sort_values("rank", ignore_index=True)


def _ranks(shares: Numbers) -> Numbers:
    return np.asarray(1.0 + np.argsort(np.argsort(-shares, axis=-1), axis=-1))


def _side(found: Numbers, again: Numbers) -> Numbers:
    """1 above the mean of all drivers, −1 below it, 0 where another sample may tell otherwise."""
    # The mean moves with the draw: what is held against it is a difference, not two intervals.
    low, high = between(again - again.mean(axis=1, keepdims=True))
    return np.asarray(np.sign(found - found.mean()) * ((low > 0) | (high < 0)))


def _priorities(matters: Numbers, is_done: Numbers) -> list[str]:
    return [_PRIORITY.get((m, d), "undetermined") for m, d in zip(matters, is_done, strict=True)]
