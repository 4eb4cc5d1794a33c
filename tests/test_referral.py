"""Who brought whom, and shares of wallets: every number worked by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.intake import take_in
from data.scope import Condition, Scope
from data.store import Study
from metrics.dimensions import dimension_called
from metrics.families.referral import referrers
from metrics.quotients import by, overall
from metrics.registry import BY_NAME
from tests.studies import orders_on, scope_of, study_of

AS_OF = date(2024, 12, 31)

PEOPLE: list[dict[str, Any]] = [
    {"customer_id": "a", "city": "X"},
    {"customer_id": "b", "city": "X"},
    {"customer_id": "young", "city": "X"},
    {"customer_id": "friend", "city": "Y", "referred_by": "a"},
    {"customer_id": "late friend", "city": "Y", "referred_by": "a"},
    {"customer_id": "never came", "city": "Y", "referred_by": "a"},
    {"customer_id": "stranger's", "city": "Y", "referred_by": "unknown"},
]
ORDERS = [
    *orders_on("a", "2022-01-01"),
    *orders_on("b", "2022-01-01"),
    *orders_on("young", "2024-06-01"),
    *orders_on("friend", "2022-12-31", "2023-03-01"),
    # One day beyond the year in which a's recommendations count.
    *orders_on("late friend", "2023-01-02", amount=30.0),
    *orders_on("stranger's", "2024-06-01"),
]


def measured(name: str, scope: Scope) -> pd.Series:
    return overall(scope, [BY_NAME[name]]).iloc[0]


@pytest.fixture
def scope() -> Scope:
    return scope_of(AS_OF, customers=PEOPLE, orders=ORDERS)


def test_k_counts_those_brought_within_a_year_by_those_who_have_been_here_for_one(
    scope: Scope,
) -> None:
    found = measured("referrals_per_customer", scope)
    # One friend in time, by a, b, the friend and the late friend; the young are not judged yet.
    assert (found["value"], found["base"]) == (1 / 4, 4)


def test_a_segment_of_those_who_recommend_keeps_whom_they_brought_from_outside() -> None:
    city = Condition("select customer_id, city as segment from customers", ("X",))
    study = study_of(customers=PEOPLE, orders=ORDERS)
    found = measured("referrals_per_customer", Scope(study, AS_OF, conditions=(city,)))
    assert (found["value"], found["base"]) == (1 / 2, 2)


def test_the_share_of_newcomers_who_were_brought_goes_by_their_first_day(scope: Scope) -> None:
    found = measured("referred_share", scope.on(AS_OF, date(2022, 6, 1)))
    # The friend, the late friend and the stranger's, of these and the young one.
    assert (found["value"], found["base"]) == (3 / 4, 4)
    rows = by(scope, [BY_NAME["repeat_rate"]], dimension_called("way_in")).set_index("segment")
    # Two were brought and are judged, one of them came back in time.
    assert rows.loc["brought", ["value", "base"]].tolist() == [1 / 3, 3]


def test_who_brought_most_is_told_with_what_they_brought(scope: Scope) -> None:
    rows = referrers(scope)
    assert rows.to_dict("records") == [
        {"customer_id": "a", "brought_count": 2, "repeat_count": 1, "net_spend": 50.0}
    ]
    assert referrers(scope.on(date(2022, 12, 30))).empty


def test_without_orders_the_day_of_joining_tells_when_somebody_came() -> None:
    people = [
        {"customer_id": "a", "joined_on": date(2023, 1, 1)},
        {"customer_id": "b", "joined_on": date(2023, 6, 1), "referred_by": "a"},
    ]
    found = measured("referrals_per_customer", scope_of(AS_OF, customers=people))
    assert (found["value"], found["base"]) == (1 / 2, 2)


def test_the_share_of_wallet_is_what_is_spent_here_of_all_that_is_spent() -> None:
    people: list[dict[str, Any]] = [
        {"customer_id": "a", "category_spend": 100.0},
        # Spends more here than in all, by what they told: all of it then.
        {"customer_id": "b", "category_spend": 20.0},
        {"customer_id": "c", "category_spend": 80.0},
        {"customer_id": "untold"},
    ]
    orders = [
        *orders_on("a", "2024-05-01", amount=50.0),
        *orders_on("a", "2023-05-01", amount=900.0),
        *orders_on("b", "2024-05-01", amount=70.0),
        *orders_on("untold", "2024-05-01", amount=70.0),
    ]
    found = measured("share_of_wallet", scope_of(AS_OF, customers=people, orders=orders))
    assert (found["value"], found["base"]) == (70 / 200, 3)


@pytest.mark.parametrize("told", [(0.2, 0.6), (20.0, 60.0)])
def test_shares_that_customers_told_are_read_as_per_cent_or_as_parts(
    told: tuple[float, float],
) -> None:
    people = [{"customer_id": f"c{n}", "wallet_share": share} for n, share in enumerate(told)]
    found = measured("stated_wallet_share", scope_of(AS_OF, customers=people))
    assert (found["value"], found["base"]) == (pytest.approx(0.4), 2)


def test_a_file_that_has_the_columns_is_understood() -> None:
    rows = ["客户编号,姓名,品类年总支出,钱包份额,推荐人编号"]
    rows += [f"C{n:03},客户{n},{500 + n},{20 + n % 50}%,C001" for n in range(1, 40)]
    study = Study()
    take_in(study, [("客户.csv", "\n".join(rows).encode())])
    filled = study.filled()
    assert {"customers.category_spend", "customers.wallet_share"} <= filled
    found = measured("stated_wallet_share", Scope(study, AS_OF, filled=filled))
    assert found["value"] == pytest.approx(sum(20 + n % 50 for n in range(1, 40)) / 3900)
