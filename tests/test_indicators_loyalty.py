"""Repeat rate, frequency, order value and returns, on orders small enough to count by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.comparison import against_rest
from metrics.dimensions import dimension_called
from metrics.quotients import overall
from metrics.registry import BY_NAME
from metrics.statistics.intervals import turned_over
from tests.studies import orders_on, scope_of, study_of


def measured(name: str, scope: Scope) -> pd.Series:
    return overall(scope, [BY_NAME[name]]).iloc[0]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (orders_on("a", "2024-01-01", "2024-06-29"), 1.0),  # day 180
        (orders_on("a", "2024-01-01", "2024-06-30"), 0.0),  # day 181
        (orders_on("a", "2024-01-01 09:00", "2024-01-01 18:00"), 0.0),
        (
            orders_on("a", "2024-01-01") + orders_on("a", "2024-02-01", is_returned=True),
            0.0,
        ),
        (orders_on("a", "2024-01-01") + orders_on("a", "2024-02-01", amount=-10.0), 0.0),
    ],
)
def test_a_repeat_is_a_second_kept_order_on_another_day_within_180_days(
    rows: list[dict[str, Any]], expected: float
) -> None:
    assert measured("repeat_rate", scope_of(orders=rows))["value"] == expected


def test_a_customer_who_is_too_young_is_not_judged_even_if_already_back() -> None:
    rows = orders_on("old", "2024-01-01") + orders_on("young", "2024-12-01", "2024-12-08")
    found = measured("repeat_rate", scope_of(orders=rows))
    assert (found["value"], found["base"], found["left_out"]) == (0.0, 1, 1)


def test_waiting_longer_does_not_raise_the_repeat_rate() -> None:
    study = study_of(
        orders=orders_on("a", "2022-01-01", "2023-06-01") + orders_on("b", "2022-01-01")
    )
    early, late = (Scope(study, date(year, 12, 31)) for year in (2022, 2024))
    assert measured("repeat_rate", early)["value"] == measured("repeat_rate", late)["value"] == 0.0


def test_frequency_is_the_orders_after_the_first_per_year_since_it() -> None:
    rows = orders_on("a", "2023-01-01", "2023-05-01", "2024-02-01") + orders_on("b", "2024-01-01")
    found = measured("order_frequency", scope_of(orders=rows))
    # 2 orders in 730 and 0 in 365 days.
    assert found["value"] == pytest.approx(2 / (1095 / 365.25))


def test_ends_of_frequency_are_those_of_the_time_an_order_takes_turned_over() -> None:
    # The rate 2 within .2: an order takes half a year within .05, times t(2), 4.302653.
    half = 4.302653 * 0.05
    found = turned_over([2.0, 2.0, 0.0], [0.04, 1.0, 0.0], 3, 10)
    assert found.low[0] == pytest.approx(1 / (0.5 + half), abs=1e-5)
    assert found.high[0] == pytest.approx(1 / (0.5 - half), abs=1e-5)
    # Where an order may take no time at all, the rate's own upper end: 2 + 4.302653.
    assert (found.low[1], found.high[1]) == pytest.approx((2 / 3.1513265, 6.302653), abs=1e-5)
    # None in ten years: the rate at which that would happen 1 time in 40, -log(.025) / 10.
    assert (found.low[2], found.high[2]) == pytest.approx((0, 0.368888), abs=1e-5)


def test_a_segment_that_never_comes_back_orders_less_often_than_the_rest() -> None:
    city = {"idle": ("2024-01-01",), "busy": ("2024-01-01", "2024-05-01", "2024-09-01")}
    names = [f"{segment} {n}" for segment in city for n in range(50)]
    scope = scope_of(
        customers=[{"customer_id": name, "city": name[:4]} for name in names],
        orders=[row for name in names for row in orders_on(name, *city[name[:4]])],
    )
    found = against_rest(scope, [BY_NAME["order_frequency"]], [dimension_called("city")])
    idle = found.set_index("segment").loc["idle"]
    # 50 × 365 days without an order; the rest come twice in as many, all alike.
    assert idle["difference"] == pytest.approx(-2 / (365 / 365.25))
    assert (idle["low"], idle["high"]) == pytest.approx((0, 3.688879 / (50 * 365 / 365.25)))
    assert (idle["verdict"], idle["is_notable"]) == ("lower", True)


def test_frequency_of_a_period_counts_its_orders_and_its_days() -> None:
    rows = orders_on("a", "2023-01-01", "2023-05-01", "2024-02-01")
    scope = Scope(study_of(orders=rows), date(2024, 12, 31), since=date(2024, 1, 1))
    assert measured("order_frequency", scope)["value"] == pytest.approx(1 / (365 / 365.25))


def test_the_lines_of_an_order_are_one_order() -> None:
    rows = [
        *orders_on("a", "2024-01-01", "2024-01-01", order_id="1"),
        *orders_on("a", "2024-01-01 10:00", order_id="2", amount=40.0),
        *orders_on("b", "2024-01-01 09:00", "2024-01-01 10:00"),
    ]
    found = measured("average_order_value", scope_of(orders=rows))
    # Orders of 20, 40, 10 and 10.
    assert (found["value"], found["base"]) == (20.0, 4)


def test_what_came_back_is_a_share_of_all_orders() -> None:
    rows = orders_on("a", "2024-01-01", "2024-02-01", "2024-03-01", is_returned=False)
    rows += orders_on("a", "2024-02-05", is_returned=True, amount=-10.0)
    assert measured("returned_share", scope_of(orders=rows))["value"] == 0.25


def test_order_value_has_the_t_interval_between_customers() -> None:
    rows = [
        *orders_on("a", "2024-01-01", amount=10.0),
        *orders_on("b", "2024-01-01", amount=20.0),
        *orders_on("c", "2024-01-01", amount=30.0),
    ]
    found = measured("average_order_value", scope_of(orders=rows))
    # Mean 20, standard deviation 10, t(2) at .975 is 4.302653: 20 ± 4.302653 · 10 / √3.
    half = 4.302653 * 10 / 3**0.5
    assert (found["low"], found["high"]) == pytest.approx((20 - half, 20 + half), abs=1e-4)
