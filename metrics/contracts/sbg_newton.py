"""The most likely shifted-beta-geometric models of very many cohorts at once."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, polygamma

from metrics.statistics.intervals import Numbers
from metrics.statistics.likelihood import WIDEST

ROUNDS = 30
_WIDEST_STEP = 1.0


def climbed(there: Numbers, start: tuple[float, float]) -> Numbers:
    """Alpha and beta of each cohort, one a row of `there`, its survivors; by Newton's steps.

    nan where the steps, taken in logarithms, do not come to a top within the bounds of a fit: where
    customers are so alike that the likelihood is a ridge, or nearly one.
    """
    logs = np.tile(np.log(start), (len(there), 1))
    for _ in range(ROUNDS):
        slope, curvature = _slope_and_curvature(np.exp(logs), there)
        step = _solved(curvature, slope)
        logs = logs - np.clip(step, -_WIDEST_STEP, _WIDEST_STEP)
        if np.nanmax(np.abs(step), initial=0.0) < 1e-10:
            break
    is_top = (np.abs(step) < 1e-8).all(axis=1) & _is_top(curvature)
    is_top &= (np.abs(logs) < WIDEST).all(axis=1)
    return np.where(is_top[:, None], np.exp(logs), np.nan)


def _solved(curvature: Numbers, slope: Numbers) -> Numbers:
    """Newton's step of each cohort; uphill by the slope alone where the likelihood is no hill."""
    (aa, ab), (_, bb) = np.moveaxis(curvature, 0, -1)
    size = aa * bb - ab**2
    with np.errstate(all="ignore"):
        step = np.stack([bb * slope[:, 0] - ab * slope[:, 1], aa * slope[:, 1] - ab * slope[:, 0]])
        step = (step / size).T
    return np.where(_is_top(curvature)[:, None], step, -np.sign(slope) * 0.5)


def _is_top(curvature: Numbers) -> NDArray[np.bool_]:
    (aa, ab), (_, bb) = np.moveaxis(curvature, 0, -1)
    return np.asarray((aa < 0) & (aa * bb > ab**2))


def _slope_and_curvature(parameters: Numbers, there: Numbers) -> tuple[Numbers, Numbers]:
    """Derivatives of the log-likelihood by the logarithms of alpha and beta."""
    first, second = _by_psi(parameters, there, 0), _by_psi(parameters, there, 1)
    slope = parameters * np.stack([first[0] + first[2], first[1] + first[2]], axis=1)
    both = parameters.prod(axis=1) * second[2]
    own = [parameters[:, k] ** 2 * (second[k] + second[2]) + slope[:, k] for k in (0, 1)]
    return slope, np.stack([np.stack([own[0], both], 1), np.stack([both, own[1]], 1)], axis=1)


def _by_psi(parameters: Numbers, there: Numbers, order: int) -> tuple[Numbers, Numbers, Numbers]:
    """What alpha, beta and their sum each add to a derivative: ψ or ψ′ of the gamma functions."""
    psi = digamma if order == 0 else lambda x: polygamma(1, x)
    alpha, beta = parameters[:, :1], parameters[:, 1:]
    left, staying, everyone = -np.diff(there), there[:, -1], there[:, 0]
    renewal = np.arange(1, there.shape[1])
    a = left.sum(axis=1) * psi(alpha + 1)[:, 0] + (staying - everyone) * psi(alpha)[:, 0]
    b = (left * psi(beta + renewal - 1)).sum(axis=1) + staying * psi(beta + renewal[-1])[:, 0]
    b -= everyone * psi(beta)[:, 0]
    total = alpha + beta
    both = everyone * psi(total)[:, 0] - (left * psi(total + renewal)).sum(axis=1)
    return a, b, both - staying * psi(total + renewal[-1])[:, 0]
