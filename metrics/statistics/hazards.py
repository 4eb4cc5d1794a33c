"""What goes with leaving sooner, each thing at equal others: Cox's proportional hazards."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from metrics.refusals import NotComputableError, insist
from metrics.statistics.intervals import Numbers, Z

ENDS_NEEDED = 10
"""Ends per covariate below which coefficients are not to be trusted (Peduzzi et al. 1995)."""


@dataclass(frozen=True)
class Hazards:
    """One row per covariate: coefficient, standard_error, ratio, low, high, p; Efron's ties.

    `ratio` says how many times the risk of leaving is multiplied per unit of the covariate.
    """

    covariates: pd.DataFrame
    log_likelihood: float
    customers: int
    ended: int


def fit(spells: pd.DataFrame, covariates: list[str]) -> Hazards:
    """The model of months and is_ended; TooFewError below ten ends per covariate.

    Covariates must be known when the spell starts: what happens later ("has complained") is
    known only of those who stayed long enough for it.
    """
    ended = int(spells["is_ended"].sum())
    insist(ENDS_NEEDED * len(covariates), ended, "ends")
    values = spells[covariates].to_numpy(float)
    spread = values.std(axis=0)
    if not (spread > 0).all():
        raise NotComputableError("constant", names=[*np.array(covariates)[spread == 0]])
    scaled = (values - values.mean(axis=0)) / spread
    if np.linalg.matrix_rank(scaled) < len(covariates):
        raise NotComputableError("collinear", names=covariates)
    coefficients, covariance, height = _climb(spells, scaled)
    errors = np.sqrt(np.diag(covariance)) / spread
    table = _table(covariates, coefficients / spread, errors)
    return Hazards(table, height, len(spells), ended)


def _table(names: list[str], coefficient: Numbers, error: Numbers) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "covariate": names,
            "coefficient": coefficient,
            "standard_error": error,
            "ratio": np.exp(coefficient),
            "low": np.exp(coefficient - Z * error),
            "high": np.exp(coefficient + Z * error),
            "p": 2 * norm.sf(np.abs(coefficient / error)),
        }
    )


def _climb(spells: pd.DataFrame, values: Numbers) -> tuple[Numbers, Numbers, float]:
    """Newton's steps to the most likely coefficients, halved where they would lead down."""
    order = np.argsort(-spells["months"].to_numpy(float), kind="stable")
    months, has_ended = (spells[name].to_numpy(float)[order] for name in ("months", "is_ended"))
    values = values[order]
    beta: Numbers = np.zeros(values.shape[1])
    height, slope, curvature = _efron(beta, months, has_ended > 0, values)
    for _ in range(50):
        step = np.linalg.solve(curvature, slope)
        if float(slope @ step) < 1e-10:
            return beta, np.asarray(np.linalg.inv(curvature)), height
        next_one = _efron(beta + step, months, has_ended > 0, values)
        while next_one[0] < height and np.abs(step).max() > 1e-12:
            step = step / 2
            next_one = _efron(beta + step, months, has_ended > 0, values)
        beta, (height, slope, curvature) = beta + step, next_one
    raise NotComputableError("no_fit")


def _efron(
    beta: Numbers, months: Numbers, has_ended: Numbers, values: Numbers
) -> tuple[float, Numbers, Numbers]:
    """Log partial likelihood, slope and curvature, for rows from the longest spell down."""
    risk = np.exp(values @ beta)
    first = np.column_stack([risk, risk[:, None] * values])
    pairs = (first[:, 1:, None] * values[:, None, :]).reshape(len(values), -1)
    sums = np.cumsum(np.column_stack([first, pairs]), axis=0)
    ends = np.flatnonzero(np.append(months[1:] != months[:-1], True))
    place = np.searchsorted(-months[ends], -months)
    own = np.column_stack([first, pairs])[has_ended]
    tied = np.zeros((len(ends), own.shape[1]))
    np.add.at(tied, place[has_ended], own)
    ended = np.bincount(place[has_ended], minlength=len(ends))
    # Efron: of d who end together the k-th sees the others' risk gone by k / d.
    which = np.repeat(np.arange(len(ends)), ended)
    k = np.arange(len(which)) - np.repeat(np.cumsum(ended) - ended, ended)
    left = sums[ends][which] - (k / ended[which])[:, None] * tied[which]
    mean = left[:, 1 : 1 + len(beta)] / left[:, :1]
    squares = (left[:, 1 + len(beta) :] / left[:, :1]).sum(axis=0).reshape(len(beta), -1)
    height = float((values[has_ended] @ beta).sum() - np.log(left[:, 0]).sum())
    return height, values[has_ended].sum(axis=0) - mean.sum(axis=0), squares - mean.T @ mean
