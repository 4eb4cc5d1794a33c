"""Published numbers of one line each: intervals, drivers, multiples, sample sizes, 80/20."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from metrics.quotients import overall
from metrics.registry import BY_NAME
from metrics.satisfaction.drivers import lmg, relative_weights
from metrics.statistics.intervals import adjusted_wald, hall, ratio_skewness, student, wilson
from metrics.worth.concentration import concentration, customer_values, lorenz
from metrics.worth.economics import (
    LeakyBucket,
    answers_for_change,
    answers_for_margin,
    break_even_risk,
    margin_multiple,
    sample_size,
    sample_size_with_holdout,
    yearly_churn,
)
from tests.published import cdnow
from tests.studies import orders_on, scope_of


@pytest.mark.parametrize(
    ("hits", "base", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_newcombes_table(hits: int, base: int, low: float, high: float) -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    found = wilson(hits / base, base)
    assert [float(end) for end in found] == pytest.approx([low, high], abs=0.0001)


def test_the_net_score_interval_is_that_of_the_worked_formula() -> None:
    # 50 promoters, 20 detractors of 100: (50 − 20) / 103 and variance (70 + 1.5) / 103 − that².
    centre = 30 / 103
    half = 1.959964 * ((71.5 / 103 - centre**2) / 103) ** 0.5
    found = adjusted_wald(30, 70, 100)
    assert [float(end) for end in found] == pytest.approx([centre - half, centre + half], abs=1e-6)


def test_the_ends_of_money_are_moved_as_worked_by_hand() -> None:
    """10 · (∛(1 + .3 · (1.96 − .05)) − 1) = 1.630 errors below; with −1.96 2.650 above."""
    found = hall(100.0, 4.0, 0.3, 1e9)
    ends = [100 - 2 * 1.6303, 100 + 2 * 2.6504]
    assert [float(end) for end in found] == pytest.approx(ends, abs=2e-3)


def test_what_is_not_skewed_has_students_ends() -> None:
    plain, moved = student(5.0, 1.0, 20), hall(5.0, 1.0, 0.0, 19)
    assert [float(end) for end in moved] == pytest.approx([float(end) for end in plain], abs=1e-5)


def test_the_skewness_of_a_ratio_comes_from_its_sums() -> None:
    """Of n − 2·d, which are −3, 2 and 1: the cubes sum to −18, the squares to 14."""
    n, d = np.array([1.0, 6.0, 5.0]), np.array([2.0, 2.0, 2.0])
    cubes = ((n**3).sum(), (n**2 * d).sum(), (n * d**2).sum(), (d**3).sum())
    assert float(ratio_skewness(2.0, cubes, 14.0)) == pytest.approx(-18 / 14**1.5)


def test_money_per_customer_leans_to_the_one_who_spends_most() -> None:
    """10, 10, 10, 10 and 60: 20 on average; away by −10 four times and 40."""
    rows = [row for n in range(4) for row in orders_on(f"c{n}", "2024-03-01")]
    rows += orders_on("best", "2024-03-01", amount=60.0)
    found = overall(scope_of(orders=rows), [BY_NAME["historic_revenue"]]).iloc[0]
    skewness = (40**3 - 4 * 10**3) / (40**2 + 4 * 10**2) ** 1.5
    low, high = hall(20.0, 2000 / 4 / 5, skewness, 4)
    assert (found["low"], found["high"]) == pytest.approx((float(low), float(high)))
    assert found["high"] - 20 > 20 - found["low"]


@pytest.mark.parametrize(
    ("retention", "multiples"),
    [
        (0.6, (1.20, 1.15, 1.11, 1.07)),
        (0.7, (1.75, 1.67, 1.59, 1.52)),
        (0.8, (2.67, 2.50, 2.35, 2.22)),
        (0.9, (4.50, 4.09, 3.75, 3.46)),
    ],
)
def test_margin_multiples_are_gupta_and_lehmanns(
    retention: float, multiples: tuple[float, ...]
) -> None:
    found = [margin_multiple(retention, discount) for discount in (0.10, 0.12, 0.14, 0.16)]
    assert found == pytest.approx(multiples, abs=0.005)


def test_margin_multiples_grow_with_the_margin_as_published() -> None:
    found = [margin_multiple(0.9, 0.12, growth) for growth in (0, 0.02, 0.04, 0.06, 0.08)]
    assert found == pytest.approx([4.09, 4.46, 4.89, 5.42, 6.08], abs=0.005)
    # Paid at once, the multiple is one margin more.
    at_once = margin_multiple(0.9, 0.12, is_paid_at_once=True)
    assert at_once == pytest.approx(1 + margin_multiple(0.9, 0.12))
    assert margin_multiple(0.99, 0.05, growth=0.10) == float("inf")


@pytest.mark.parametrize(
    ("retention", "gain"), [(0.6, 0.20), (0.7, 0.22), (0.8, 0.26), (0.9, 0.37)]
)
def test_five_points_of_retention_are_worth_less_than_the_legend(
    retention: float, gain: float
) -> None:
    found = margin_multiple(retention + 0.05, 0.12) / margin_multiple(retention, 0.12) - 1
    assert found == pytest.approx(gain, abs=0.005)


@pytest.mark.parametrize(
    ("base", "changed", "expected"),
    [(0.10, 0.12, 3841), (0.05, 0.06, 8158), (0.02, 0.025, 13809), (0.00573, 0.00884, 11737)],
)
def test_sample_sizes_are_the_published_ones(base: float, changed: float, expected: int) -> None:
    assert sample_size(base, changed) == pytest.approx(expected, abs=1)


def test_a_small_holdout_costs_customers() -> None:
    assert sample_size_with_holdout(0.10, 0.12, 0.5) == pytest.approx(7677, abs=1)
    assert sample_size_with_holdout(0.10, 0.12, 0.1) == pytest.approx(19_963, abs=1)


def test_a_net_score_needs_as_many_answers_as_published() -> None:
    assert answers_for_margin(0.61, 0.05) == pytest.approx(937, abs=1)
    assert answers_for_margin(1, 0.05) == pytest.approx(1537, abs=1)
    assert answers_for_change(0.61, 0.05) == pytest.approx(3830, abs=1)
    assert answers_for_change(0.61, 0.10) == pytest.approx(958, abs=1)


def test_two_percent_a_month_are_not_twenty_four_a_year() -> None:
    assert yearly_churn(0.02) == pytest.approx(0.215, abs=0.0005)
    assert break_even_risk(cost=10, saved=0.3, value=100) == pytest.approx(1 / 3)


def test_a_leaky_bucket_fills_to_its_balance() -> None:
    bucket = LeakyBucket(customers=1000, churn=0.1, gained=50)
    # 1000 · .9 + 50, then 950 · .9 + 50.
    assert bucket.path(2).tolist() == pytest.approx([1000, 950, 905])
    assert bucket.balance == 500
    assert bucket.half_life == pytest.approx(6.5788, abs=0.0001)
    assert bucket.path(500)[-1] == pytest.approx(500)
    assert LeakyBucket(10, 0, 2).path(3).tolist() == [10, 12, 14, 16]


# R's `swiss`, Grömping 2006's example: correlations of 47 provinces in 1888, to six digits.
SWISS = {
    "Agriculture": [1, -0.686542, -0.639523, 0.401095, -0.060859, 0.353079],
    "Examination": [-0.686542, 1, 0.698415, -0.572742, -0.114022, -0.645883],
    "Education": [-0.639523, 0.698415, 1, -0.153859, -0.099322, -0.663789],
    "Catholic": [0.401095, -0.572742, -0.153859, 1, 0.175496, 0.463685],
    "Infant.Mortality": [-0.060859, -0.114022, -0.099322, 0.175496, 1, 0.416556],
    "Fertility": [0.353079, -0.645883, -0.663789, 0.463685, 0.416556, 1],
}


def test_the_drivers_of_fertility_weigh_what_was_published() -> None:
    correlations = np.array(list(SWISS.values()))
    found = lmg(correlations)
    assert found.tolist() == pytest.approx([0.0571, 0.1712, 0.2601, 0.1056, 0.1128], abs=0.0001)
    assert found.sum() == pytest.approx(0.7067, abs=0.0001)
    weights = relative_weights(correlations).tolist()
    assert weights == pytest.approx([0.0484, 0.1547, 0.2720, 0.1147, 0.1170], abs=0.0001)


def test_the_best_fifth_of_cdnow_bring_two_thirds() -> None:
    values = customer_values(cdnow("master").on(date(1998, 6, 30)))
    found = concentration(values).set_index("name")
    assert found["base"].tolist() == [23_570] * 3
    published = pd.DataFrame(
        {
            "top20_share": [0.678, 0.670, 0.686],
            "gini": [0.635, 0.627, 0.643],
            "customers_for_80": [0.327, 0.319, 0.334],
        },
        index=["value", "low", "high"],
    ).T
    assert found[["value", "low", "high"]].to_numpy() == pytest.approx(
        published.to_numpy(), abs=0.001
    )
    curve = lorenz(values, 6)
    assert curve["value"].iloc[4] == pytest.approx(1 - 0.678, abs=0.0005)
