"""What means and correlations would have been among other customers of the same kind."""

from typing import NamedTuple

import numpy as np

from metrics.statistics.intervals import Numbers

GROUPS = 1000
"""With more customers than this, random groups of them are drawn anew instead of single ones."""


class Moments(NamedTuple):
    """`means` of every column and the `correlations` among them; one of each per draw."""

    means: Numbers
    correlations: Numbers


def drawn_anew(values: Numbers, draws: int) -> Moments:
    """The moments of customers, one per row, drawn with replacement, once per draw.

    Groups chosen by lot differ from one another just as their customers do, so a draw of a
    thousand groups spreads as one of all customers, and costs no more for a million of them.
    """
    chance = np.random.default_rng(0)
    rows = len(values)
    count = min(rows, GROUPS)
    middle = values.mean(axis=0)
    # A column of ones, so that the sums of products hold the counts and the sums as well.
    centred = np.column_stack([np.ones(rows), values - middle])[chance.permutation(rows)]
    sums = np.array([group.T @ group for group in np.array_split(centred, count)])
    times = chance.multinomial(count, np.full(count, 1 / count), size=draws).astype(float)
    totals = np.tensordot(times, sums, axes=1)
    totals /= totals[:, :1, :1]
    shift = totals[:, 0, 1:]
    covariance = totals[:, 1:, 1:] - shift[:, :, None] * shift[:, None, :]
    spread = np.sqrt(np.maximum(np.diagonal(covariance, axis1=1, axis2=2), np.finfo(float).tiny))
    return Moments(middle + shift, covariance / (spread[:, :, None] * spread[:, None, :]))
