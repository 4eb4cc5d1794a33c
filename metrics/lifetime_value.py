"""What each customer will still bring in: purchases to come, times their value, times margin."""

import math

import pandas as pd

from metrics.gamma_gamma import GammaGamma
from metrics.intervals import Numbers
from metrics.pareto_nbd import ParetoNbd


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
    to_come = buying.discounted_purchases(history, rate)
    return margin_share * spending.expected_value(history) * to_come
