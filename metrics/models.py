"""The models that a report states: their parameters, or the reason why there are none."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from metrics import bg_nbd, experiences, gamma_gamma, loyalty_index, renewals, spells
from metrics.bg_nbd import BgNbd
from metrics.campaign_facts import campaign_facts
from metrics.churn_record import churn_record
from metrics.churn_windows import kinds
from metrics.comment_facts import sentiment, themes
from metrics.comments import READS as COMMENTED
from metrics.contract_value import fitted
from metrics.drivers import drivers_of
from metrics.equity import forecast, leaving_at_any_time
from metrics.grouping_facts import groupings
from metrics.indicator import Dimension
from metrics.loyalty_parts import part_scores
from metrics.mean_stays import horizon, mean_stay
from metrics.plain_buying import traceless
from metrics.purchases import purchase_history
from metrics.quality_facts import quality_facts
from metrics.questionnaires import questionnaires
from metrics.refusals import NotComputableError
from metrics.release import READS as UNDER_CONTRACT
from metrics.release import release
from metrics.rfm_response import rfm_response
from metrics.scope import Scope
from metrics.service_facts import service_facts
from metrics.trials import READS as COMPARED
from metrics.valuation import Terms, margin_in_data
from metrics.weighing import mean_of
from metrics.winning_back import READS as WARNED
from metrics.winning_back import won_back

Facts = dict[str, object]

WEEKLY: Facts = {"time_unit": "week"}


def models(scope: Scope, dimension: Dimension | None = None) -> dict[str, Facts]:
    """Each model's facts by its name; a refused one has `refused` and why."""
    found: dict[str, Facts] = {}
    if not scope.lacks(("orders.ordered_at",)):
        found |= _of_buying(scope)
    if not scope.lacks(renewals.READS):
        found["sbg"] = _told(lambda: _renewing(scope))
    if not scope.lacks(UNDER_CONTRACT):
        found["release_test"] = _told(lambda: _release(scope))
    if len(scope.lacks(spells.READS)) < len(spells.READS):
        found["survival"] = _told(lambda: _survival(scope, dimension))
    if not scope.lacks(COMPARED):
        found["effects"] = campaign_facts(scope)
    if kinds(scope):
        found["churn_risk"] = _told(lambda: churn_record(scope))
    if not scope.lacks(COMMENTED):
        found |= {
            "sentiment": _told(lambda: sentiment(scope)),
            "themes": _told(lambda: themes(scope)),
        }
    if not scope.lacks((*WARNED, "retention_actions.is_control")):
        found["winning_back"] = _told(lambda: won_back(scope).whole.iloc[0].to_dict())
    if not scope.lacks(experiences.READS) and (told := experiences.outcomes(scope)):
        found |= {"drivers": _told(lambda: _drivers(scope, told))}
    found["data_quality"] = quality_facts(scope)
    told_apart = {**questionnaires(scope), **groupings(scope), **service_facts(scope)}
    return found | {name: _told(make) for name, make in told_apart.items()}


def _told(fit: Callable[[], Facts]) -> Facts:
    try:
        return fit()
    except NotComputableError as refusal:
        return {"refused": refusal.kind, **refusal.facts}


def _of_buying(scope: Scope) -> dict[str, Facts]:
    history = purchase_history(scope)
    found = {
        "bg_nbd": _told(lambda: _buying(bg_nbd.fit(history))),
        "pareto_nbd": _told(lambda: _parameters(leaving_at_any_time(history), WEEKLY)),
    }
    if not scope.lacks(("orders.amount",)):
        found["gamma_gamma"] = _told(lambda: _parameters(gamma_gamma.fit(history)))
        found["clv"] = _told(lambda: _value(scope))
    if not scope.lacks(("orders.amount",)):
        found["rfm_response"] = _told(lambda: _response(scope))
    found["loyalty_index"] = _told(lambda: _loyalty(scope))
    return found


def _parameters(model: object, more: Facts | None = None) -> Facts:
    numbers = {name: value for name, value in vars(model).items() if isinstance(value, int | float)}
    return {**numbers, **(more or {})}


