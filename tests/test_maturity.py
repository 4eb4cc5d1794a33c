"""How far the care for customers has come: parts worked by hand, the others named as missing."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.comments.sentiment import Heard
from metrics.quality.maturity import maturity
from metrics.refusals import NotComputableError
from metrics.statistics.intervals import wilson
from tests.studies import orders_on, scope_of
from ui.campaigns_in_words import guided_told
from ui.formats import Formats
from ui.words import words


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


def marked(
    instrument: str, score: float, *people: int, item: str = "Trust"
) -> list[dict[str, Any]]:
    return [
        {**NEED[0], "customer_id": f"c{n}", "instrument": instrument, "item": item, "score": score}
        for n in people
    ]


def test_needs_and_trust_are_means_of_customers_and_a_full_count_has_no_interval() -> None:
    """Of a hundred, half see three needs met wholly and half not at all; 75 trust, 25 do not."""
    marks = [
        row
        for n in range(100)
        for item in ("Safety", "Convenience", "Respect")
        for row in marked("need", 7.0 if n % 2 else 1.0, n, item=item)
    ]
    marks += marked("trust", 7.0, *range(75)) + marked("trust", 1.0, *range(75, 100))
    people = [{"customer_id": f"c{n}", "city": "Suzhou"} for n in range(100)]
    rows = maturity(filled(customers=people, survey_responses=marks), silence).rows
    told = rows.set_index("part")
    assert told["value"].to_dict() == {"collected": 100, "asked": 100, "met": 50, "trusted": 75}
    assert told.loc["collected", ["low", "high"]].isna().all()
    # Student: t of 99 is 1.984; the spread of nought and a hundred √(100²·p(1-p)·100/99).
    half = 1.984 * (2500 / 99) ** 0.5
    assert told.loc["met", "high"] - 50 == pytest.approx(half, abs=0.01)
    assert 75 - told.loc["trusted", "low"] == pytest.approx(half * 0.75**0.5, abs=0.01)


def test_who_comments_twice_is_one_customer_in_the_interval_of_what_is_felt() -> None:
    """Of twenty customers ten sound unhappy, both times: forty comments are worth twenty."""
    rows = pd.DataFrame(
        [
            {"customer_id": f"c{n}", "answered_at": pd.Timestamp("2024-06-01"), "cut": 0.5}
            | {"chance": 0.9 if n % 2 else 0.1, "tested": None, "is_content": None, "mark": None}
            for n in [*range(20), *range(20)]
        ]
    ).astype({"tested": float, "is_content": float, "mark": float})
    scope = filled(
        customers=[{"customer_id": f"c{n}", "city": "Suzhou"} for n in range(20)],
        survey_responses=NEED,
        interactions=TALKS,
    )
    told = maturity(scope, lambda: Heard(rows, ())).rows.set_index("part").loc["felt"]
    low, high = wilson(0.5, 20)
    assert told[["value", "low", "high"]].tolist() == pytest.approx([50, 100 * low, 100 * high])
    assert told["base"] == 40


def test_the_latest_campaign_with_a_control_group_stands_beside_the_wheel() -> None:
    """Its largest group is told, by what converted: twenty of a hundred against ten. The smaller
    group, later in the alphabet, did better, and what was ordered afterwards is another thing.
    """
    sends = [
        {
            "customer_id": f"{group}{n}",
            "campaign": "gift",
            "sent_at": pd.Timestamp("2024-06-01"),
            "is_control": group == "alone",
            "is_converted": n < of * share,
            "offer": None if group == "alone" else group,
        }
        for group, share, of in (("bag", 0.2, 200), ("cup", 0.5, 100), ("alone", 0.1, 100))
        for n in range(of)
    ]
    orders = [row for n in range(30) for row in orders_on(f"bag{n}", "2024-06-02", amount=1.0)]
    scope = filled(
        customers=CUSTOMERS,
        survey_responses=NEED,
        interactions=TALKS,
        campaign_sends=sends,
        orders=orders,
    )
    guided = maturity(scope, silence).guided
    assert guided is not None
    assert guided[["campaign", "arm", "outcome"]].tolist() == ["gift", "bag", "converted"]
    assert guided["value"] == pytest.approx(0.1)
    say = words("zh-Hans")
    told = guided_told(guided, say, Formats(say("language.locale")))
    assert "活动“gift”使“转化（文件标记）”变化了 +10.0 个百分点" in told
