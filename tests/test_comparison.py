"""Differences, verdicts and what stands out: numbers worked by hand and published."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.comparison import (
    _told_apart,
    against_rest,
    difference,
    is_beyond_chance,
    moved,
    notable,
)
from metrics.dimensions import dimension_called
from metrics.registry import BY_NAME
from metrics.statistics.intervals import difference_interval, wilson
from tests.studies import scope_of

CHURN = BY_NAME["customer_churn"]


def row(ended: int, base: int) -> dict[str, float]:
    low, high = wilson(ended / base, base)
    return {"value": ended / base, "low": float(low), "high": float(high), "base": base}


def test_the_difference_of_two_shares_has_newcombes_interval() -> None:
    # Newcombe 1998 (Statistics in Medicine 17:873), method 10: 56/70 − 48/80 is .2 in
    # .0524 to .3339.
    low, high = difference_interval(row(56, 70), row(48, 80))
    assert (float(low), float(high)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [((56, 70), (48, 80), "higher"), ((48, 80), (56, 70), "lower"), ((28, 70), (35, 80), "same")],
)
def test_a_verdict_says_higher_lower_or_that_they_cannot_be_told_apart(
    now: tuple[int, int], before: tuple[int, int], verdict: str
) -> None:
    found = difference(CHURN, row(*now), row(*before))
    assert found is not None
    assert found.verdict == verdict
    assert found.low <= found.value <= found.high


def test_too_few_give_no_verdict() -> None:
    assert difference(CHURN, row(20, 29), row(1, 500)) is None


def test_many_looks_are_allowed_for() -> None:
    # Benjamini–Hochberg at 5 %: .01 ≤ .05 · 1/4 counts, .03 > .05 · 2/4 and all after it do not.
    p = pd.Series([0.01, 0.03, 0.04, 0.9, float("nan")]).to_numpy()
    assert is_beyond_chance(p).tolist() == [True, False, False, False, False]
    assert is_beyond_chance(p[:1]).tolist() == [True]
    assert is_beyond_chance(p[:0]).tolist() == []


def contracts(city: str, ended: int, base: int) -> list[dict[str, Any]]:
    return [{"customer_id": f"{city}{n}", "is_ended": n < ended, "city": city} for n in range(base)]


ROWS = [*contracts("a", 60, 100), *contracts("b", 20, 100), *contracts("c", 22, 100)]
ROWS += contracts("few", 9, 9)
TABLES: dict[str, Any] = {
    "customers": [{"customer_id": r["customer_id"], "city": r["city"]} for r in ROWS],
    "subscriptions": [{"customer_id": r["customer_id"], "is_ended": r["is_ended"]} for r in ROWS],
}


def test_a_segment_is_held_against_all_others() -> None:
    found = against_rest(scope_of(**TABLES), [CHURN], [dimension_called("city")]).set_index(
        "segment"
    )
    assert found.loc["a", "rest_base"] == 209
    assert found.loc["a", "rest_value"] == pytest.approx((20 + 22 + 9) / 209)
    assert found.loc["a", "difference"] == pytest.approx(0.6 - 51 / 209)
    assert found["verdict"].dropna().to_dict() == {"a": "higher", "b": "lower", "c": "lower"}


def test_what_to_look_at_first_is_what_differs_most_surely() -> None:
    found = notable(scope_of(**TABLES), [CHURN], [dimension_called("city")])
    assert found["segment"].tolist() == ["a", "b", "c"]
    assert set(found["kind"]) == {"stands_out"}


def test_customers_without_a_value_are_nothing_to_look_at_first() -> None:
    nameless = [{**customer, "city": None} for customer in TABLES["customers"][:100]]
    tables = TABLES | {"customers": [*nameless, *TABLES["customers"][100:]]}
    found = notable(scope_of(**tables), [CHURN], [dimension_called("city")])
    assert found["segment"].tolist() == ["b", "c"]


def test_two_segments_that_mirror_each_other_are_told_once() -> None:
    tables: dict[str, Any] = {name: rows[:200] for name, rows in TABLES.items()}
    assert len(notable(scope_of(**tables), [CHURN], [dimension_called("city")])) == 1


def test_nothing_stands_out_where_all_are_alike() -> None:
    alike = [*contracts("a", 30, 100), *contracts("b", 31, 100)]
    tables: dict[str, Any] = {
        "customers": [{"customer_id": r["customer_id"], "city": r["city"]} for r in alike],
        "subscriptions": alike,
    }
    assert notable(scope_of(**tables), [CHURN], [dimension_called("city")]).empty


def test_a_segment_that_moved_is_told_with_what_it_was() -> None:
    earlier = scope_of(
        customers=TABLES["customers"],
        subscriptions=[{"customer_id": r["customer_id"], "is_ended": False} for r in ROWS],
    )
    found = moved(scope_of(**TABLES), earlier, [CHURN], [dimension_called("city")])
    own = found.set_index("segment").loc["a"]
    assert own[["value", "earlier_value", "difference", "verdict"]].tolist() == [
        0.6,
        0,
        0.6,
        "higher",
    ]


def test_a_segment_of_nearly_everybody_is_no_finding() -> None:
    """b differs from the 500 of a; that a, five in six, differs from b is the same told worse."""
    rows = [*contracts("a", 50, 500), *contracts("b", 60, 100)]
    tables: dict[str, Any] = {
        "customers": [{"customer_id": r["customer_id"], "city": r["city"]} for r in rows],
        "subscriptions": rows,
    }
    found = notable(scope_of(**tables), [CHURN], [dimension_called("city")])
    assert found["segment"].tolist() == ["b"]


def test_a_column_made_of_what_is_counted_is_no_finding() -> None:
    """All of one city left and none of the other: the column was made of the leaving."""
    rows = [*contracts("a", 100, 100), *contracts("b", 0, 100)]
    tables: dict[str, Any] = {
        "customers": [{"customer_id": r["customer_id"], "city": r["city"]} for r in rows],
        "subscriptions": rows,
    }
    assert notable(scope_of(**tables), [CHURN], [dimension_called("city")]).empty


@pytest.mark.parametrize(("left", "is_finding"), [(95, False), (70, True)])
def test_a_forecast_that_came_with_the_file_is_no_finding(left: int, is_finding: bool) -> None:
    """95 of 100 left and 5 of 100: an AUC of .95, which no honest column has; 70 and 30 make .7."""
    rows = [*contracts("a", left, 100), *contracts("b", 100 - left, 100)]
    tables: dict[str, Any] = {
        "customers": [{"customer_id": r["customer_id"], "city": r["city"]} for r in rows],
        "subscriptions": rows,
    }
    found = notable(scope_of(**tables), [CHURN], [dimension_called("city")])
    assert (not found.empty) == is_finding


def test_a_column_of_many_small_segments_keeps_its_large_one() -> None:
    """Of a 60 of 100 left; the 300 towns of one beside it tell of nobody else."""
    alone = [contracts(f"town {n}", n % 5 == 0, 1)[0] for n in range(300)]
    rows = [*contracts("a", 60, 100), *alone]
    tables: dict[str, Any] = {
        "customers": [{"customer_id": r["customer_id"], "city": r["city"]} for r in rows],
        "subscriptions": rows,
    }
    assert (
        "a" in notable(scope_of(**tables), [CHURN], [dimension_called("city")])["segment"].tolist()
    )


def test_a_segment_without_a_value_tells_nobody_apart() -> None:
    """Of two in b one is counted, of two in c none; of a nothing is known. One is ranked by the
    other: b's counted one by 0 of 1, b's other by 1 of 1, c's two by 0 of 1."""
    own = pd.DataFrame({"value": [np.nan, 0.5, 0.0], "base": [3, 2, 2]})
    assert _told_apart(own) == pytest.approx((0 + 0.5 + 0.5) / 3)
