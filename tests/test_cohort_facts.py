"""The cells of the latest cohorts that a report states, counted by hand."""

from dataclasses import replace
from datetime import date

import pandas as pd

from data.scope import Scope
from metrics.lifecycle.cohort_ages import Ages
from metrics.stated.cohort_facts import COHORTS_TOLD, bracket_cells, cohort_cells
from tests.studies import orders_on, study_of

ORDERS = [
    *orders_on("a", "2024-01-05", "2024-02-05", "2024-03-05"),
    *orders_on("b", "2024-01-05", "2024-03-05"),
    *orders_on("c", "2024-02-05", "2024-03-05"),
    *orders_on("d", "2024-03-05"),
]


def scope() -> Scope:
    study = study_of(orders=ORDERS)
    return Scope(study, date(2024, 4, 15), filled=study.filled())


def test_a_cell_tells_who_ordered_then_who_then_or_later_and_what_they_spent() -> None:
    found = cohort_cells(scope())
    # April is not over; everybody's first month, age 0, tells nothing.
    columns = ["age", "cohort_size", "customers", "customers_onward", "amount"]
    assert found[columns].to_numpy().tolist() == [
        [1, 2, 1, 2, 10.0],
        [2, 2, 2, 2, 20.0],
        [1, 1, 1, 1, 10.0],
    ]
    assert found["share_onward"].tolist() == [1.0, 1.0, 1.0]
    assert found["share"].tolist() == [0.5, 1.0, 1.0]
    # January's two spent 20 at first, February's one 10.
    assert found["amount_share"].tolist() == [0.5, 1.0, 1.0]


def test_orders_without_an_amount_have_no_money_to_tell() -> None:
    known = scope()
    found = cohort_cells(replace(known, filled=known.filled - {"orders.amount"}))
    assert found[["amount", "amount_share"]].isna().all(axis=None)


def test_the_latest_cohorts_are_told_and_no_more() -> None:
    months = pd.date_range("2023-01-05", "2023-12-05", freq="MS") + pd.Timedelta(days=4)
    orders = [row for n, day in enumerate(months) for row in orders_on(f"c{n}", str(day))]
    study = study_of(orders=orders)
    found = cohort_cells(Scope(study, date(2024, 1, 31), filled=study.filled()))
    assert found["cohort"].nunique() == COHORTS_TOLD
    assert str(found["cohort"].max())[:7] == "2023-12"


def test_a_bracket_counts_each_customer_once_and_all_the_money_of_its_months() -> None:
    found = bracket_cells(scope(), Ages("bracket", (1, 3)))
    # Of January's two both came again by March, with 10 and twice 10 after 20 in January itself.
    columns = ["age", "until_age", "cohort_size", "customers", "share", "amount", "amount_share"]
    assert found[columns].to_numpy().tolist() == [[1, 2, 2, 2, 1.0, 30.0, 1.5]]
    later = bracket_cells(scope(), Ages("bracket", (1, 2, 4)))
    # The second bracket of January, of February and March, is over on no day before May.
    assert later[["cohort_size", "age", "until_age"]].to_numpy().tolist() == [[2, 1, 1], [1, 1, 1]]
