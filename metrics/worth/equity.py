"""What all customers together are worth: each one's value to come, the sum, and how sure it is."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from metrics.buying import bg_nbd, gamma_gamma, pareto_nbd
from metrics.buying.bg_nbd import BgNbd
from metrics.buying.gamma_gamma import GammaGamma
from metrics.buying.pareto_nbd import ParetoNbd
from metrics.buying.plain_buying import STAYING
from metrics.buying.purchases import insist_on_span, purchase_history
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.worth.lifetime_value import (
    COARSE_STEP,
    DRAWS,
    remaining_value,
    sum_with_interval,
    value_within,
)
from metrics.worth.valuation import Terms

READS = ("orders.customer_id", "orders.ordered_at", "orders.amount")

CUSTOMERS_ADVISED = 1000
"""With fewer, simulated forecasts were off by 7 % and more, and some fits degenerate."""

UNRELATED = 0.2
"""How far frequency and value may go together before the model of values is in doubt."""

PARETO_CUSTOMERS = 25_000
"""Pareto/NBD is fitted to no more customers than this, evenly from all: it is slow."""


@dataclass(frozen=True)
class Equity:
    """The sum over customers, with the interval of the expectation; nan where it has none."""

    customers: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """`customers` has one row per customer who bought, the most valuable first: their history,
    expected purchases, expected_value of one, and value, the discounted margin to come.
    """

    customers: pd.DataFrame
    equity: Equity
    buying: BgNbd
    spending: GammaGamma
    terms: Terms


def forecast(scope: Scope, terms: Terms) -> Forecast:
    """What each customer brings within the terms' horizon (BG/NBD × Gamma-Gamma).

    TooFewError below 300 customers, 100 of them repeaters, or a year of history.
    """
    history = purchase_history(scope)
    buying, spending = fitted(history)
    measure = partial(
        value_within, margin_share=terms.margin_share, rate=terms.weekly, horizon=terms.weeks
    )
    values = measure(history, buying, spending)
    coarse = partial(measure, step=COARSE_STEP)
    own = partial(coarse, buying=buying, spending=spending)
    others = [partial(coarse, buying=b, spending=s) for b, s in _drawn_together(buying, spending)]
    customers = history.assign(
        expected=buying.expected_purchases(history, terms.weeks),
        expected_value=spending.expected_value(history),
        value=values,
    )
    ranked = customers.sort_values(["value", "customer_id"], ascending=[False, True])
    equity = Equity(len(history), *sum_with_interval(history, values, own, others))
    return Forecast(ranked.reset_index(drop=True), equity, buying, spending, terms)


def fitted(history: pd.DataFrame) -> tuple[BgNbd, GammaGamma]:
    """Both models of these histories; refused where either cannot be had."""
    buying = bg_nbd.fit(history)
    insist_on_span(history)
    return buying, spending_of(history)


def spending_of(history: pd.DataFrame) -> GammaGamma:
    """The model of values; refused where values are so uneven that they have no mean."""
    spending = gamma_gamma.fit(history)
    if spending.q <= 1:
        raise NotComputableError("no_mean_value")
    return spending


def equity_for_ever(scope: Scope, terms: Terms, known: ParetoNbd | None = None) -> Equity:
    """The discounted margin of all purchases ever to come (Pareto/NBD × Gamma-Gamma).

    `known` is the model of these customers where it is fitted already. NotComputableError where
    nobody leaves: what never ends is worth what the discount makes it.
    """
    history = purchase_history(scope)
    buying, spending = known or leaving_at_any_time(history), spending_of(history)
    measure = partial(remaining_value, margin_share=terms.margin_share, rate=terms.weekly)
    pairs = zip(buying.drawn(DRAWS), spending.drawn(DRAWS), strict=True)
    others = [partial(measure, buying=b, spending=s) for b, s in pairs]
    own = partial(measure, buying=buying, spending=spending)
    return Equity(len(history), *sum_with_interval(history, own(history), own, others))


def leaving_at_any_time(history: pd.DataFrame) -> ParetoNbd:
    """The Pareto/NBD of these histories, refused where the quicker BG/NBD sees nobody leave."""
    insist_on_span(history)
    if STAYING in bg_nbd.fit(history).plainness:
        raise NotComputableError("nobody_leaves")
    return pareto_nbd.fit(spread_out(history))


def spread_out(history: pd.DataFrame, most: int = PARETO_CUSTOMERS) -> pd.DataFrame:
    """At most so many of the histories, taken evenly from all when they are put in order."""
    if len(history) <= most:
        return history
    ordered = history.sort_values(["frequency", "recency", "age", "customer_id"])
    return ordered.iloc[np.linspace(0, len(history) - 1, most).astype(int)]


def _drawn_together(buying: BgNbd, spending: GammaGamma) -> list[tuple[BgNbd, GammaGamma]]:
    """Pairs of models; none where the data leave a parameter open."""
    try:
        return list(zip(buying.drawn(DRAWS), spending.drawn(DRAWS), strict=True))
    except NotComputableError:
        return []
