"""RFM: scores, segments and types of customers whose habits are written out."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.loyalty.rfm import (
    EIGHT_TYPES,
    SEGMENTS,
    Rules,
    rfm_grid,
    rfm_scores,
    rfm_segments,
    rfm_types,
)
from tests.studies import orders_on, scope_of, study_of

CUT_OFFS = Rules(recency_days_to=(30, 60, 90, 180), money_above=(10, 50, 100, 500), mark="mean")


def days(count: int, last: str) -> list[str]:
    """So many days in a row, up to the last."""
    return [str(day) for day in pd.date_range(end=last, periods=count)]


def scored(rows: list[dict[str, Any]], rules: Rules = CUT_OFFS) -> pd.DataFrame:
    return rfm_scores(scope_of(orders=rows), rules).set_index("customer_id")


@pytest.mark.parametrize(
    ("last", "score"),
    [("2024-12-31", 5), ("2024-12-01", 5), ("2024-11-30", 4), ("2024-07-04", 2), ("2024-07-03", 1)],
)
def test_recency_is_scored_by_days_since_the_last_order(last: str, score: int) -> None:
    assert scored(orders_on("a", last)).loc["a", "recency_score"] == score


@pytest.mark.parametrize(
    ("count", "score"), [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (9, 4), (10, 5)]
)
def test_frequency_is_scored_in_fixed_bins_that_split_no_ties(count: int, score: int) -> None:
    found = scored(orders_on("a", *days(count, "2024-12-31")))
    assert found.loc["a", ["frequency", "frequency_score"]].tolist() == [count, score]


def test_what_came_back_is_taken_off_the_money_and_is_no_order() -> None:
    rows = [
        *orders_on("a", "2024-12-01", amount=100.0),
        *orders_on("a", "2024-12-20", amount=-30.0, is_returned=True),
        *orders_on("a", "2024-12-25", amount=40.0, is_returned=True),
    ]
    found = scored(rows).loc["a"]
    assert found[["recency_days", "frequency", "net_spend", "money_score"]].tolist() == [
        30,
        1,
        70.0,
        3,
    ]


def test_the_window_is_fixed_and_orders_before_it_do_not_count() -> None:
    rows = orders_on("a", "2022-12-31", "2023-01-01") + orders_on("b", "2022-12-31")
    found = scored(rows)
    assert found.index.tolist() == ["a"]
    assert found.loc["a", "frequency"] == 1


def test_quintiles_put_a_fifth_of_the_customers_into_each_recency_score() -> None:
    rows = [row for n, day in enumerate(days(10, "2024-12-31")) for row in orders_on(f"c{n}", day)]
    found = rfm_scores(scope_of(orders=rows))
    assert found["recency_score"].value_counts().to_dict() == dict.fromkeys(range(1, 6), 2)


@pytest.mark.parametrize(
    ("count", "last", "segment"),
    [
        (10, "2024-12-31", "champions"),
        (1, "2024-12-31", "new"),
        (2, "2024-12-31", "potential_loyalists"),
        (5, "2024-11-15", "loyal"),
        (1, "2024-11-15", "promising"),
        (3, "2024-10-15", "need_attention"),
        (1, "2024-10-15", "about_to_sleep"),
        (10, "2024-03-01", "cannot_lose"),
        (3, "2024-03-01", "at_risk"),
        (2, "2024-03-01", "hibernating"),
    ],
)
def test_the_ten_segments_follow_from_recency_and_frequency(
    count: int, last: str, segment: str
) -> None:
    assert scored(orders_on("a", *days(count, last))).loc["a", "rfm_segment"] == segment


def test_every_cell_has_one_of_the_ten_names_and_every_name_a_cell() -> None:
    assert {name for row in Rules().cells for name in row} == set(SEGMENTS)
    assert [len(row) for row in Rules().cells] == [5] * 5


def eight() -> list[dict[str, Any]]:
    """One customer for every combination of recent, often and much."""
    rows: list[dict[str, Any]] = []
    for often in (False, True):
        for recent in (False, True):
            for much in (False, True):
                name = f"{recent:d}{often:d}{much:d}"
                on = days(4 if often else 1, "2024-12-30" if recent else "2024-06-30")
                amount = (1000.0 if much else 10.0) / len(on)
                rows += orders_on(name, *on, amount=amount)
    return rows


@pytest.mark.parametrize("mark", ["mean", "median"])
def test_the_eight_types_hold_each_customer_against_the_mark(mark: Any) -> None:
    found = scored(eight(), Rules(mark=mark))
    assert found["rfm_type"].to_dict() == {
        "111": "important_value",
        "101": "important_develop",
        "011": "important_keep",
        "001": "important_win_back",
        "110": "general_value",
        "100": "general_develop",
        "010": "general_keep",
        "000": "general_win_back",
    }
    assert set(found["rfm_type"]) == set(EIGHT_TYPES)


def test_counts_and_money_of_types_segments_and_cells_add_up_to_everyone() -> None:
    scope = scope_of(orders=eight())
    for found in (rfm_types(scope), rfm_segments(scope), rfm_grid(scope)):
        assert found["customer_count"].sum() == 8
        assert found["net_spend"].sum() == pytest.approx(4 * 1000 + 4 * 10)
    types = rfm_types(scope).set_index("segment")
    assert types.loc["important_value", "share"] == 1 / 8
    assert types.loc["important_value", "money_share"] == pytest.approx(1000 / 4040)


def test_a_later_order_changes_nothing_seen_from_an_earlier_day() -> None:
    rows = orders_on("a", "2024-03-01") + orders_on("b", "2024-05-01")
    poisoned = rows + orders_on("a", "2024-06-02", amount=9999.0)
    before, after = (
        rfm_scores(Scope(study_of(orders=each), date(2024, 6, 1))) for each in (rows, poisoned)
    )
    pd.testing.assert_frame_equal(before, after)
