"""Cohorts by the period of the first order, on orders small enough to draw."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data.scope import Condition, Scope
from metrics.lifecycle.cohort_ages import Ages
from metrics.lifecycle.cohorts import cohort_cell, cohort_retention, opening_cohort, pooled
from metrics.people import people_count
from metrics.quotients import Grain
from tests.screen import some_of
from tests.studies import orders_on, study_of

#         Jan  Feb  Mar  Apr (until the 15th)
#  a       x    x         x
#  b       x         x
#  c            x    x
ORDERS = [
    *orders_on("a", "2024-01-05", "2024-02-05", "2024-04-05"),
    *orders_on("b", "2024-01-10", "2024-01-20", "2024-03-10", amount=30.0),
    *orders_on("c", "2024-02-20", "2024-03-20"),
    *orders_on("a", "2024-03-01", is_returned=True, amount=-4.0),
]
AS_OF = date(2024, 4, 15)


def scope(as_of: date = AS_OF) -> Scope:
    return Scope(study_of(orders=ORDERS), as_of)


def grid(found: pd.DataFrame, column: str) -> dict[str, list[float]]:
    return {
        f"{cohort:%m}": rows.sort_values("age")[column].tolist()
        for cohort, rows in found.groupby("cohort")
    }


def test_a_cell_is_who_of_the_cohort_ordered_at_that_age() -> None:
    found = cohort_retention(scope())
    assert grid(found, "active") == {"01": [2, 1, 1, 1], "02": [1, 1, 0]}
    assert grid(found, "share") == {"01": [1.0, 0.5, 0.5, 0.5], "02": [1.0, 1.0, 0.0]}
    assert grid(found, "cohort_size") == {"01": [2] * 4, "02": [1] * 3}


def test_ages_ahead_are_absent_and_the_unfinished_one_is_flagged() -> None:
    assert grid(cohort_retention(scope()), "is_complete") == {
        "01": [True, True, True, False],
        "02": [True, True, False],
    }
    on_last_day = cohort_retention(scope(date(2024, 4, 30)))
    assert on_last_day["is_complete"].all()


def test_money_and_order_days_are_held_against_the_first_period() -> None:
    # January: a 10, b 60; February: a 10; March: b 30 less a's 4; April: a 10.
    money = cohort_retention(scope(), measure="money")
    assert grid(money, "amount")["01"] == [70.0, 10.0, 26.0, 10.0]
    assert grid(money, "share")["01"] == pytest.approx([1, 10 / 70, 26 / 70, 10 / 70])
    orders = cohort_retention(scope(), measure="orders")
    assert grid(orders, "amount")["01"] == [3.0, 1.0, 1.0, 1.0]
    assert money["low"].isna().all()


def test_cells_have_wilsons_interval() -> None:
    found = cohort_retention(scope())
    cell = found[(found["cohort"] == "2024-01-01") & (found["age"] == 1)].iloc[0]
    # 1 of 2: centre ½, half-width √(z²·¼/2 + z⁴/16) / (2 + z²) with z² = 3.841459.
    half = 1.959964 * (0.25 / 2 + 3.841459 / 16) ** 0.5 / (1 + 3.841459 / 2)
    assert (cell["low"], cell["high"]) == pytest.approx((0.5 - half, 0.5 + half), abs=1e-6)


def test_the_pooled_curve_weighs_customers_and_leaves_out_what_is_not_over() -> None:
    found = pooled(cohort_retention(scope())).set_index("age")
    assert found.loc[1, ["active", "at_risk", "cohort_count"]].tolist() == [2, 3, 2]
    assert found.loc[1, "share"] == pytest.approx(2 / 3)
    assert found.loc[2, ["active", "at_risk"]].tolist() == [1, 2]  # February's April is not over
    assert 3 not in found.index


def test_on_or_after_counts_whoever_ordered_then_or_later() -> None:
    found = cohort_retention(scope(), ages=Ages("onward"))
    # January: a's last order is of age 3, b's of age 2; February: c's of age 1.
    assert grid(found, "active") == {"01": [2, 2, 2, 1], "02": [1, 1, 0]}
    assert grid(found, "amount") == grid(found, "active")
    money = cohort_retention(scope(), measure="money", ages=Ages("onward"))
    assert grid(money, "amount")["01"] == [70.0 + 10 + 26 + 10, 46.0, 36.0, 10.0]


def test_a_bracket_counts_a_customer_once_and_is_over_with_its_last_age() -> None:
    ages = Ages("bracket", (1, 3, 5))  # 0, 1 to 2, 3 to 4
    found = cohort_retention(scope(), ages=ages)
    assert grid(found, "active") == {"01": [2, 2, 1], "02": [1, 1]}
    assert grid(found, "age") == {"01": [0, 1, 3], "02": [0, 1]}
    # Ages 1 and 2 of February's end with April, whose 15th it is; January's 4 is May.
    assert grid(found, "is_complete") == {"01": [True, True, False], "02": [True, False]}
    assert grid(cohort_retention(scope(), measure="money", ages=ages), "amount")["01"] == [
        *(70.0, 36.0, 10.0)
    ]
    orders = cohort_retention(scope(), measure="orders", ages=ages)
    assert grid(orders, "amount")["01"] == [3.0, 2.0, 1.0]


@pytest.mark.parametrize("ages", [Ages(), Ages("onward"), Ages("bracket", (1, 3, 5))])
@pytest.mark.parametrize("grain", some_of(["week", "month"], "month"))
def test_every_cell_has_as_many_people_as_it_says(ages: Ages, grain: Grain) -> None:
    for cell in cohort_retention(scope(), grain, ages=ages).itertuples():
        until = ages.until(int(cell.age))
        members = cohort_cell(cell.cohort.date(), int(cell.age), grain, until)
        assert people_count(scope(), members, ["in"]) == cell.active


@pytest.mark.parametrize("edges", [(), (1,), (0, 3), (4, 4, 6), (6, 4), (1, 10_000)])
def test_edges_that_make_no_brackets_are_known(edges: tuple[int, ...]) -> None:
    assert not Ages("bracket", edges).is_sound


def test_the_people_of_a_cell_are_as_many_as_the_cell_says() -> None:
    cell = cohort_cell(date(2024, 1, 1), 2)
    assert people_count(scope(), cell, ["in"]) == 1
    assert scope().frame(cell.members, **dict(cell.parameters))["customer_id"].tolist() == ["b"]


@pytest.mark.parametrize(("grain", "ages"), [("quarter", [0, 1]), ("year", [0])])
def test_other_grains(grain: str, ages: list[int]) -> None:
    found = cohort_retention(scope(), grain)  # type: ignore[arg-type]
    assert found["age"].tolist() == ages
    assert found["cohort_size"].tolist() == [3] * len(ages)


def test_the_opening_cohort_is_that_of_the_first_order_of_all_however_short_the_time_shown() -> (
    None
):
    known = Scope(study_of(orders=orders_on("a", "2024-01-31", "2024-03-01")), AS_OF)
    assert opening_cohort(known) == date(2024, 1, 1)
    assert opening_cohort(replace(known, since=date(2024, 3, 1))) == date(2024, 1, 1)
    assert opening_cohort(Scope(study_of(customers=[{"customer_id": "a"}]), AS_OF)) is None


def test_a_segment_that_came_later_does_not_open_the_data() -> None:
    early, late = orders_on("a", "2024-01-31"), orders_on("b", "2024-03-01")
    people = [{"customer_id": "a", "city": "A"}, {"customer_id": "b", "city": "B"}]
    in_b = Condition("select customer_id, city as segment from customers", ("B",))
    study = study_of(customers=people, orders=[*early, *late])
    group = Scope(study, AS_OF, conditions=(in_b,))
    assert opening_cohort(group) == date(2024, 1, 1)
    # So nothing is said under a grid that begins in March.
    assert cohort_retention(group)["cohort"].min() == pd.Timestamp("2024-03-01")


def test_no_orders_make_no_cohorts() -> None:
    assert cohort_retention(Scope(study_of(customers=[{"customer_id": "a"}]), AS_OF)).empty
