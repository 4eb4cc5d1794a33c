"""The list of people behind a number, and one of them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.scope import Condition, Scope
from metrics.dimensions import DIMENSIONS, dimension_called
from metrics.indicator import Dimension
from metrics.people import COLUMNS, people, people_count, segments_of
from metrics.person import person
from metrics.quotients import by
from metrics.registry import BY_NAME
from tests.studies import orders_on, scope_of

CITIES = [
    {"customer_id": f"c{n}", "city": city}
    for n, city in enumerate(["南京", "南京", "苏州", None, "南京"])
]
CONTRACTS = [{"customer_id": f"c{n}", "is_ended": n % 2 == 0} for n in range(5)]


def everyone() -> Scope:
    orders = [r for n in range(5) for r in orders_on(f"c{n}", *["2024-05-01"] * (n + 1))]
    return scope_of(customers=CITIES, subscriptions=CONTRACTS, orders=orders)


@pytest.mark.parametrize("segment", ["南京", "苏州", None])
def test_the_list_has_as_many_people_as_the_bar_says(segment: str | None) -> None:
    scope, city = everyone(), dimension_called("city")
    bars = by(scope, [BY_NAME["customer_churn"]], city)
    own = bars["segment"].isna() if segment is None else bars["segment"] == segment
    mark = int(bars.loc[own, "customers"].iloc[0])
    assert people_count(scope, city, [segment]) == mark
    assert len(people(scope, city, [segment])) == mark


@pytest.mark.parametrize("dimension", DIMENSIONS, ids=lambda d: d.name)
def test_the_people_of_all_segments_are_everyone(dimension: Dimension) -> None:
    scope = everyone()
    sizes = segments_of(scope, dimension)
    assert sizes["customer_count"].sum() == 5
    for segment, size in zip(sizes["segment"], sizes["customer_count"], strict=True):
        assert people_count(scope, dimension, [segment]) == size
        chip = Condition(
            dimension.members,
            (None if pd.isna(segment) else segment,),
            parameters=dimension.parameters,
        )
        assert people_count(replace(scope, conditions=(chip,))) == size


def test_pages_follow_each_other_without_overlap_or_gap() -> None:
    scope = everyone()
    pages = [people(scope, order_by="city", limit=2, offset=at) for at in (0, 2, 4)]
    assert [len(page) for page in pages] == [2, 2, 1]
    ids = [name for page in pages for name in page["customer_id"]]
    assert ids == ["c2", "c0", "c1", "c4", "c3"]  # 苏州 after 南京, unknown last


def test_the_list_tells_what_each_customer_ordered() -> None:
    found = people(everyone())
    assert tuple(found.columns) == COLUMNS
    assert found["customer_id"].tolist() == ["c4", "c3", "c2", "c1", "c0"]
    assert found["net_spend"].tolist() == [50.0, 40.0, 30.0, 20.0, 10.0]
    assert found["order_count"].tolist() == [1] * 5


def test_who_has_left_is_told_as_of_the_day_and_in_agreement_with_the_segments() -> None:
    contracts = [
        {"customer_id": "a", "ended_on": pd.Timestamp("2024-03-01")},
        {"customer_id": "a", "is_ended": False},
        {"customer_id": "b", "ended_on": pd.Timestamp("2024-03-01")},
        {"customer_id": "b", "is_ended": True, "ended_on": pd.Timestamp("2024-05-01")},
        {"customer_id": "c", "is_ended": True, "ended_on": pd.Timestamp("2024-08-01")},
    ]
    customers: list[dict[str, Any]] = [{"customer_id": "d", "is_churned": True}]
    named: list[dict[str, Any]] = [{"customer_id": name} for name in "abce"]
    scope = scope_of(
        as_of=date(2024, 6, 30), customers=[*named, *customers], subscriptions=contracts
    )
    found = people(scope, order_by="customer_id", is_descending=False)
    told = [None if pd.isna(flag) else bool(flag) for flag in found["is_gone"]]
    assert told == [False, True, False, True, None]
    sizes = segments_of(scope, dimension_called("has_left"))
    assert {s or "": n for s, n in sizes.fillna("").itertuples(index=False)} == {
        "no": 2,
        "yes": 2,
        "": 1,
    }


def test_a_list_is_ordered_by_its_own_columns_only() -> None:
    with pytest.raises(ValueError, match="customer_id; drop"):
        people(everyone(), order_by="customer_id; drop table customers")


def test_one_customer_is_told_in_full_and_only_up_to_the_day() -> None:
    scope = scope_of(
        as_of=date(2024, 6, 30),
        customers=[{"customer_id": "a", "joined_on": pd.Timestamp("2024-01-01"), "city": "南京"}],
        orders=orders_on("a", "2024-02-01", "2024-07-01"),
        tickets=[
            {
                "customer_id": "a",
                "opened_at": pd.Timestamp("2024-06-29"),
                "resolved_at": pd.Timestamp("2024-07-02"),
                "topic": "delivery",
                "is_complaint": True,
            }
        ],
        attributes=[{"customer_id": "a", "name": "热线", "value": "是"}],
    )
    found = person(scope, "a")
    assert found is not None
    assert found.profile["city"].tolist() == ["南京"]
    assert found.attributes["value"].tolist() == ["是"]
    assert found.timeline["kind"].tolist() == ["complained", "ordered", "joined"]
    assert found.tickets["resolved_at"].isna().all()
    assert person(scope, "b") is None
