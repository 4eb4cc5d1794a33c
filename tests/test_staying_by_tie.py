"""Whether those with a tie stay: shares by hand, and a club that only the fond ones join."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.scope import Scope
from metrics.dimensions import dimension_called
from metrics.loyalty.staying_by_tie import TIES, staying_by_tie
from metrics.refusals import TooFewError
from tests.studies import orders_on, scope_of

CLUB, CONTRIBUTED = TIES


def segments(scope: Scope, name: str) -> dict[str, str]:
    found = scope.frame(dimension_called(name).members)
    return dict(zip(found["customer_id"], found["segment"], strict=True))


def test_a_tie_counts_from_half_a_year_ago_on() -> None:
    customers: list[dict[str, Any]] = [
        {"customer_id": "then", "member_since": pd.Timestamp("2024-07-04")},
        {"customer_id": "since", "member_since": pd.Timestamp("2024-07-05")},
        {"customer_id": "never", "member_since": None},
        {"customer_id": "brought", "referred_by": "since", "joined_on": pd.Timestamp("2024-02-01")},
    ]
    answers = [
        {"customer_id": who, "answered_at": pd.Timestamp(day), "comment": said, "score": 5.0}
        for who, day, said in (
            ("then", "2024-03-01", "fine"),
            ("never", "2024-03-01", None),
            ("brought", "2024-08-01", "late"),
        )
    ]
    scope = scope_of(customers=customers, survey_responses=answers)
    others = dict.fromkeys(("since", "never", "brought"), "not_tied")
    assert segments(scope, "club_before") == {"then": "tied", **others}
    assert segments(scope, "contributed_before") == {
        "then": "tied",
        "since": "tied",
        "never": "not_tied",
        "brought": "not_tied",
    }


def company(size: int) -> Scope:
    """The club draws those who order much; who orders much stays, in the club or not."""
    draw = np.random.default_rng(3)
    often = draw.integers(1, 9, size)
    joins = draw.random(size) < often / 10
    stays = draw.random(size) < often / 10
    orders: list[dict[str, Any]] = []
    for n in range(size):
        days = draw.choice(np.arange(10, 29), often[n], replace=False)
        orders += [row for day in days for row in orders_on(f"c{n}", f"2024-05-{day}")]
        orders += orders_on(f"c{n}", "2024-09-01") if stays[n] else []
    since = [pd.Timestamp("2024-06-01") if joined else pd.NaT for joined in joins]
    customers = [{"customer_id": f"c{n}", "member_since": day} for n, day in enumerate(since)]
    scope = scope_of(customers=customers, orders=orders)
    return Scope(scope.study, scope.as_of, filled=scope.study.filled())


def test_a_club_of_the_fond_keeps_nobody_and_says_so() -> None:
    found = staying_by_tie(company(1500), CLUB)
    rows = found.rows.set_index("segment")
    assert rows.loc["tied", "low"] > rows.loc["not_tied", "high"]
    assert found.low < 1 < found.high
    assert rows["base"].sum() == 1500


def test_few_who_left_tell_nothing() -> None:
    with pytest.raises(TooFewError):
        staying_by_tie(company(60), CLUB)
