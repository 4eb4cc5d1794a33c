"""The models that a report states: their parameters, or the reason why there are none."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from metrics import bg_nbd, gamma_gamma, spells
from metrics.indicator import Dimension
from metrics.purchases import purchase_history
from metrics.refusals import NotComputableError
from metrics.scope import Scope

Facts = dict[str, object]


def models(scope: Scope, dimension: Dimension | None = None) -> dict[str, Facts]:
    """Each model's facts by its name; a refused one has `refused` and why."""
    found: dict[str, Facts] = {}
    if not scope.lacks(("orders.ordered_at",)):
        history = purchase_history(scope)
        found["bg_nbd"] = _told(lambda: _parameters(bg_nbd.fit(history)))
        if not scope.lacks(("orders.amount",)):
            found["gamma_gamma"] = _told(lambda: _parameters(gamma_gamma.fit(history)))
    if len(scope.lacks(spells.READS)) < len(spells.READS):
        found["survival"] = _told(lambda: _survival(scope, dimension))
    return found


def _told(fit: Callable[[], Facts]) -> Facts:
    try:
        return fit()
    except NotComputableError as refusal:
        return {"refused": refusal.kind, **refusal.facts}


def _parameters(model: object) -> Facts:
    facts = {name: value for name, value in vars(model).items() if not isinstance(value, Mapping)}
    return {**facts, "time_unit": "week"}


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
    return {**listed, "at_risk": [int(n) for n in curve["at_risk"]]}


def _listed(values: pd.Series) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values.to_numpy(float)]
