"""Worked examples of the histories that the models of buying read."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from metrics.buying import bg_nbd
from metrics.buying.purchases import patterns, purchase_history
from metrics.refusals import TooFewError
from tests.published import scope_over

ORDERS = [
    ("once", "2024-01-01 09:00", 10.0, None),
    ("twice a day", "2024-01-01 09:00", 10.0, None),
    ("twice a day", "2024-01-01 21:00", 5.0, None),
    ("three days", "2024-01-01 09:00", 99.0, False),
    ("three days", "2024-01-08 09:00", 20.0, False),
    ("three days", "2024-01-15 09:00", 10.0, False),
    ("three days", "2024-01-15 10:00", 30.0, False),
    ("refund only", "2024-01-02 09:00", -10.0, True),
    ("bad refund only", "2024-01-02 09:00", -10.0, None),
    ("sent back", "2024-01-01 09:00", 10.0, None),
    ("sent back", "2024-01-08 09:00", 10.0, True),
    ("too late", "2024-02-01 09:00", 10.0, None),
    ("undated", None, 10.0, None),
]


def orders() -> pd.DataFrame:
    rows = pd.DataFrame(ORDERS, columns=["customer_id", "ordered_at", "amount", "is_returned"])
    return rows.assign(ordered_at=pd.to_datetime(rows["ordered_at"]))


def test_a_history_counts_days_after_the_first_and_leaves_refunds_out() -> None:
    found = purchase_history(scope_over(date(2024, 1, 29), orders=orders()))
    by_customer = found.set_index("customer_id")
    assert list(by_customer.index) == ["once", "sent back", "three days", "twice a day"]
    assert by_customer["frequency"].to_dict() == {
        "once": 0,
        "sent back": 0,
        "three days": 2,
        "twice a day": 0,
    }
    assert by_customer.loc["three days", ["recency", "age"]].tolist() == [2, 4]
    # The first day's 99 are no repeat; the others are 20 and 10 + 30.
    assert by_customer.loc["three days", "monetary_value"] == 30
    assert by_customer["monetary_value"].isna().sum() == 3


@pytest.mark.parametrize(("unit", "age"), [("day", 28), ("week", 4), ("month", 28 / 30.4375)])
def test_a_history_is_told_in_the_unit_asked_for(unit: str, age: float) -> None:
    found = purchase_history(scope_over(date(2024, 1, 29), orders=orders()), unit)  # type: ignore[arg-type]
    assert found["age"].max() == pytest.approx(age)


def test_a_history_until_an_earlier_day_knows_nothing_later() -> None:
    whole = orders()
    early = whole[whole["ordered_at"].isna() | (whole["ordered_at"] < "2024-01-09")]
    then = purchase_history(scope_over(date(2024, 1, 8), orders=early))
    now = purchase_history(scope_over(date(2024, 2, 28), orders=whole), until=date(2024, 1, 8))
    pd.testing.assert_frame_equal(then, now)


def test_a_study_without_orders_has_an_empty_history_and_no_model() -> None:
    found = purchase_history(scope_over(date(2024, 1, 8)))
    assert found.empty
    with pytest.raises(TooFewError) as refusal:
        bg_nbd.fit(found)
    assert (refusal.value.need, refusal.value.have, refusal.value.of) == (300, 0, "customers")


def test_histories_that_are_alike_are_counted_once() -> None:
    history = pd.DataFrame({"frequency": [1, 0, 1], "recency": [0.5, 0, 0.5], "age": [2.0, 2, 2]})
    counted = patterns(history)
    assert np.column_stack(counted).tolist() == [[0, 0, 2, 1], [1, 0.5, 2, 2]]
