"""CSAT, NPS, CES and the response rate, on answers small enough to count by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from metrics.indicator import Dimension
from metrics.quotients import by, over_time, overall
from metrics.registry import BY_NAME
from tests.studies import scope_of


def answers(instrument: str, scale: tuple[int, int], *scores: float) -> list[dict[str, Any]]:
    return [
        {
            "customer_id": f"c{n}",
            "answered_at": pd.Timestamp("2024-06-01"),
            "instrument": instrument,
            "score": float(score),
            "scale_min": float(scale[0]),
            "scale_max": float(scale[1]),
        }
        for n, score in enumerate(scores)
    ]


def measured(name: str, rows: list[dict[str, Any]]) -> pd.Series:
    return overall(scope_of(survey_responses=rows), [BY_NAME[name]]).iloc[0]


@pytest.mark.parametrize(
    ("scale", "scores", "expected", "base"),
    [
        ((1, 5), (5, 4, 3, 1), 2 / 4, 4),
        ((1, 7), (7, 6, 5, 4, 1), 2 / 5, 5),
        ((0, 10), (10, 9, 8, 0), 2 / 4, 4),
        ((0, 100), (100, 99, 20), None, 0),
        ((0, 1), (1, 0), None, 0),
    ],
)
def test_csat_counts_the_two_top_points_of_its_own_scale(
    scale: tuple[int, int], scores: tuple[float, ...], expected: float | None, base: int
) -> None:
    found = measured("csat_top2", answers("csat", scale, *scores))
    assert found["base"] == base
    assert found["left_out"] == len(scores) - base
    assert pd.isna(found["value"]) if expected is None else found["value"] == expected


def test_csat_pools_scales_only_as_shares_of_each_scale() -> None:
    rows = answers("csat", (1, 5), 5, 3) + answers("csat", (0, 10), 0, 10)
    # (1 + .5 + 0 + 1) / 4
    assert measured("csat_mean", rows)["value"] == pytest.approx(62.5)


def test_csat_has_wilsons_interval() -> None:
    found = measured("csat_top2", answers("csat", (1, 5), *[5] * 17, *[2] * 3))
    # 17 of 20, as METHODS gives it.
    assert (found["low"], found["high"]) == pytest.approx((0.640, 0.948), abs=5e-4)


def test_ten_answers_of_one_customer_are_not_ten_customers() -> None:
    alike = [row | {"customer_id": "same"} for row in answers("csat", (1, 5), *[5] * 10)]
    others = answers("csat", (1, 5), 1, 5)
    found = measured("csat_top2", alike + others)
    apart = measured("csat_top2", answers("csat", (1, 5), *[5] * 11, 1))
    assert found["value"] == apart["value"] == 11 / 12
    assert (found["base"], found["customers"]) == (12, 3)
    assert found["high"] - found["low"] > apart["high"] - apart["low"]


def test_nps_is_promoters_less_detractors_with_the_adjusted_wald_interval() -> None:
    found = measured("nps", answers("nps", (0, 10), *[10] * 5, *[8] * 3, *[6] * 2))
    # 5 promoters, 2 detractors of 10: n' = 13, P' = 5.75/13, D' = 2.75/13, v = .5917,
    # half = 1.96 · √(.6006/13): see the arithmetic below.
    centre, spread = 3 / 13, 8.5 / 13
    half = 1.959964 * ((spread - centre**2) / 13) ** 0.5
    assert found["value"] == pytest.approx(30.0)
    assert found["low"] == pytest.approx(100 * (centre - half), abs=1e-3)
    assert found["high"] == pytest.approx(100 * (centre + half), abs=1e-3)


def test_nps_leaves_out_answers_on_another_scale() -> None:
    rows = answers("nps", (0, 10), 10, 0) + answers("nps", (1, 5), 5, 5, 5)
    found = measured("nps", rows)
    assert (found["value"], found["base"], found["left_out"]) == (0.0, 2, 3)


def test_effort_is_a_mean_and_a_share_on_one_to_seven_only() -> None:
    rows = answers("ces", (1, 7), 7, 5, 3) + answers("ces", (1, 5), 5)
    assert measured("ces", rows)["value"] == pytest.approx(5.0)
    assert measured("ces_easy", rows)["value"] == pytest.approx(2 / 3)
    assert measured("ces", rows)["left_out"] == 1


def sent(customer_id: str, day: str, answered: str | None) -> dict[str, Any]:
    return {
        "customer_id": customer_id,
        "sent_at": pd.Timestamp(day),
        "answered_at": pd.Timestamp(answered) if answered else pd.NaT,
        "instrument": "nps",
        "score": 9.0 if answered else None,
    }


def test_the_response_rate_waits_until_a_question_could_be_answered() -> None:
    rows = [
        sent("a", "2024-11-01", "2024-11-03"),
        sent("b", "2024-11-01", None),
        sent("c", "2024-11-01", None),
        sent("d", "2024-12-30", None),
    ]
    found = measured("response_rate", rows)
    assert (found["value"], found["base"]) == (pytest.approx(1 / 3), 3)


def test_a_file_that_keeps_answers_only_has_no_response_rate() -> None:
    rows = [sent("a", "2024-11-01", "2024-11-03"), sent("b", "2024-11-01", "2024-11-09")]
    assert measured("response_rate", rows)["base"] == 0


def test_answers_fall_into_the_period_in_which_they_were_given() -> None:
    rows = answers("nps", (0, 10), 10, 0)
    rows[0]["answered_at"] = pd.Timestamp("2024-05-31 23:59")
    found = over_time(scope_of(survey_responses=rows), [BY_NAME["nps"]], "month")
    assert list(zip(found["period"].dt.date, found["value"], strict=True)) == [
        (date(2024, 5, 1), 100.0),
        (date(2024, 6, 1), -100.0),
    ]


def test_customers_without_a_value_are_a_segment_of_their_own() -> None:
    scope = scope_of(
        customers=[{"customer_id": "c0", "city": "南京"}],
        survey_responses=answers("nps", (0, 10), 10, 0),
    )
    city = Dimension("city", "select customer_id, city as segment from customers")
    found = by(scope, [BY_NAME["nps"]], city).set_index("segment", drop=True)["value"]
    assert found["南京"] == 100.0
    assert found[found.index.isna()].tolist() == [-100.0]
