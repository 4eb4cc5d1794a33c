"""One number, many definitions: worked examples, and CDNOW's customers under all of them."""

from datetime import date, timedelta

import numpy as np
import pytest

from data.scope import Scope
from metrics.buying.silence import typical_silence
from metrics.refusals import TooFewError
from metrics.risk.churn_definitions import DEFINITIONS, flipping, lost_by_definition, verdicts
from tests.published import cdnow
from tests.studies import orders_on, scope_of

AS_OF = date(2024, 12, 31)


def ago(*days: int) -> list[str]:
    return [(AS_OF - timedelta(days=n)).isoformat() for n in days]


@pytest.fixture
def few() -> Scope:
    """Judged on the last day of 2024 with a silence of 100 days."""
    orders = [
        *orders_on("weekly, silent 60", *ago(102, 95, 88, 81, 74, 67, 60)),
        *orders_on("once, 200 ago", *ago(200)),
        *orders_on("new", *ago(5)),
        *orders_on("yearly", *ago(700, 350)),
        *orders_on("left", *ago(20)),
    ]
    customers = [{"customer_id": "left", "is_churned": True}]
    return scope_of(AS_OF, orders=orders, customers=customers)


def test_each_definition_judges_whom_it_can(few: Scope) -> None:
    found = verdicts(few, 100).set_index("customer_id")
    nan = np.nan
    expected = {
        # All gaps: 42 days in 6, 350 in 1: 392 / 7 = 56 is everybody's usual gap.
        # Weekly: (42 + 3 · 56) / 9 = 23.3, doubled 46.7, silent 60. Yearly: 2 · 518 / 4 = 259.
        # Once: 2 · 56 = 112; new and left are newer than that.
        "typical": [0, 1, nan, 1, nan],
        "silent_90": [0, 1, nan, 1, nan],
        "silent_180": [nan, 1, nan, 1, nan],
        "silent_365": [nan, nan, nan, 0, nan],
        "own_rhythm": [1, 1, nan, 1, nan],
        # Ordered between 200 and 100 days ago: the weekly one, 102 days ago.
        "missed_period": [0, nan, nan, nan, nan],
        "declared": [nan, nan, nan, nan, 1],
    }
    order = ["weekly, silent 60", "once, 200 ago", "new", "yearly", "left"]
    for name, judged in expected.items():
        np.testing.assert_array_equal(found.loc[order, name], judged, err_msg=name)


def test_a_definition_that_judges_nobody_has_no_row(few: Scope) -> None:
    rows = lost_by_definition(verdicts(few, 100)).set_index("definition")
    assert "unlikely" not in rows.index  # five customers are too few to fit a model to
    assert rows.loc["typical", ["lost_count", "base"]].tolist() == [2, 3]
    assert rows.loc["own_rhythm", ["only_here_count", "only_standard_count"]].tolist() == [1, 0]
    assert rows.loc["typical", "low"] < 2 / 3 < rows.loc["typical", "high"]


def test_those_who_flip_are_listed_with_the_most_disputed_first(few: Scope) -> None:
    # Weekly: lost by one, kept by three. Yearly: lost by four, kept by one.
    found = flipping(verdicts(few, 100))
    assert found["customer_id"].tolist() == ["weekly, silent 60", "yearly"]
    assert found["lost_count"].tolist() == [1, 4]


def test_the_standard_silence_is_read_from_the_gaps_in_whole_weeks() -> None:
    # 95 came back after 10 days, 5 after 40: nine of ten had returned on day 10, two weeks.
    orders = [
        row
        for number in range(100)
        for row in orders_on(f"c{number}", *ago(300, 290 if number < 95 else 260))
    ]
    silence = typical_silence(scope_of(AS_OF, orders=orders))
    assert (silence.days, silence.returned) == (14, 100)


def test_too_few_returns_give_no_standard_silence(few: Scope) -> None:
    with pytest.raises(TooFewError) as refusal:
        typical_silence(few)
    assert (refusal.value.have, refusal.value.of) == (7, "returns")


def test_on_cdnow_the_share_of_lost_customers_hangs_on_the_definition() -> None:
    scope = cdnow("sample")
    rows = lost_by_definition(verdicts(scope, typical_silence(scope).days))
    shares = rows.set_index("definition")["share"]
    assert len(shares) == len(DEFINITIONS) - 1  # nobody's leaving is declared there
    assert shares["silent_90"] > shares["silent_180"] > shares["silent_365"]
    assert shares.max() - shares.min() > 0.3
