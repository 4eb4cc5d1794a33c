"""What doubtful records move: figures measured with them and without, told by how much."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from metrics.blast_radius import figures, moved_most
from tests.studies import AS_OF, orders_on, scope_of


def measured(**values: tuple[float, str]) -> pd.DataFrame:
    rows = [
        {"name": n, "unit": unit, "value": value, "base": 50.0, "minimum": 30.0}
        for n, (value, unit) in values.items()
    ]
    return pd.DataFrame(rows)


def told(**tables: list[dict[str, Any]]) -> pd.DataFrame:
    scope = scope_of(AS_OF, **tables)
    return figures(replace(scope, filled=scope.study.filled())).set_index("name")


def test_figures_are_totals_and_every_indicator_that_the_data_tell() -> None:
    found = told(orders=orders_on("a", "2024-01-01", "2024-02-01") + orders_on("b", "2024-03-01"))
    assert found["value"].loc[["customer_count", "order_count", "revenue"]].tolist() == [2, 3, 30]
    assert found.loc["revenue", "unit"] == "money"
    assert {"repeat_rate", "average_order_value"} <= set(found.index)


def test_returns_are_taken_off_the_revenue() -> None:
    back = orders_on("a", "2024-02-01", amount=-4.0, is_returned=True)
    found = told(orders=orders_on("a", "2024-01-01") + back)
    assert found["value"].loc[["order_count", "revenue"]].tolist() == [1, 6]


def test_without_orders_there_is_no_revenue_to_move() -> None:
    assert told(customers=[{"customer_id": "a"}]).index.tolist() == ["customer_count"]


def test_what_is_shaken_most_comes_first_with_both_values_and_the_difference() -> None:
    taken = measured(revenue=(959.0, "money"), repeat_rate=(0.30, "share"), nps=(10, "points"))
    other = measured(revenue=(1000.0, "money"), repeat_rate=(0.24, "share"), nps=(13, "points"))
    found = moved_most(taken, other)
    assert found["name"].tolist() == ["repeat_rate", "revenue", "nps"]
    # By hand: 0.06 of 0.24; 41 of 1,000 ("revenue −4.1 %"); 3 points of a hundred.
    assert found["change"].tolist() == pytest.approx([0.25, -0.041, -0.03])
    assert found["difference"].tolist() == pytest.approx([0.06, -41.0, -3.0])
    assert found["other"].tolist() == [0.24, 1000.0, 13.0]
    assert moved_most(taken, other, 1)["name"].tolist() == ["repeat_rate"]


@pytest.mark.parametrize(("taken", "other"), [(1000.0, 1000.0), (1000.3, 1000.0)])
def test_what_moves_nothing_is_not_told(taken: float, other: float) -> None:
    found = moved_most(measured(revenue=(taken, "money")), measured(revenue=(other, "money")))
    assert found.empty


def test_what_rests_on_too_few_is_not_told() -> None:
    few = measured(repeat_rate=(0.9, "share")).assign(base=3.0)
    assert moved_most(few, few.assign(value=0.1)).empty


def test_from_nothing_to_something_is_told_without_a_share() -> None:
    found = moved_most(measured(returned=(0.02, "share")), measured(returned=(0.0, "share")))
    assert found["name"].tolist() == ["returned"]
    assert found["change"].isna().all()
