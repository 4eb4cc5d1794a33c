"""Where a likelihood is highest, and how sharply it falls off there."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize

from metrics.refusals import NotComputableError
from metrics.statistics.intervals import Numbers, Z

Slope = Callable[[Numbers], tuple[float, Numbers]]
"""From positive parameters to the log-likelihood and its derivative by each parameter."""

WIDEST = 10.0
"""Parameters are looked for between e⁻¹⁰ and e¹⁰: beyond, nothing seen would change any more."""

Intervals = dict[str, tuple[float, float]]


class Peak(NamedTuple):
    """The most likely parameters, their 95 % interval, the log-likelihood there, and how the
    logarithms of the parameters vary together (nan where the top is a ridge).
    """

    parameters: Numbers
    low: Numbers
    high: Numbers
    log_likelihood: float
    covariance: Numbers

    def scaled_by(self, factors: Numbers) -> "Peak":
        """The same peak with its parameters in other units."""
        ends = (self.parameters * factors, self.low * factors, self.high * factors)
        return self._replace(parameters=ends[0], low=ends[1], high=ends[2])

    def intervals(self, *names: str) -> Intervals:
        """Low and high by parameter's name."""
        ends = zip(self.low.tolist(), self.high.tolist(), strict=True)
        return dict(zip(names, ends, strict=True))


def peak(slope: Slope, start: Numbers, customers: float) -> Peak:
    """Climb from `start`, in logarithms, so that parameters stay positive and steps alike.

    The interval comes from the curvature at the top; it is nan where the top is a ridge.
    """

    def descent(logs: Numbers) -> tuple[float, Numbers]:
        parameters = np.exp(logs)
        height, by_parameter = slope(parameters)
        return -height / customers, -by_parameter * parameters / customers

    found = minimize(
        descent,
        np.log(start),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-WIDEST, WIDEST)] * len(start),
        options={"ftol": 1e-13, "gtol": 1e-8, "maxiter": 300, "maxcor": 20},
    )
    if not np.isfinite(found.fun):
        raise NotComputableError("no_fit")
    covariance = _covariance(lambda logs: descent(logs)[1], found.x, customers)
    half = Z * np.sqrt(np.diag(covariance))
    ends = np.exp(found.x), np.exp(found.x - half), np.exp(found.x + half)
    return Peak(*ends, -float(found.fun) * customers, covariance)


def drawn(parameters: ArrayLike, covariance: Numbers | None, count: int, seed: int = 1) -> Numbers:
    """So many other parameters that the data could as well have led to, one set a row.

    Estimates scatter, in logarithms, as normally as their curvature says: the parametric
    bootstrap without fitting each sample anew. Those on a ridge, which hardly matter, stay where
    they are; NotComputableError where all are.
    """
    middle = np.log(np.asarray(parameters, float))
    known = np.diag(covariance) > 0 if covariance is not None else np.zeros(len(middle), bool)
    if covariance is None or not known.any():
        raise NotComputableError("no_interval")
    chance = np.random.default_rng(seed)
    block = covariance[np.ix_(known, known)]
    found = np.tile(middle, (count, 1))
    found[:, known] = chance.multivariate_normal(middle[known], block, count, method="eigh")
    return np.asarray(np.exp(found))


def with_differences(height: Callable[[Numbers], float], step: float = 1e-5) -> Slope:
    """A slope for a likelihood whose derivatives have no closed form: central differences."""

    def slope(parameters: Numbers) -> tuple[float, Numbers]:
        by_parameter = np.empty_like(parameters)
        for place, width in enumerate(parameters * step):
            aside = np.zeros_like(parameters)
            aside[place] = width
            rise = height(parameters + aside) - height(parameters - aside)
            by_parameter[place] = rise / (2 * width)
        return height(parameters), by_parameter

    return slope


def _covariance(
    gradient: Callable[[Numbers], Numbers], top: Numbers, customers: float, step: float = 1e-3
) -> Numbers:
    sides = [(gradient(top + h) - gradient(top - h)) / (2 * step) for h in step * np.eye(len(top))]
    curvature = np.array(sides)
    try:
        covariance = np.linalg.inv((curvature + curvature.T) / 2 * customers)
    except np.linalg.LinAlgError:
        return np.full_like(curvature, np.nan)
    variance = np.diag(covariance)
    is_peaked = (variance > 0) & (variance < WIDEST**2 / Z**2)
    return np.where(is_peaked[:, None] & is_peaked, covariance, np.nan)
