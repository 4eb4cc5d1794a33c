"""What staying is worth and what it takes to measure it: the arithmetic taught in the workshop."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from metrics.refusals import NotComputableError
from metrics.statistics.intervals import Numbers


def margin_multiple(
    retention: float, discount: float, growth: float = 0.0, is_paid_at_once: bool = False
) -> float:
    """How many yearly margins a customer is worth (Gupta & Lehmann 2005).

    The first margin comes at the end of the first year, if the customer stays, or at once;
    margins grow by `growth` a year. Infinite where they grow faster than they are discounted.
    """
    shrinking = 1 + discount - retention * (1 + growth)
    if shrinking <= 0:
        return math.inf
    return (1 + discount if is_paid_at_once else retention) / shrinking


def yearly_churn(monthly: float) -> float:
    """The share lost in a year at a monthly churn; less than twelve times as much."""
    return float(1 - (1 - monthly) ** 12)


@dataclass(frozen=True)
class LeakyBucket:
    """A customer base that loses a share each period and gains a number of new customers."""

    customers: float
    churn: float
    gained: float

    @property
    def balance(self) -> float:
        """Where the base ends up: as many lost as gained."""
        return self.gained / self.churn if self.churn > 0 else math.inf

    @property
    def half_life(self) -> float:
        """After how many periods half of today's customers are gone."""
        if self.churn <= 0:
            return math.inf
        return math.log(0.5) / math.log1p(-self.churn) if self.churn < 1 else 0.0

    def path(self, periods: int) -> Numbers:
        """The base now and after each period."""
        t = np.arange(periods + 1)
        if self.churn <= 0:
            return np.asarray(self.customers + self.gained * t)
        return np.asarray(self.balance + (self.customers - self.balance) * (1 - self.churn) ** t)


def sample_size(base: float, changed: float, power: float = 0.8, level: float = 0.05) -> int:
    """How many customers each of two equal groups needs to show one share change to another."""
    middle = (base + changed) / 2
    by_chance = _quantile(level / 2) * math.sqrt(2 * middle * (1 - middle))
    sought = _quantile(1 - power) * math.sqrt(base * (1 - base) + changed * (1 - changed))
    return _needed(by_chance + sought, changed - base)


def sample_size_with_holdout(
    base: float, changed: float, held_out: float, power: float = 0.8, level: float = 0.05
) -> int:
    """How many customers it takes in all where only a share `held_out` gets no offer."""
    spread = base * (1 - base) / held_out + changed * (1 - changed) / (1 - held_out)
    distance = _quantile(level / 2) + _quantile(1 - power)
    return _needed(distance * math.sqrt(spread), changed - base)


def detectable_change(
    base: float, treated: int, left_alone: int, power: float = 0.8, level: float = 0.05
) -> float:
    """The smallest change of a share that groups of these sizes would have shown, as a rule."""
    spread = base * (1 - base) * (1 / treated + 1 / left_alone)
    return (_quantile(level / 2) + _quantile(1 - power)) * math.sqrt(spread)


def answers_for_margin(variance: float, margin: float, level: float = 0.05) -> int:
    """How many answers put a mean's interval within ± `margin`; an NPS' variance is at most 1."""
    return _needed(_quantile(level / 2) * math.sqrt(variance), margin)


def answers_for_change(
    variance: float, change: float, power: float = 0.8, level: float = 0.05
) -> int:
    """How many answers each of two waves needs to show that a mean changed by `change`."""
    distance = _quantile(level / 2) + _quantile(1 - power)
    return _needed(distance * math.sqrt(2 * variance), change)


def break_even_risk(cost: float, saved: float, value: float) -> float:
    """The churn risk above which an offer pays: its cost over what it saves of the value.

    `saved` is the share of leavers whom the offer keeps, an assumption until it was measured.
    """
    return cost / (saved * value) if saved * value > 0 else math.inf


def _quantile(upper: float) -> float:
    return float(norm.isf(upper))


def _needed(noise: float, signal: float) -> int:
    if signal == 0:
        raise NotComputableError("no_change")
    return math.ceil((noise / signal) ** 2)
