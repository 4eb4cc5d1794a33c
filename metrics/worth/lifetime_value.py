"""What each customer will still bring in: purchases to come, times their value, times margin."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from metrics.buying.bg_nbd import BgNbd
from metrics.buying.gamma_gamma import GammaGamma
from metrics.buying.pareto_nbd import ParetoNbd
from metrics.buying.purchases import for_each_history
from metrics.statistics.intervals import Numbers, between

STEP, COARSE_STEP = 13.0, 52.0
"""Weeks discounted together: finer steps change no value by a thousandth; an interval, in which
models are held against each other, is content with years.
"""

DRAWS = 200
SAMPLE = 300
"""So many customers, drawn in the measure of their value, tell how a sum moves with the model."""

Measure = Callable[[pd.DataFrame], Numbers]
"""From histories to what each is worth."""


def discount_rate(yearly: float, periods: int = 52) -> float:
    """The continuous rate per period that amounts to `yearly` a year; 15 % is .0027 a week."""
    return math.log1p(yearly) / periods


def remaining_value(
    history: pd.DataFrame,
    buying: ParetoNbd,
    spending: GammaGamma,
    margin_share: float,
    rate: float,
) -> Numbers:
    """The discounted margin of each customer's purchases to come; past ones do not count."""
    to_come = for_each_history(history, lambda rows: buying.discounted_purchases(rows, rate))
    return margin_share * spending.expected_value(history) * to_come


def value_within(
    history: pd.DataFrame,
    buying: BgNbd | ParetoNbd,
    spending: GammaGamma,
    margin_share: float,
    rate: float,
    horizon: float,
    step: float = STEP,
) -> Numbers:
    """The discounted margin of each customer's purchases within the horizon, each `step` of it
    discounted as one, at its middle.
    """

    def purchases(rows: pd.DataFrame) -> Numbers:
        return _discounted(rows, buying, rate, horizon, step)

    return margin_share * spending.expected_value(history) * for_each_history(history, purchases)


def sum_with_interval(
    history: pd.DataFrame,
    values: Numbers,
    measure: Measure,
    others: Sequence[Measure],
) -> tuple[float, float, float]:
    """All values together, low and high: what other models that fit the data as well would say.

    `others` are held against `measure`, the model that was fitted. The interval is of the
    expectation; how far such a model was off before is not in it.
    """
    total = float(values.sum())
    if total <= 0 or not others:
        return total, math.nan, math.nan
    order = np.lexsort([*history[["recency", "age", "frequency"]].to_numpy(float).T, values])
    # One customer for each equal part of the money: where the money is, the interval is made.
    marks = (np.arange(SAMPLE) + 0.5) / SAMPLE * total
    places = order[np.searchsorted(np.cumsum(values[order]), marks).clip(max=len(order) - 1)]
    rows = history.iloc[places]
    own = measure(rows)
    ratios = [float(np.mean(other(rows) / own)) for other in others]
    low, high = between(ratios)
    return total, total * float(low), total * float(high)


def _discounted(
    rows: pd.DataFrame, buying: BgNbd | ParetoNbd, rate: float, end: float, step: float
) -> Numbers:
    steps = max(round(end / step), 1)
    marks = np.linspace(0, end, steps + 1)
    reached = [np.zeros(len(rows)), *(buying.expected_purchases(rows, t) for t in marks[1:])]
    middles = (marks[:-1] + marks[1:]) / 2
    return np.asarray(np.exp(-rate * middles) @ np.diff(np.array(reached), axis=0))
