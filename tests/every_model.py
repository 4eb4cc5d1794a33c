"""Every public function of metrics that is handed a scope, and the arguments to ask it with.

A new one is asked by itself; where it needs an argument that none before it needed, a line here.
"""

import inspect
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import metrics
from metrics import person
from metrics.campaigns import trials
from metrics.comments import sentiment
from metrics.comments.themes import standard_themes
from metrics.contracts import contract_value, renewals
from metrics.dimensions import dimension_called
from metrics.lifecycle.cohort_ages import BRACKETS
from metrics.loyalty import loyalty_index, loyalty_parts
from metrics.registry import BY_NAME, INDICATORS
from metrics.risk import churn_risk
from metrics.satisfaction.experiences import Outcome
from metrics.scope import Scope
from metrics.segments.bought_after import first_items
from metrics.worth import valuation, value_score

Model = Callable[[Any], object]

EARLIER = date(2025, 9, 30)


@cache
def renewing(cohort: renewals.RenewalCohort) -> contract_value.Fitted:
    """A hundred fits: of a cohort that is the same they are the same."""
    return contract_value.fitted(cohort)


@cache
def risk(scope: Any) -> churn_risk.ChurnRisk:
    return churn_risk.churn_risk(scope, "buying")


_WRITTEN = "select distinct comment from survey_responses where comment <> '' order by 1 limit 200"

# What each argument is, by its name; or by its function's where the name alone does not say.
ARGUMENTS: Mapping[str, Callable[[Any], object]] = {
    "scope": lambda scope: scope,
    "everyone": lambda scope: scope,
    "now": lambda scope: scope,
    "earlier": lambda scope: scope.on(EARLIER),
    "day": lambda _: EARLIER,
    "first": lambda _: EARLIER,
    "dimension": lambda _: dimension_called("region"),
    "dimensions": lambda _: [dimension_called(name) for name in ("region", "lifecycle_stage")],
    "indicators": lambda _: INDICATORS[::7],
    "grain": lambda _: "quarter",
    "brackets": lambda _: BRACKETS,
    "kind": lambda _: "buying",
    "instrument": lambda _: "csat",
    "customer_id": lambda _: "C000001",
    "horizon": lambda _: 91,
    "backtest.horizon": lambda _: 13,
    "quiet_days": lambda _: 365,
    "typical": lambda _: 63,
    "weeks": lambda _: 26,
    "window": lambda _: 91,
    "terms": lambda _: valuation.Terms(),
    "risk": risk,
    "index": lambda scope: loyalty_index.loyalty_index(loyalty_parts.part_scores(scope)),
    "cohort": lambda scope: renewals.renewal_cohorts(scope)[0],
    "fitted": lambda scope: renewing(renewals.renewal_cohorts(scope)[0]),
    "listen": lambda scope: lambda: sentiment.heard(scope),
    "measure": lambda _: "request_score",
    "by_column.indicators": lambda _: [BY_NAME["sla_hit"]],
    "column": lambda _: "channel",
    "means_by.column": lambda _: "loyalty_index",
    "value_fit.index": lambda scope: value_score.value_score(value_score.value_parts(scope)),
    "fit": lambda _: BY_NAME["sla_hit"],
    "span": lambda _: "solution",
    "medians.by": lambda _: "channel",
    "experiences.kind": lambda _: "perceived",
    "beside.kind": lambda _: "perceived",
    "ratings.kind": lambda _: "perceived",
    "heard": sentiment.heard,
    "themes": lambda _: standard_themes(),
    "bought_after.first": lambda scope: first_items(scope, "category")[0],
    "tie": lambda _: dimension_called("club_before"),
    "theme": lambda _: standard_themes()[0],
    "segment": lambda _: "North",
    "fields": lambda _: ["recency_days", "order_days", "net_spend"],
    "item": lambda _: "category",
    "together": lambda _: "customer",
    "outcome": lambda _: Outcome("csat"),
    "campaign": lambda scope: trials.experiments(scope)[0],
    "answer": lambda _: "is_clicked",
    "trial": lambda scope: trials.trial(scope, trials.experiments(scope)[0]),
    "arm": lambda scope: trials.trial(scope, trials.experiments(scope)[0]).arms[0],
    "effects_by.outcome": lambda _: "converted",
    "code": lambda _: person.code_of("C000001"),
    "operating": lambda _: dimension_called("region"),
    "words": lambda _: "price|价格",
    "labels": lambda scope: tuple(
        (text, ("price",) if n % 2 else ())
        for n, text in enumerate(scope.frame(_WRITTEN)["comment"])
    ),
    "told": lambda _: ("prospect", "member"),
    "rows": lambda scope: scope.frame("select customer_id from customers"),
}

# Not asked here, and why.
NOT_ASKED = {
    "models.models": "puts into a report what the models answer that are asked one by one",
    "equity.forecast": "value_methods has its answer",
    "equity.equity_for_ever": "value_methods has its answer",
    "contract_value.contract_equity": "value_methods has its answer",
    "churn_record.churn_record": "tells what churn_risk has found",
    "counted_purchases.counted_purchases": "the demo company counts none; asked in its own test",
    "churn_examples.windows_of": "churn_risk is made of its answers",
}


@cache
def modules_of_metrics() -> dict[str, ModuleType]:
    """Each by its own name, whatever package it lies in."""
    names = (found.name for found in walk_packages(metrics.__path__, "metrics."))
    return {name.rpartition(".")[2]: import_module(name) for name in names}


def every_model() -> dict[str, Model]:
    """Each by `module.function`."""
    found = {}
    for short, module in modules_of_metrics().items():
        for name, function in vars(module).items():
            is_own = inspect.isfunction(function) and function.__module__ == module.__name__
            if is_own and not name.startswith("_") and _takes_a_scope(function):
                found[f"{short}.{name}"] = _asking(name, function)
    return found


def _takes_a_scope(function: Callable[..., object]) -> bool:
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and first.annotation is Scope


def _asking(name: str, function: Callable[..., object]) -> Model:
    needed = [
        parameter
        for parameter, about in inspect.signature(function).parameters.items()
        if about.default is about.empty
    ]

    def ask(scope: Any) -> object:
        given = {p: ARGUMENTS.get(f"{name}.{p}", ARGUMENTS.get(p)) for p in needed}
        unknown = [p for p, argument in given.items() if argument is None]
        assert not unknown, f"tests/every_model.py does not say what {unknown} of {name} are"
        return function(**{p: argument(scope) for p, argument in given.items() if argument})

    return ask
