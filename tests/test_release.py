"""Leaving around a contract's end: terms read from names, windows worked by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from data.scope import Scope
from metrics.contracts.contract_terms import term_months
from metrics.contracts.release import release
from metrics.refusals import NotComputableError, TooFewError
from tests.studies import scope_of

AS_OF = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("name", "months"),
    [
        ("One year", 12),
        ("Two year", 24),
        ("Month-to-month", 1),
        ("24 months", 24),
        ("36-month plan", 36),
        ("Quarterly", 3),
        ("Semi-annual", 6),
        ("Annual", 12),
        ("年付", 12),
        ("两年", 24),
        ("半年", 6),
        ("12个月", 12),
        ("季付套餐", 3),
        ("Gold", None),
        ("", None),
        (None, None),
    ],
)
def test_a_contracts_name_says_for_how_long_it_binds(
    name: str | None, months: float | None
) -> None:
    assert term_months(name) == months


def under(names: range, months: float, *, left: bool) -> list[dict[str, Any]]:
    return [{"customer_id": f"c{n}", "tenure_months": months, "is_ended": left} for n in names]


def scope(contract: str | None = "One year") -> Scope:
    """Ten leave at eleven months, thirty at twelve and sixty are there after thirteen."""
    rows = under(range(10), 11, left=True) + under(range(10, 40), 12, left=True)
    rows += under(range(40, 100), 13, left=False)
    people = [{"customer_id": f"c{n}", "contract": contract} for n in range(100)]
    return scope_of(AS_OF, customers=people, subscriptions=rows)


def test_rates_are_ends_by_the_months_watched_on_either_side_of_the_end() -> None:
    rows = release(scope()).rows.set_index("window")
    # Watched from 9.75 to 11.75: ten for 1.25 months, the others for 2.
    assert rows.loc["before", ["ended", "months", "base"]].tolist() == [10, 192.5, 100]
    # From 11.75 to 13.75: thirty for a quarter of a month, sixty for 1.25.
    assert rows.loc["after", ["ended", "months", "base"]].tolist() == [30, 82.5, 90]
    assert rows.loc["after", "rate"] == pytest.approx(30 / 82.5)
    # Garwood's ends of 10 and of 30 events: 4.795 to 18.390, and 20.241 to 42.827.
    assert rows.loc["before", ["low", "high"]].tolist() == pytest.approx(
        [4.7954 / 192.5, 18.3904 / 192.5], rel=1e-4
    )
    assert rows.loc["after", "high"] == pytest.approx(42.8269 / 82.5, rel=1e-4)


def test_the_rate_after_is_held_against_the_rate_before() -> None:
    found = release(scope())
    assert found.ratio == pytest.approx((30 / 82.5) / (10 / 192.5))
    assert found.low < found.ratio < found.high
    assert found.low > 1
    assert found.p < 0.001
    assert (found.customers, found.is_dated) == (90, False)


def test_where_dates_tell_that_customers_outlasted_a_contract_they_are_its_end() -> None:
    begun = AS_OF - timedelta(days=730)
    people = [
        {"customer_id": f"c{n}", "contract_ends_on": begun + timedelta(days=400)}
        for n in range(100)
    ]
    left = [begun + timedelta(days=390 if n < 20 else 420) for n in range(40)]
    rows = [
        {"customer_id": f"c{n}", "started_on": begun, "ended_on": left[n] if n < 40 else None}
        for n in range(100)
    ]
    found = release(scope_of(AS_OF, customers=people, subscriptions=rows))
    assert found.is_dated
    assert found.rows.set_index("window")["ended"].to_dict() == {"before": 20, "after": 20}


def test_where_nothing_says_when_a_contract_ends_it_is_refused_and_said_why() -> None:
    for contract in ("Gold", "Month-to-month", None):
        with pytest.raises(NotComputableError) as refusal:
            release(scope(contract))
        assert refusal.value.kind == "no_contract_end"


def test_too_few_beyond_the_end_are_refused() -> None:
    people = [{"customer_id": f"c{n}", "contract": "One year"} for n in range(60)]
    young = under(range(60), 11, left=False)
    with pytest.raises(TooFewError) as refusal:
        release(scope_of(AS_OF, customers=people, subscriptions=young))
    assert (refusal.value.have, refusal.value.of) == (0, "beyond_the_end")
