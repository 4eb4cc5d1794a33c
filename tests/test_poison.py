"""No number of a day hears of what came after it: rows dated the day after change nothing."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.columns import Table
from data.demo import keep_demo
from data.scope import Scope
from data.store import Study
from data.tables import TABLES
from metrics import bg_nbd, gamma_gamma, pareto_nbd, purchase_chances, silence, spells
from metrics.backtest import backtest
from metrics.churn_definitions import verdicts
from metrics.churn_risk import churn_risk
from metrics.concentration import concentration, customer_values
from metrics.dimensions import dimension_called
from metrics.drivers import drivers_of
from metrics.experiences import Outcome, experiences
from metrics.indicator import Indicator
from metrics.loyalty_cells import loyalty_cells
from metrics.loyalty_index import firmness, foresight, loyalty_index
from metrics.loyalty_parts import part_scores
from metrics.own_baseline import own_baseline
from metrics.purchases import purchase_history
from metrics.quotients import by, over_time, overall
from metrics.registry import BY_NAME, INDICATORS
from metrics.release import release
from metrics.rfm_response import rfm_response
from metrics.run_out import run_out
from metrics.watch_list import reasons, watch_list

DAY = date(2026, 3, 31)
LATER = DAY + timedelta(days=1)
VALUES: Mapping[str, object] = {"number": 9e9, "flag": True, "text": "poison"}

Model = Callable[[Scope], object]


def _risks(scope: Scope) -> object:
    risk = churn_risk(scope, "buying")
    rows = watch_list(scope, risk)
    return rows, asdict(risk.quality), reasons(risk, rows["customer_id"].head(3).tolist())


def _loyalty(scope: Scope) -> object:
    scores = part_scores(scope)
    return loyalty_index(scores), firmness(scores), foresight(scope)


def _drivers(scope: Scope) -> object:
    return vars(drivers_of(experiences(scope, "perceived", Outcome("csat"))))


MODELS: Mapping[str, Model] = {
    "bg_nbd": lambda scope: vars(bg_nbd.fit(purchase_history(scope))),
    "pareto_nbd": lambda scope: vars(pareto_nbd.fit(purchase_history(scope))),
    "gamma_gamma": lambda scope: vars(gamma_gamma.fit(purchase_history(scope))),
    "buying_chances": purchase_chances.buying_chances,
    "backtest": lambda scope: backtest(scope, 13),
    "survival": spells.survival,
    "survival_by": lambda scope: spells.survival_by(scope, dimension_called("region")).curves,
    "typical_silence": silence.typical_silence,
    "churn_definitions": lambda scope: verdicts(scope, 63),
    "contract_churn_risk": lambda scope: asdict(churn_risk(scope, "contract").quality),
    "buying_churn_risk": _risks,
    "own_baseline": lambda scope: own_baseline(scope, 91),
    "loyalty_cells": loyalty_cells,
    "loyalty_index": _loyalty,
    "rfm_response": lambda scope: vars(rfm_response(scope, scope)),
    "release": lambda scope: vars(release(scope)),
    "drivers": _drivers,
    "run_out": lambda scope: run_out(scope).due,
    "concentration": lambda scope: concentration(customer_values(scope)),
}


@cache
def clean() -> Scope:
    study = Study()
    keep_demo(study, "en")
    return Scope(study, DAY, filled=study.filled())


@cache
def poisoned() -> Scope:
    study = Study()
    keep_demo(study, "en")
    for table in TABLES.values():
        if table.dated_by:
            study.keep(table.name, pd.DataFrame([_row(table, c) for c in ("C000001", "C005000")]))
    return Scope(study, DAY, filled=study.filled())


def _row(table: Table, customer_id: str) -> dict[str, Any]:
    """A row as large as can be, dated the day after."""
    moments: dict[str, object] = {"date": LATER, "instant": pd.Timestamp(LATER)}
    row: dict[str, Any] = {c.name: {**VALUES, **moments}[c.kind] for c in table.columns}
    known = {
        "is_returned": False,
        "score": 7.0,
        "scale_min": 1.0,
        "scale_max": 7.0,
        "instrument": "attitude",
    }
    own = {"customer_id": "poison" if table.name == "customers" else customer_id}
    return {name: (known | own).get(name, value) for name, value in row.items()}


def same(one: object, other: object) -> bool:
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, float) and isinstance(other, float):
        return bool(np.isclose(one, other, rtol=1e-6, equal_nan=True))
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, np.asarray(other), equal_nan=True))
    return bool(one == other)


def test_the_poison_is_there_to_be_heard_of_a_day_later() -> None:
    later = poisoned().on(LATER)
    (row,) = overall(later, [BY_NAME["average_order_value"]]).to_dict("records")
    assert row["value"] > 1e5


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.name)
@pytest.mark.xdist_group("poison")
def test_an_indicator_hears_of_no_later_row(indicator: Indicator) -> None:
    def told(scope: Scope) -> object:
        region = dimension_called("region")
        periods = over_time(scope, [indicator], "quarter")
        return overall(scope, [indicator]), by(scope, [indicator], region), periods

    assert same(told(clean()), told(poisoned()))


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.xdist_group("poison")
def test_a_model_hears_of_no_later_row(name: str) -> None:
    assert same(MODELS[name](clean()), MODELS[name](poisoned()))
