"""Whether those with a tie stay: shares by hand, and a club that only the fond ones join."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.scope import Scope
from metrics.dimensions import dimension_called
from metrics.loyalty import staying_by_tie as by_tie
from metrics.loyalty.staying_by_tie import TIES_BEFORE, staying_by_tie
from metrics.refusals import TooFewError
from tests.studies import orders_on, scope_of
from ui.formats import Formats
from ui.path_in_words import tie_told
from ui.words import words

CLUB, CONTRIBUTED = TIES_BEFORE


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
            ("never", "2023-07-05", "longer than a year before"),
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


def club(tied: int, stayed: int, others: int, others_stayed: int) -> Scope:
    """So many in the club and not, of whom so many ordered again after the landmark."""
    stays = [n < stayed for n in range(tied)] + [n < others_stayed for n in range(others)]
    orders = [
        row
        for n, back in enumerate(stays)
        for row in orders_on(f"c{n}", f"2024-05-{n % 20 + 1}", *(("2024-09-01",) if back else ()))
    ]
    customers = [
        {"customer_id": f"c{n}", "member_since": pd.Timestamp("2024-01-01") if n < tied else None}
        for n in range(tied + others)
    ]
    scope = scope_of(customers=customers, orders=orders)
    return Scope(scope.study, scope.as_of, filled=scope.study.filled())


def test_a_club_that_everybody_is_in_is_held_against_nobody() -> None:
    with pytest.raises(TooFewError):
        staying_by_tie(club(150, 50, 0, 0), CLUB)


@pytest.mark.parametrize(("stayed", "has_ratio"), [(40, False), (36, False), (35, True)])
def test_no_ratio_where_nearly_all_those_tied_stayed(
    stayed: int, has_ratio: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_tie, "FEWEST", 30)
    found = staying_by_tie(club(40, stayed, 60, 30), CLUB)
    assert found.fewest == 40 - stayed
    assert np.isfinite([found.ratio, found.low, found.high]).tolist() == [has_ratio] * 3
    facts = {**found._asdict(), "tie": "club_before", "rows": found.rows.to_dict("records")}
    told = tie_told(facts, words("en"), Formats("en", None))
    # 30 of 60 by Wilson: 0.5 ± 1.96 · √(0.25/60 + 1.96²/(4 · 60²)) / (1 + 1.96²/60).
    assert "of the 60 others 50.0% (37.7% – 62.3%)" in told
    assert ("at least 5 who stayed and 5 who left" in told, "odds times" in told) == (
        not has_ratio,
        has_ratio,
    )
