"""Response by cell: an earlier day's scores against what came, and thresholds of a reader's own."""

from datetime import date, timedelta

import pytest

from data.scope import Scope
from metrics.dimensions import dimension_called
from metrics.loyalty.rfm import Rules, rfm_types
from metrics.loyalty.rfm_dimensions import own_rules, rfm_dimension
from metrics.loyalty.rfm_response import rfm_response
from metrics.refusals import TooFewError
from tests.published import cdnow
from tests.studies import orders_on, scope_of, study_of

AS_OF = date(2024, 12, 31)
DAY = AS_OF - timedelta(days=91)


def world() -> Scope:
    """Sixty fresh ones of whom half come again, sixty who ordered long ago and do not."""
    orders = [r for n in range(60) for r in orders_on(f"fresh {n:02}", "2024-09-01", "2024-09-20")]
    orders += [r for n in range(60) for r in orders_on(f"stale {n:02}", "2023-11-01")]
    orders += [r for n in range(30) for r in orders_on(f"fresh {n:02}", "2024-11-11")]
    # Who came only since was not scored then.
    return scope_of(AS_OF, orders=orders + orders_on("new", "2024-12-01"))


def test_each_cell_tells_who_of_it_ordered_since() -> None:
    scope = world()
    found = rfm_response(scope, scope)
    assert (found.day, found.customers, found.share) == (DAY, 120, 0.25)
    cells = found.cells.set_index(["recency_score", "frequency_score"])["share"].to_dict()
    assert sorted(cells.values()) == [0, 0.5]
    assert found.cells["customers"].tolist() == [60, 60]
    # Thirty of the pairs of one who came and one who did not are ties: 30 of 90 who did not.
    assert found.auc[0] == found.recency_auc[0] == pytest.approx((60 + 30 / 2) / 90)
    assert found.lead == (0, 0, 0)


def test_what_came_since_moves_no_score() -> None:
    scope = world()
    poisoned = study_of(
        orders=[
            *scope.frame("select customer_id, ordered_at, amount from orders").to_dict("records"),
            *orders_on("stale 00", "2025-01-01", amount=9e6),
        ]
    )
    later = Scope(poisoned, AS_OF)
    one, two = rfm_response(scope, scope), rfm_response(later, later)
    assert one.segments.equals(two.segments)


def test_fewer_than_a_hundred_scored_are_refused() -> None:
    scope = scope_of(AS_OF, orders=orders_on("a", "2024-05-01"))
    with pytest.raises(TooFewError):
        rfm_response(scope, scope)


def test_days_and_marks_of_a_readers_own_go_with_the_link() -> None:
    rules = Rules(12, recency_days_to=(30, 60, 90, 180), marks=(60, 2, 500))
    name = rfm_dimension("rfm_eight", rules).name
    assert name == "rfm_eight:12:2-3-5-10:mean:r30-60-90-180:m60-2-500"
    assert own_rules(name) == rules
    assert dimension_called(name).parameters == rfm_dimension("rfm_eight", rules).parameters


@pytest.mark.parametrize("own", ["r30-60-60-90", "r90-60-30-10", "r1-2-3", "m1-2", "m-1-2-3"])
def test_days_that_do_not_rise_name_no_dimension(own: str) -> None:
    assert own_rules(f"rfm_segment:12:2-3-5-10:mean:{own}") is None


def test_own_marks_are_what_customers_are_held_against() -> None:
    orders = [
        *orders_on("a", "2024-12-01", amount=60.0),
        *orders_on("b", "2024-12-01", amount=40.0),
    ]
    rows = rfm_types(scope_of(AS_OF, orders=orders), Rules(marks=(60, 2, 50)))
    assert rows.set_index("segment")["customer_count"].to_dict() == {
        "important_develop": 1,
        "general_develop": 1,
    }


def test_on_cdnow_the_sum_of_scores_ranks_as_other_programs_measured_it() -> None:
    scope = cdnow("master")
    found = rfm_response(scope, scope, days=273)
    assert found.customers == 23_570
    # Over a holdout of 39 weeks R + F + M came to .765 and recency to .759.
    assert found.auc[0] == pytest.approx(0.765, abs=0.005)
    assert found.recency_auc[0] == pytest.approx(0.759, abs=0.005)
