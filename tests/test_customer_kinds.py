"""What customers look for, worked by hand from three who each lean one way."""

from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.refusals import NotComputableError
from metrics.segments.customer_kinds import (
    _FILLED,
    _SIGNS,
    CUSTOMER_KINDS,
    WEIGHTS,
    kind_shares,
    weights_known,
)
from metrics.stated.grouping_facts import GROUPINGS
from metrics.stated.reported import records
from tests.opened_pages import opened, page, say, texts
from tests.studies import orders_on, scope_of

DAY = "2024-05-01"


@pytest.fixture
def scope() -> Scope:
    cheap: dict[str, Any] = {"category": "cheap", "discount": 0.0, "quantity": 1.0}
    orders = [
        *orders_on("bargain", DAY, **(cheap | {"discount": 0.2})),
        *orders_on("fine", DAY, amount=90.0, **(cheap | {"category": "dear"}), is_returned=True),
        *orders_on("asking", DAY, **cheap),
    ]
    tickets = [{"customer_id": "asking", "opened_at": pd.Timestamp("2024-06-01")}]
    return scope_of(customers=[{"customer_id": "nobody"}], orders=orders, tickets=tickets)


def test_who_leans_one_way_is_of_that_kind(scope: Scope) -> None:
    found = scope.frame(CUSTOMER_KINDS.members).set_index("customer_id")["segment"]
    assert found[["bargain", "fine", "asking"]].tolist() == ["price", "quality", "service"]
    assert pd.isna(found["nobody"])


def ranks_of(scope: Scope) -> pd.DataFrame:
    """How much of each kind every customer is, from 0 to 1."""
    return scope.frame(f"{_FILLED} select * from scores").set_index("customer_id")[list(WEIGHTS)]


def test_everybody_is_a_little_of_each(scope: Scope) -> None:
    # First of three in one sign is rank 1; the two behind share (2/3 + 0) / 2 = 1/3.
    scores = ranks_of(scope)
    assert scores.loc["bargain"].tolist() == pytest.approx([1, 1 / 3, 1 / 3])


def test_the_shares_of_kinds_are_of_those_whose_kind_is_told(scope: Scope) -> None:
    rows = kind_shares(scope)
    assert rows["segment"].tolist() == ["price", "quality", "service"]
    assert rows["customer_count"].tolist() == [1, 1, 1]
    assert rows["base"].tolist() == [3] * 3
    # Wilson of one in three: (1/3 + z²/6 ± z √(2/27 + z²/36)) / (1 + z²/3), z = 1.96.
    assert rows[["share", "low", "high"]].iloc[0].tolist() == pytest.approx(
        [1 / 3, 0.0615, 0.7923], abs=1e-4
    )
    facts: Any = GROUPINGS["customer_kinds"].facts(scope)
    assert facts["kinds"] == records(rows)


def test_who_leads_by_little_is_of_no_clear_kind() -> None:
    both: dict[str, Any] = {"category": "dear", "discount": 0.1, "amount": 9.0, "quantity": 1.0}
    none = both | {"category": "cheap", "discount": 0.0, "amount": 1.0}
    orders = [*orders_on("a", DAY, **both), *orders_on("b", DAY, **none)]
    found = scope_of(orders=orders).frame(CUSTOMER_KINDS.members)
    assert found["segment"].tolist() == ["mixed"] * 2


def test_nobody_expects_service_where_no_requests_are_on_record() -> None:
    cheap: dict[str, Any] = {"category": "cheap", "discount": 0.0, "quantity": 1.0}
    orders = [
        *orders_on("bargain", DAY, **(cheap | {"discount": 0.2})),
        *orders_on("fine", DAY, amount=90.0, **(cheap | {"category": "dear"})),
        *orders_on("neither", DAY, **cheap),
    ]
    scope = scope_of(orders=orders)
    # Behind both: rank 1/3 of discounts and of dear categories, where all service is unknown.
    assert weights_known(scope) == {
        "price": {"discounted_share": 1.0},
        "quality": {"dear_share": 1.0},
    }
    found = scope.frame(CUSTOMER_KINDS.members).set_index("customer_id")["segment"]
    assert found.to_dict() == {"bargain": "price", "fine": "quality", "neither": "mixed"}
    scores = ranks_of(scope)
    assert scores.loc["bargain", ["price", "quality"]].tolist() == pytest.approx([1, 1 / 3])
    assert scores["service"].isna().all()
    app = page(opened(scope.study), "groups")
    service = say("segment.customer_kind.service")
    assert any(say("customer_kinds.untold", kinds=service) in text for text in texts(app))


def test_returns_alone_are_no_sign_of_looking_for_quality() -> None:
    """Without categories, who sends back looks for no quality; price and service are told."""
    orders = [
        *orders_on("bargain", DAY, discount=0.2),
        *orders_on("back", DAY, discount=0.0, is_returned=True),
        *orders_on("asking", DAY, discount=0.0),
    ]
    tickets = [{"customer_id": "asking", "opened_at": pd.Timestamp(DAY)}]
    scope = scope_of(orders=orders, tickets=tickets)
    assert list(weights_known(scope)) == ["price", "service"]
    assert ranks_of(scope)["quality"].isna().all()
    found = scope.frame(CUSTOMER_KINDS.members).set_index("customer_id")["segment"]
    assert found.to_dict() == {"bargain": "price", "back": "mixed", "asking": "service"}


def test_without_a_column_of_discounts_quality_and_service_are_told(scope: Scope) -> None:
    orders = [
        *orders_on("fine", DAY, amount=90.0, category="dear", quantity=1.0),
        *orders_on("asking", DAY, category="cheap", quantity=1.0),
    ]
    # Requests before the first order, and orders sent back, do not count: one for one, and none.
    orders += orders_on("asking", DAY, category="cheap", quantity=1.0, is_returned=True)
    opened_on = {"asking": DAY, "fine": "2024-04-30"}
    tickets = [
        {"customer_id": who, "opened_at": pd.Timestamp(day)} for who, day in opened_on.items()
    ]
    scope = scope_of(orders=orders, tickets=tickets)
    told = Scope(scope.study, scope.as_of, filled=scope.study.filled())
    assert not told.lacks(CUSTOMER_KINDS.reads)
    facts: Any = GROUPINGS["customer_kinds"].facts(told)
    assert list(facts["weights"]) == ["quality", "service"]
    found = scope.frame(CUSTOMER_KINDS.members).set_index("customer_id")["segment"]
    assert found.to_dict() == {"fine": "quality", "asking": "service"}
    signs = scope.frame(f"{_SIGNS}\nselect customer_id, requests_per_order from signs")
    assert dict(signs.to_numpy()) == {"fine": 0.0, "asking": 1.0}


def test_one_kind_alone_tells_nobody_apart() -> None:
    orders = [*orders_on("a", DAY, discount=0.1), *orders_on("b", DAY, discount=0.0)]
    scope = scope_of(orders=orders)
    assert scope.frame(CUSTOMER_KINDS.members)["segment"].isna().all()
    assert kind_shares(scope).empty
    with pytest.raises(NotComputableError, match="one_kind"):
        weights_known(scope)


def test_the_weights_of_a_kind_sum_to_one_and_are_in_the_report(scope: Scope) -> None:
    assert [sum(signs.values()) for signs in WEIGHTS.values()] == pytest.approx([1.0] * 3)
    told = Scope(scope.study, scope.as_of, filled=scope.study.filled())
    assert GROUPINGS["customer_kinds"].facts(told)["weights"] == WEIGHTS
