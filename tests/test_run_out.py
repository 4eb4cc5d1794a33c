"""Who is due to buy: the merchant's notebook, worked by hand."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.buying.run_out import due_bands, run_out
from metrics.refusals import TooFewError
from tests.studies import orders_on, scope_of

AS_OF = date(2024, 12, 31)


def bought(customer_id: str, *days_ago: int, quantities: tuple[float, ...] = ()) -> list[Any]:
    rows = orders_on(customer_id, *[str(AS_OF - timedelta(days=n)) for n in days_ago])
    return [
        row | {"quantity": quantity}
        for row, quantity in zip(rows, quantities or (1.0,) * len(rows), strict=True)
    ]


def scope(*others: list[Any]) -> Scope:
    """Fifty households that buy every ten days, last 5 days ago, and others."""
    usual = [row for n in range(50) for row in bought(f"h{n:02}", 35, 25, 15, 5)]
    return scope_of(AS_OF, orders=[*usual, *(row for rows in others for row in rows)])


def test_a_household_is_expected_one_of_its_own_gaps_after_its_last_order() -> None:
    found = run_out(scope()).due.set_index("customer_id")
    assert (found["expected_on"] == pd.Timestamp("2025-01-05")).all()
    assert (found["late_days"] == -5).all()
    assert (found["band"] == "week").all()


def test_who_is_late_by_more_than_a_gap_is_long_overdue() -> None:
    # Gaps of 10 like everybody's: expected 45 and 12 − 10 = 2 days ago.
    found = run_out(scope(bought("gone", 85, 75, 65, 55), bought("late", 42, 32, 22, 12))).due
    bands = found.set_index("customer_id")["band"]
    assert bands["gone"] == "long_overdue"
    assert bands["late"] == "overdue"
    assert found["customer_id"].iloc[0] == "gone"


def test_twice_as_much_lasts_twice_as_long_where_quantity_tells_better() -> None:
    # Each household takes 1, 1, 2, 1 sacks and comes after 10, 10, 20 days: the pace is a sack
    # per ten days, and the third gap, told by quantity, is 20; told by gaps alone, 10.
    rows = [
        row for n in range(50) for row in bought(f"h{n:02}", 45, 35, 25, 5, quantities=(1, 1, 2, 2))
    ]
    found = run_out(scope_of(AS_OF, orders=rows))
    assert found.way == "quantity"
    assert found.errors == {"gap": 10, "quantity": 0}
    # A gap is 40 / 3 days for 4 / 3 sacks; two sacks last 20 days, of which 5 have gone.
    assert (found.due["late_days"] == -15).all()


def test_the_bands_count_every_household_once() -> None:
    rows = due_bands(run_out(scope(bought("gone", 85, 75, 65, 55))).due)
    assert rows.set_index("band")["customers"].to_dict() == {
        "long_overdue": 1,
        "overdue": 0,
        "week": 50,
        "month": 0,
        "later": 0,
    }


def test_fewer_than_fifty_regulars_are_refused() -> None:
    few = [row for n in range(49) for row in bought(f"h{n}", 35, 25, 15, 5)]
    with pytest.raises(TooFewError) as refusal:
        run_out(scope_of(AS_OF, orders=[*few, *bought("seldom", 25, 15, 5)]))
    assert (refusal.value.have, refusal.value.of) == (49, "regulars")
