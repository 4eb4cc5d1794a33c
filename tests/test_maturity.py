"""How far the care for customers has come: parts worked by hand, the others named as missing."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.comments.sentiment import Heard
from metrics.quality.maturity import maturity
from metrics.refusals import NotComputableError
from tests.studies import scope_of


def silence() -> Heard:
    raise NotComputableError("no_comments")


def filled(**tables: Any) -> Scope:
    scope = scope_of(**tables)
    return replace(scope, filled=scope.study.filled())


# Of two customers both have a city and one a telephone: three of four fields.
CUSTOMERS = [
    {"customer_id": "a", "city": "Hangzhou", "phone": "13800000000"},
    {"customer_id": "b", "city": "Suzhou", "phone": None},
]
NEED = [
    {
        "customer_id": "a",
        "answered_at": pd.Timestamp("2024-06-01"),
        "instrument": "need",
        "item": "Safety",
        "score": 5.0,
        "scale_min": 1.0,
        "scale_max": 7.0,
    }
]
# Thirty contacts a month apart, every other one answered the day after.
TALKS = [
    {
        "customer_id": "a",
        "contacted_at": pd.Timestamp("2022-01-01") + pd.Timedelta(days=30 * n + shift),
        "direction": way,
    }
    for n in range(30)
    for shift, way in ((0, "out"), (1, "in"))
    if way == "out" or n % 2
]


def test_parts_that_can_be_told_are_shares_of_a_hundred_and_the_others_are_named() -> None:
    found = maturity(
        filled(customers=CUSTOMERS, survey_responses=NEED, interactions=TALKS), silence
    )
    assert found.rows.set_index("part")["value"].to_dict() == {
        "collected": 75.0,
        "asked": 50.0,
        "two_way": 50.0,
    }
    assert found.missing == ("met", "felt", "trusted")
    assert found.guided is None


def test_two_parts_are_no_wheel() -> None:
    with pytest.raises(NotComputableError, match="no_maturity"):
        maturity(filled(customers=CUSTOMERS, survey_responses=NEED), silence)


def test_the_latest_campaign_with_a_control_group_stands_beside_the_wheel() -> None:
    """Of a hundred written to twenty bought, of a hundred left alone ten: ten points more."""
    sends = [
        {
            "customer_id": f"{group}{n}",
            "campaign": "gift",
            "sent_at": pd.Timestamp("2024-06-01"),
            "is_control": group == "alone",
            "is_converted": n < bought,
        }
        for group, bought in (("written", 20), ("alone", 10))
        for n in range(100)
    ]
    scope = filled(
        customers=CUSTOMERS, survey_responses=NEED, interactions=TALKS, campaign_sends=sends
    )
    guided = maturity(scope, silence).guided
    assert guided is not None
    assert guided["campaign"] == "gift"
    assert guided["value"] == pytest.approx(0.1)
