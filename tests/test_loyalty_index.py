"""The loyalty index: each customer worked by hand, and what its weights can and cannot move."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.indicator import Dimension
from metrics.loyalty.loyalty_index import (
    STANDARD,
    firmness,
    foresight,
    loyalty_index,
)
from metrics.loyalty.loyalty_parts import part_scores
from metrics.people import those_within
from metrics.refusals import TooFewError
from metrics.weighing import mean_of, means_by
from tests.studies import orders_on, scope_of

AS_OF = date(2024, 12, 31)


def scores(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """These customers among a hundred others in the middle of everything."""
    middle = dict.fromkeys(STANDARD, 50.0)
    others = [{"customer_id": f"other {n}", **middle} for n in range(100)]
    return pd.DataFrame([*rows, *others])


DOES = {"chance": 80.0, "frequency": 60.0, "breadth": 40.0}
FEELS = {"intention": 50.0, "recommend": 90.0, "attitude": 10.0}


@pytest.mark.parametrize(
    ("feels", "expected"),
    [
        # (20 · 80 + 15 · 60 + 15 · 40) / 50 = 62 and (20 · 50 + 15 · 90 + 15 · 10) / 50 = 50.
        (FEELS, 56.0),
        # The only answer stands for its half: (62 + 90) / 2.
        ({"recommend": 90.0}, 76.0),
        ({}, 62.0),
    ],
)
def test_each_half_weighs_by_its_parts_and_a_missing_part_leaves_its_weight_to_its_half(
    feels: dict[str, float], expected: float
) -> None:
    found = loyalty_index(scores([{"customer_id": "a", **DOES, **feels}])).iloc[0]
    assert found["loyalty_index"] == pytest.approx(expected)
    assert found["has_told"] == bool(feels)


def test_the_weights_are_the_readers() -> None:
    weights = {"frequency": 30.0, "recommend": 10.0}
    found = loyalty_index(scores([{"customer_id": "a", **DOES, **FEELS}]), weights)
    assert found["loyalty_index"].iloc[0] == pytest.approx((30 * 60 + 10 * 90) / 40)


def test_fewer_than_a_hundred_customers_are_refused() -> None:
    with pytest.raises(TooFewError):
        loyalty_index(scores([]).head(99))


def test_parts_are_places_among_those_of_whom_they_are_known() -> None:
    orders = [
        *orders_on("once", "2024-05-01", category="tea"),
        *orders_on("also once", "2024-05-01", category="tea"),
        *orders_on("long ago", "2022-05-01", category="tea"),
        *orders_on("thrice", "2024-05-01", category="tea"),
        *orders_on("thrice", "2024-06-01", category="cups"),
        *orders_on("thrice", "2024-07-01", category="tea"),
    ]
    told = {"instrument": "nps", "scale_min": 0.0, "scale_max": 10.0, "answered_at": AS_OF}
    answers = [{"customer_id": c, "score": s, **told} for c, s in (("once", 9.0), ("thrice", 4.0))]
    found = part_scores(scope_of(AS_OF, orders=orders, survey_responses=answers))
    rows = found.set_index("customer_id")
    # Of four, the two alike share the second and third place: (2.5 − ½) / 4.
    assert rows["frequency"].to_dict() == {
        "long ago": 12.5,
        "also once": 50.0,
        "once": 50.0,
        "thrice": 87.5,
    }
    assert rows["breadth"].tolist() == rows["frequency"].tolist()
    assert rows["recommend"].dropna().to_dict() == {"once": 75.0, "thrice": 25.0}
    # Too few to foretell purchases, and nobody was asked the rest.
    assert "chance" not in found
    assert "attitude" not in found


def test_where_all_parts_say_the_same_no_weights_move_anybody() -> None:
    place = np.linspace(1, 99, 500)
    alike = pd.DataFrame(dict.fromkeys(STANDARD, place)).assign(
        customer_id=[f"c{n}" for n in range(500)]
    )
    rows = firmness(alike)
    assert (rows[["share", "low", "high", "nearby"]] == 1).all(axis=None)
    assert rows["customers"].tolist() == [100] * 5


def test_where_two_parts_contradict_each_other_the_weights_decide_who_is_loyal() -> None:
    place = np.linspace(1, 99, 500)
    opposed = pd.DataFrame({"frequency": place, "recommend": 100 - place}).assign(
        customer_id=[f"c{n}" for n in range(500)]
    )
    weights = {"frequency": 60.0, "recommend": 40.0}
    best = firmness(opposed, weights).iloc[0]
    # 60 : 40 becomes 48 : 48 at most, so the order stands; drawn freely it turns half the time.
    assert best["nearby"] == 1
    assert best["share"] == pytest.approx(0.5, abs=0.1)
    assert (best["low"], best["high"]) == (0, 1)


def test_a_group_keeps_the_places_it_has_among_all() -> None:
    found = loyalty_index(scores([{"customer_id": "a", **DOES}, {"customer_id": "b", **DOES}]))
    scope = scope_of(AS_OF, customers=[{"customer_id": c, "city": "X"} for c in ("a", "b")])
    own = those_within(scope, found)
    assert own["loyalty_index"].tolist() == pytest.approx([62.0, 62.0])
    assert mean_of(own["loyalty_index"])[["value", "base"]].tolist() == pytest.approx([62.0, 2])
    city = Dimension("city", "select customer_id, city as segment from customers")
    rows = means_by(scope, found, "loyalty_index", city)
    assert rows[["segment", "value", "base"]].to_numpy().tolist() == [["X", 62.0, 2]]


def test_an_interval_ends_where_the_scale_does_however_few_there_are() -> None:
    # Mean 50, standard error 50, Student's 12.7 for one degree of freedom.
    assert mean_of(pd.Series([0.0, 100.0]))[["low", "high"]].tolist() == [0, 100]


def test_the_index_of_a_quarter_ago_is_held_against_what_came_since() -> None:
    early = [row for n in range(60) for row in orders_on(f"stays {n}", "2024-03-01", "2024-08-01")]
    early += [row for n in range(60) for row in orders_on(f"goes {n}", "2024-03-01")]
    later = [row for n in range(60) for row in orders_on(f"stays {n}", "2024-11-15")]
    found = foresight(scope_of(AS_OF, orders=early + later))
    # Who had come twice came again, and nobody else: the index ranks every pair rightly.
    assert found.auc == 1
    assert found.spending == pytest.approx(1)
    assert found.customers == 120
    late = orders_on("new", "2024-12-01")
    assert foresight(scope_of(AS_OF, orders=early + later + late)).customers == 120
