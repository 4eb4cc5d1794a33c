"""No number of a day hears of what came after it: rows dated the day after change nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
from metrics.campaigns.effects import effects
from metrics.campaigns.trials import experiments, trial
from metrics.contracts import spells
from metrics.contracts.mean_stays import mean_stays
from metrics.dimensions import dimension_called
from metrics.indicator import Indicator
from metrics.lifecycle.cohorts import cohort_retention, pooled
from metrics.lifecycle.transitions import projected, transitions
from metrics.loyalty.loyalty_index import firmness
from metrics.loyalty.loyalty_parts import part_scores
from metrics.quotients import by, over_time, overall
from metrics.registry import BY_NAME, INDICATORS
from metrics.risk.churn_risk import churn_risk
from metrics.risk.watch_list import reasons, watch_list
from metrics.satisfaction.drivers import drivers_of
from metrics.satisfaction.experiences import Outcome, experiences
from metrics.since import done_since
from metrics.worth import value_methods
from metrics.worth.concentration import concentration, customer_values
from tests.every_model import EARLIER, NOT_ASKED, Model, every_model, renewing, risk

DAY = date(2026, 3, 31)
LATER = DAY + timedelta(days=1)
VALUES: Mapping[str, object] = {"number": 9e9, "flag": True, "text": "poison"}


def _why(scope: Scope) -> object:
    found = risk(scope)
    return reasons(found, watch_list(scope, found)["customer_id"].head(3).tolist())


# What the pages make of answers, beside every model by itself.
MADE: dict[str, Model] = {
    "contract_churn_risk": lambda scope: churn_risk(scope, "contract").quality,
    "reasons": _why,
    "firmness": lambda scope: firmness(part_scores(scope)),
    "drivers": lambda scope: drivers_of(experiences(scope, "perceived", Outcome("csat"))),
    "effects": lambda scope: effects(trial(scope, experiments(scope)[0])),
    "concentration": lambda scope: concentration(customer_values(scope)),
    "pooled": lambda scope: pooled(cohort_retention(scope)),
    "projected": lambda scope: projected(transitions(scope, 6, 3), transitions(scope, 3)),
    "mean_stays": lambda scope: mean_stays(
        spells.survival_by(scope, dimension_called("region")).curves
    ),
}

# Fitted once for all who ask, its trees told by their chances; and two whose rows have no order.
BY_HAND: dict[str, Model] = {
    "churn_risk.churn_risk": lambda scope: vars(risk(scope)) | {"model": None},
    "concentration.customer_values": lambda scope: np.sort(customer_values(scope)),
    "since.done_since": lambda scope: done_since(scope, EARLIER).sort_values(
        "customer_id", ignore_index=True
    ),
}

MODELS = MADE | every_model() | BY_HAND


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


COMPARED: Mapping[type, Callable[[Any, Any], None]] = {
    pd.DataFrame: pd.testing.assert_frame_equal,
    pd.Series: pd.testing.assert_series_equal,
    pd.Index: pd.testing.assert_index_equal,
}


def same(one: Any, other: Any) -> bool:
    """Whether two answers are the same down to their last part."""
    for kind, compare in COMPARED.items():
        if isinstance(one, kind):
            compare(one, other)
            return True
    if isinstance(one, float | np.ndarray):
        np.testing.assert_allclose(one, other, rtol=1e-6)
        return True
    if isinstance(one, Mapping):
        return isinstance(other, Mapping) and same([*one.items()], [*other.items()])
    if isinstance(one, Sequence) and not isinstance(one, str):
        return isinstance(other, Sequence) and _each_same(one, other)
    if hasattr(one, "__dict__") and not callable(one):
        return type(one) is type(other) and same(vars(one), vars(other))
    return bool(one == other)


def _each_same(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))


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


@pytest.fixture
def _renewals_fitted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(value_methods, "fitted", renewing)


@pytest.mark.parametrize("name", [name for name in MODELS if name not in NOT_ASKED])
@pytest.mark.xdist_group("poison")
@pytest.mark.usefixtures("_renewals_fitted_once")
def test_a_model_hears_of_no_later_row(name: str) -> None:
    assert same(MODELS[name](clean()), MODELS[name](poisoned()))


@dataclass
class Response:
    day: date
    rows: pd.DataFrame


def test_answers_that_differ_in_a_part_are_told_apart() -> None:
    one = Response(DAY, pd.DataFrame({"x": [1.0]}))
    assert same(one, Response(DAY, pd.DataFrame({"x": [1.0]})))
    assert not same(one, Response(LATER, pd.DataFrame({"x": [1.0]})))
    assert not same({"a": ["x"]}, {"a": ["y"]})
    with pytest.raises(AssertionError):
        same(one, Response(DAY, pd.DataFrame({"x": [2.0]})))
    with pytest.raises(AssertionError):
        same([1.0, np.nan], [1.0, 2.0])


def test_only_what_there_is_goes_unasked() -> None:
    assert set(NOT_ASKED) <= set(MODELS)
