"""What moves the monthly revenue, on a handful of contracts."""

from datetime import date

import pandas as pd
import pytest

from data.scope import Scope
from metrics.contracts.movements import revenue_movements
from tests.contracts import contract
from tests.studies import study_of

CONTRACTS = [
    contract("stays", "2024-01-10", None, 100.0),
    contract("grows", "2024-01-10", "2024-02-10", 10.0),
    contract("grows", "2024-02-10", None, 25.0),
    contract("shrinks", "2024-01-10", "2024-03-01", 50.0),
    contract("shrinks", "2024-03-01", None, 20.0),
    contract("pauses", "2024-01-10", "2024-02-20", 7.0),
    contract("pauses", "2024-03-20", None, 8.0),
    contract("within a month", "2024-02-05", "2024-02-25", 99.0),
]


def found(as_of: date = date(2024, 4, 15)) -> pd.DataFrame:
    return revenue_movements(Scope(study_of(subscriptions=CONTRACTS), as_of))


def test_each_month_tells_what_moved_the_revenue() -> None:
    rows = found().set_index(found()["period"].dt.strftime("%m")).drop(columns="period")
    assert rows.loc["01"].tolist() == [0, 167, 0, 0, 0, 0, 167, True]
    assert rows.loc["02"].tolist() == [167, 0, 0, 15, 0, -7, 175, True]
    assert rows.loc["03"].tolist() == [175, 0, 8, 0, -30, 0, 153, True]
    assert rows.loc["04"].tolist() == [153, 0, 0, 0, 0, 0, 153, False]


@pytest.mark.parametrize("as_of", [date(2024, 2, 15), date(2024, 2, 29), date(2024, 4, 15)])
def test_the_movements_lead_from_start_to_end(as_of: date) -> None:
    rows = found(as_of)
    names = ["starting", "new_amount", "reactivation", "expansion", "contraction", "churn"]
    assert rows[names].sum(axis=1).tolist() == pytest.approx(rows["ending"].tolist())
    assert rows["starting"].tolist()[1:] == rows["ending"].tolist()[:-1]


def test_contracts_without_dates_have_no_movements() -> None:
    rows = [{"customer_id": "a", "is_ended": False, "monthly_amount": 5.0}]
    assert revenue_movements(Scope(study_of(subscriptions=rows), date(2024, 4, 1))).empty
