"""What a report states of value: the models of buying, what is to come, and how right it was."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from metrics.buying import bg_nbd, gamma_gamma
from metrics.buying.pareto_nbd import ParetoNbd
from metrics.buying.plain_buying import traceless
from metrics.buying.purchases import purchase_history
from metrics.contracts import renewals
from metrics.contracts.contract_value import (
    Fitted,
    contract_equity,
    fitted,
    lifetime_ahead,
    per_renewal,
)
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records
from metrics.worth.delivered_value import READS as RATED
from metrics.worth.delivered_value import delivered_value
from metrics.worth.equity import READS as SOLD
from metrics.worth.equity import Equity, equity_for_ever, forecast, leaving_at_any_time
from metrics.worth.retention_worth import CONTRACT_READS, ORDER_READS, retention_worth
from metrics.worth.valuation import Terms, margin_in_data
from metrics.worth.value_backtest import value_record
from metrics.worth.value_methods import METHODS, Answer, value_methods

WEEKLY: Facts = {"time_unit": "week"}


@dataclass(frozen=True)
class Valued:
    """What several of these facts stand on, fitted once for all of them."""

    scope: Scope

    @cached_property
    def history(self) -> pd.DataFrame:
        """What every customer bought."""
        return purchase_history(self.scope)

    @cached_property
    def leaving(self) -> ParetoNbd:
        """The slowest of the models."""
        return leaving_at_any_time(self.history)

    @cached_property
    def cohort(self) -> renewals.RenewalCohort:
        """The contracts with the longest record."""
        return renewals.renewal_cohorts(self.scope)[0]

    @cached_property
    def renewing(self) -> Fitted:
        """How they are renewed."""
        return fitted(self.cohort)

    @cached_property
    def margin(self) -> float | None:
        """What is left of a sum paid; null where the orders do not say."""
        return margin_in_data(self.scope)

    @property
    def terms(self) -> Terms:
        """A year ahead, on the margin of the orders; on what is sold where they have none."""
        return Terms(margin_share=self.margin or 1.0)

    @cached_property
    def ahead(self) -> Equity:
        """What all customers bring within these terms."""
        return forecast(self.scope, self.terms).equity


def valuing(by: Valued) -> Area:
    """The facts of value, by name."""
    ordered, sold = ("orders.ordered_at",), ("orders.ordered_at", "orders.amount")
    contracts = METHODS["by_contract"][1]
    return {
        "bg_nbd": Reported(lambda _: _buying(by), ordered),
        "pareto_nbd": Reported(lambda _: _parameters(by.leaving) | WEEKLY, ordered),
        "gamma_gamma": Reported(lambda _: _parameters(gamma_gamma.fit(by.history)), sold),
        "sbg": Reported(lambda _: _renewing(by), renewals.READS),
        "clv": Reported(lambda _: {**vars(by.ahead), **_on_terms(by)}, sold),
        "value_methods": Reported(
            lambda _: _methods(by),
            (),
            lambda scope: not (scope.lacks(SOLD) and scope.lacks(contracts)),
            SOLD,
        ),
        "value_record": Reported(_record, SOLD),
        "retention_worth": Reported(
            lambda _: _worth(by),
            (),
            lambda scope: not (scope.lacks(CONTRACT_READS) and scope.lacks(ORDER_READS)),
            ORDER_READS,
        ),
        "delivered_value": Reported(_delivered, RATED),
    }


def _parameters(model: object) -> Facts:
    return {name: value for name, value in vars(model).items() if isinstance(value, int | float)}


def _on_terms(by: Valued) -> Facts:
    told = {"weeks": by.terms.weeks, "discount": by.terms.discount, "margin_share": by.margin}
    return {**told, "is_of": "sales" if by.margin is None else "margin"}


def _buying(by: Valued) -> Facts:
    """The parameters; those that left no trace are null, and why stands beside them."""
    model = bg_nbd.fit(by.history)
    facts = _parameters(model) | WEEKLY
    if model.plainness:
        facts |= dict.fromkeys(traceless(model.intervals))
        facts |= {"not_shown": list(model.plainness), "purchases_per_week": model.r / model.alpha}
    return facts


def _renewing(by: Valued) -> Facts:
    """How many more renewals who begins pays for, and who has come as far as the cohort.

    `constant` is what one retention for ever would have said.
    """
    cohort = by.cohort
    facts = _parameters(by.renewing.model)
    began = {"began_on": cohort.began_on.isoformat(), "cohort": cohort.grain, "plan": cohort.plan}
    seen = {"survivors": list(cohort.survivors), "renewal_months": cohort.months}
    rate = per_renewal(by.terms.discount, cohort)
    ahead = [lifetime_ahead(by.renewing, at, rate) for at in (1, cohort.renewals + 1)]
    return {**facts, **began, **seen, "renewals_ahead": [vars(one) for one in ahead]}


def _methods(by: Valued) -> Facts:
    known = {
        "within": lambda: by.ahead,
        "for_ever": lambda: equity_for_ever(by.scope, by.terms, by.leaving),
        "by_contract": lambda: contract_equity(by.scope, by.cohort, by.renewing, by.terms),
    }
    answers = value_methods(by.scope, by.terms, known)
    return {**_on_terms(by), "methods": [_answer(one) for one in answers]}


def _answer(one: Answer) -> Facts:
    if one.equity is None:
        why = one.refusal
        return {"method": one.method, "refused": why and why.kind, **(why.facts if why else {})}
    return {"method": one.method, **vars(one.equity)}


def _record(scope: Scope) -> Facts:
    found = value_record(scope, Terms.weeks)
    told = {"made_on": found.day.isoformat(), "weeks": found.weeks, "came_of_foretold": found.ratio}
    return {**told, "tenths": records(found.tenths)}


def _worth(by: Valued) -> Facts:
    """What one point more brings, at the retention found and at both ends of its interval."""
    found = retention_worth(by.scope, by.terms)
    gains = {
        "gain": found.gain,
        "gain_low": found.gain_at(found.low),
        "gain_high": found.gain_at(found.high),
    }
    return {**vars(found), **gains, **_on_terms(by), "multiple": found.multiple(found.retention)}


def _delivered(scope: Scope) -> Facts:
    """Benefits and costs from 0 to 100 each, and what is left where all were rated."""
    found = delivered_value(scope)
    if found.parts.empty:
        raise NotComputableError("no_delivered_parts")
    net = {} if found.net is None else found.net.drop("part").to_dict()
    return {**net, "missing": list(found.missing), "parts": records(found.parts)}
