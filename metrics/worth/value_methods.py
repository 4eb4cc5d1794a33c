"""The value of all customers by several methods: they answer different questions, and differ."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from metrics import quotients
from metrics.contracts.contract_value import contract_equity, fitted
from metrics.contracts.renewals import READS as CONTRACT_READS
from metrics.contracts.renewals import renewal_cohorts
from metrics.refusals import NotComputableError
from metrics.registry import BY_NAME
from metrics.scope import Scope
from metrics.worth.equity import READS as ORDER_READS
from metrics.worth.equity import Equity, equity_for_ever, forecast
from metrics.worth.valuation import Terms

MONTHLY = "subscriptions.monthly_amount"


class Answer(NamedTuple):
    """What a method says, or why it says nothing."""

    method: str
    equity: Equity | None = None
    refusal: NotComputableError | None = None


def value_methods(
    scope: Scope, terms: Terms, known: Mapping[str, Callable[[], Equity]] = MappingProxyType({})
) -> list[Answer]:
    """One answer per method whose columns are there: what was brought in so far; what comes within
    the terms' horizon, and for ever, by orders; what contracts will still bring.

    `known` are methods whose answer on these terms is cheaper to come by.
    """
    own = {
        name: partial(ask, scope, terms)
        for name, (ask, reads) in METHODS.items()
        if not scope.lacks(reads)
    }
    return [_answer(name, known.get(name, ask)) for name, ask in own.items()]


def _answer(method: str, ask: Callable[[], Equity]) -> Answer:
    try:
        return Answer(method, ask())
    except NotComputableError as refusal:
        return Answer(method, refusal=refusal)


def _so_far(scope: Scope, terms: Terms) -> Equity:
    row = quotients.overall(scope, [BY_NAME["historic_revenue"]]).iloc[0]
    ends = row[["value", "low", "high"]].to_numpy(float) * row["base"] * terms.margin_share
    # What was paid is known and no estimate: it has no interval.
    return Equity(int(row["base"]), float(ends[0]), np.nan, np.nan)


def _within(scope: Scope, terms: Terms) -> Equity:
    return forecast(scope, terms).equity


def _for_ever(scope: Scope, terms: Terms) -> Equity:
    return equity_for_ever(scope, terms)


def _by_contract(scope: Scope, terms: Terms) -> Equity:
    cohort = renewal_cohorts(scope)[0]
    return contract_equity(scope, cohort, fitted(cohort), terms)


METHODS: Mapping[str, tuple[Callable[[Scope, Terms], Equity], tuple[str, ...]]] = {
    "so_far": (_so_far, ORDER_READS),
    "within": (_within, ORDER_READS),
    "for_ever": (_for_ever, ORDER_READS),
    "by_contract": (_by_contract, (*CONTRACT_READS, MONTHLY)),
}