def _buying(model: BgNbd) -> Facts:
    """The parameters; those that left no trace are null, and why stands beside them."""
    facts = _parameters(model, WEEKLY)
    if model.plainness:
        facts |= dict.fromkeys(traceless(model.intervals))
        facts |= {"not_shown": list(model.plainness), "purchases_per_week": model.r / model.alpha}
    return facts


def _response(scope: Scope) -> Facts:
    found = rfm_response(scope, scope)
    schools = {name: getattr(found, name).to_dict("records") for name in ("segments", "types")}
    numbers = {name: getattr(found, name) for name in ("share", "auc", "recency_auc", "customers")}
    return {"scored_on": found.day.isoformat(), **numbers, **schools}


def _loyalty(scope: Scope) -> Facts:
    scores = part_scores(scope)
    index = loyalty_index.loyalty_index(scores)
    best = loyalty_index.firmness(scores).iloc[0]
    weights = {part: weight for part, weight in loyalty_index.STANDARD.items() if part in scores}
    mean = mean_of(index["loyalty_index"])
    return {
        "weights": weights,
        **{name: float(mean[name]) for name in ("value", "low", "high")},
        "customers": len(index),
        "told_share": float(index["has_told"].mean()),
        "top_fifth_stays": float(best["share"]),
        "top_fifth_stays_nearby": float(best["nearby"]),
    }


def _drivers(scope: Scope, outcomes: list[experiences.Outcome]) -> Facts:
    """What goes with each of the first outcomes, the strongest driver first."""
    kind = next(iter(experiences.kinds(scope)), experiences.KINDS[0])
    found = [(o, drivers_of(experiences.experiences(scope, kind, o))) for o in outcomes[:2]]
    return {
        "rated": kind,
        "outcomes": [
            {
                "outcome": outcome.name,
                "groups": outcome.groups,
                "r_squared": one.r_squared,
                "customers": one.base,
                "left_out": one.left_out,
                "weights": "lmg" if one.is_exact else "johnson",
                "drivers": one.table.to_dict("records"),
            }
            for outcome, one in found
        ],
    }


def _renewing(scope: Scope) -> Facts:
    cohort = renewals.renewal_cohorts(scope)[0]
    facts = _parameters(fitted(cohort).model)
    began = {"began_on": cohort.began_on.isoformat(), "cohort": cohort.grain, "plan": cohort.plan}
    return {**facts, **began, "survivors": list(cohort.survivors), "renewal_months": cohort.months}


def _release(scope: Scope) -> Facts:
    found = vars(release(scope))
    by_contract = found.pop("rows").astype({"window": str}).to_dict("records")
    return {**found, "by_contract": by_contract}


def _value(scope: Scope) -> Facts:
    known = margin_in_data(scope)
    terms = Terms(margin_share=known or 1.0)
    found = forecast(scope, terms)
    told = {"weeks": terms.weeks, "discount": terms.discount, "margin_share": known}
    return {**vars(found.equity), **told, "is_of": "sales" if known is None else "margin"}


def _survival(scope: Scope, dimension: Dimension | None) -> Facts:
    facts = _curve(spells.survival(scope))
    if dimension is None:
        return facts
    found = spells.survival_by(scope, dimension)
    segments = found.curves.groupby("segment", dropna=False)
    facts["by"] = [
        {"by": {dimension.name: None if pd.isna(name) else name}, **_curve(curve)}
        for name, curve in segments
    ]
    if found.log_rank:
        facts["log_rank"] = vars(found.log_rank)
    return facts


def _curve(curve: pd.DataFrame) -> Facts:
    columns = {"times": "time", "survival": "survival", "low": "low", "high": "high"}
    listed: Facts = {name: _listed(curve[column]) for name, column in columns.items()}
    months = horizon(curve)
    mean, low, high = mean_stay(curve, months)
    stay = {"within_months": months, "months": mean, "low": low, "high": high}
    return {**listed, "at_risk": [int(n) for n in curve["at_risk"]], "mean_stay": stay}


def _listed(values: pd.Series) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values.to_numpy(float)]
