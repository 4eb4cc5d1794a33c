"""What tells customers apart: columns, bands, stages and a file's own columns."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.scope import Condition, Scope
from metrics.attributes import attribute, quintiles
from metrics.dimensions import DIMENSIONS, available, dimension_called
from metrics.indicator import Dimension
from metrics.quotients import overall
from metrics.registry import BY_NAME
from tests.studies import orders_on, scope_of


def segments(scope: Scope, dimension: Dimension) -> dict[str, str | None]:
    found = scope.frame(dimension.members, **dict(dimension.parameters))
    return dict(zip(found["customer_id"], found["segment"], strict=True))


def filled(scope: Scope) -> Scope:
    return replace(scope, filled=scope.study.filled())


@pytest.mark.parametrize(
    ("customer", "band"),
    [
        ({"age": 24.0}, "under_25"),
        ({"age": 25.0}, "25_34"),
        ({"age": 65.0}, "65_over"),
        ({"birth_on": pd.Timestamp("2000-01-01")}, "under_25"),
        ({"birth_on": pd.Timestamp("1999-12-31")}, "25_34"),
        ({}, None),
    ],
)
def test_age_bands(customer: dict[str, Any], band: str | None) -> None:
    scope = scope_of(customers=[{"customer_id": "a", **customer}])
    assert segments(scope, dimension_called("age_band"))["a"] == band


@pytest.mark.parametrize(
    ("tables", "band"),
    [
        ({"subscriptions": [{"customer_id": "a", "tenure_months": 5.0}]}, "under_6"),
        ({"customers": [{"customer_id": "a", "tenure_months": 24.0}]}, "24_47"),
        ({"customers": [{"customer_id": "a", "joined_on": pd.Timestamp("2024-01-15")}]}, "6_11"),
    ],
)
def test_tenure_bands_take_the_files_own_months_first(tables: dict[str, Any], band: str) -> None:
    assert segments(scope_of(**tables), dimension_called("tenure_band"))["a"] == band


def test_value_bands_rank_by_net_spend_and_equal_spenders_stand_together() -> None:
    rows = [r for n in range(10) for r in orders_on(f"c{n}", "2024-05-01", amount=100.0 - n // 2)]
    found = segments(scope_of(orders=rows), dimension_called("value_band"))
    assert [found[f"c{n}"] for n in range(10)] == (
        ["top_20"] * 2 + ["next_30"] * 4 + ["lower_50"] * 4
    )


@pytest.mark.parametrize(
    ("scores", "band"), [((5, 4), "high"), ((5, 3), "middle"), ((5, 2), "low"), ((1, 5), "high")]
)
def test_the_last_answer_makes_the_satisfaction_band(scores: tuple[int, int], band: str) -> None:
    rows = [
        {
            "customer_id": "a",
            "answered_at": pd.Timestamp(f"2024-0{month}-01"),
            "instrument": "csat",
            "score": float(score),
            "scale_min": 1.0,
            "scale_max": 5.0,
        }
        for month, score in enumerate(scores, 1)
    ]
    assert segments(scope_of(survey_responses=rows), dimension_called("csat_band"))["a"] == band


OWN = [
    {"customer_id": f"c{n}", "name": name, "value": value}
    for n in range(100)
    for name, value in (
        ("Payment 付款'; drop", "card" if n % 2 else "cash"),
        ("charges", str(n)),
        ("code", f"x{n}"),
        ("same", "1"),
    )
]


def test_a_files_own_columns_tell_apart_where_they_make_segments() -> None:
    found = available(filled(scope_of(attributes=OWN)))
    # "code" has too many values and is no number, "same" has only one.
    assert [d.name for d in found] == ["attribute:Payment 付款'; drop", "quintiles:charges"]
    assert all(d.is_attribute and dimension_called(d.name) == d for d in found)


def test_a_files_own_numbers_are_cut_into_fifths() -> None:
    some = [*OWN, {"customer_id": "without", "name": "same", "value": "1"}]
    found = pd.Series(segments(scope_of(attributes=some), quintiles("charges")))
    assert pd.isna(found["without"])
    assert found.value_counts().to_dict() == {
        "0 – 19": 20,
        "19 – 39": 20,
        "39 – 59": 20,
        "59 – 79": 20,
        "79 – 99": 20,
    }


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["1", "0", "0"], ["yes", "no", "no"]),
        (["1", "0", "2"], ["1", "0", "2"]),
        (["1", "1", "1"], ["yes", "yes", "yes"]),
    ],
)
def test_a_column_of_one_and_nought_says_yes_and_no(values: list[str], told: list[str]) -> None:
    rows = [
        {"customer_id": customer, "name": "Complained", "value": value}
        for customer, value in zip("abc", values, strict=True)
    ]
    found = segments(scope_of(attributes=rows), attribute("Complained"))
    assert [found[customer] for customer in "abc"] == told


def test_a_files_own_column_is_a_chip_like_any_other() -> None:
    payment = attribute("Payment 付款'; drop")
    chip = Condition(payment.members, ("card",), parameters=payment.parameters)
    orders = orders_on("c1", "2024-01-01", amount=30.0) + orders_on("c2", "2024-01-01", amount=50.0)
    scope = replace(scope_of(attributes=OWN, orders=orders), conditions=(chip,))
    assert overall(scope, [BY_NAME["average_order_value"]])["value"].tolist() == [30.0]


def test_a_column_with_one_value_tells_apart_only_from_those_without_it() -> None:
    everyone: list[dict[str, Any]] = [{"customer_id": c, "city": "a"} for c in "xy"]
    assert available(filled(scope_of(customers=everyone))) == []
    some: list[dict[str, Any]] = [*everyone, {"customer_id": "z", "city": None}]
    assert [d.name for d in available(filled(scope_of(customers=some)))] == ["city"]


@pytest.mark.parametrize("dimension", DIMENSIONS, ids=lambda d: d.name)
def test_every_customer_is_in_one_segment_and_in_no_other(dimension: Dimension) -> None:
    orders = orders_on("a", "2024-01-01", "2024-06-01", "2024-12-01") + orders_on("b", "2023-01-01")
    spells = [
        {"customer_id": "a", "tenure_months": 4.0},
        {"customer_id": "a", "tenure_months": 9.0},
    ]
    scope = scope_of(as_of=date(2024, 12, 31), orders=orders, subscriptions=spells)
    found = scope.frame(dimension.members, **dict(dimension.parameters))
    assert found.columns.tolist() == ["customer_id", "segment"]
    assert sorted(found["customer_id"]) == ["a", "b"]
