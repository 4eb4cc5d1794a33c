"""Loyal, or only still here: each cell on a customer made for it."""

from datetime import date
from typing import Any

import pytest

from data.scope import Scope
from metrics.loyalty.loyalty_cells import LOYALTY_CELLS, loyalty_cells
from metrics.refusals import TooFewError
from tests.studies import orders_on, scope_of

AS_OF = date(2024, 12, 31)
OFTEN = ("2024-02-01", "2024-05-01", "2024-11-01")
RARELY = ("2023-02-01", "2023-05-01", "2024-11-01")


def answer(customer_id: str, score: float, instrument: str = "attitude") -> dict[str, Any]:
    return {
        "customer_id": customer_id,
        "instrument": instrument,
        "score": score,
        "scale_min": 1.0,
        "scale_max": 7.0,
        "answered_at": date(2024, 6, 1),
    }


@pytest.fixture
def scope() -> Scope:
    orders = [
        *[
            row
            for name in ("fan", "bound", "idle", "odd", "near")
            for row in orders_on(name, *OFTEN)
        ],
        *orders_on("admirer", *RARELY),
        *orders_on("stranger", *RARELY),
        *orders_on("unasked", *OFTEN),
    ]
    answers = [
        answer("fan", 7),
        answer("admirer", 6),
        *[answer(name, 3) for name in ("bound", "idle", "odd", "stranger")],
        # The cut stands at 1 + .7 · 6 = 5.2, and 5 lies within half a point of it.
        answer("near", 5),
        answer("idle", 2, "involvement"),
        answer("odd", 6, "involvement"),
        answer("bound", 2, "involvement"),
    ]
    spells = [{"customer_id": "bound", "started_on": date(2024, 1, 1)}]
    return scope_of(AS_OF, orders=orders, survey_responses=answers, subscriptions=spells)


def test_each_customer_stands_in_the_cell_that_attitude_and_behaviour_give(scope: Scope) -> None:
    found = scope.frame(LOYALTY_CELLS.members, **dict(LOYALTY_CELLS.parameters))
    cells = found.set_index("customer_id")["segment"].dropna().to_dict()
    assert cells == {
        "fan": "true",
        "admirer": "latent",
        "bound": "locked_in",
        "idle": "inertia",
        "odd": "unexplained",
        "stranger": "none",
        "near": "undetermined",
    }


# A year before the as-of day is 2024-01-01; a month less, 01-31; a month more, 2023-12-02.
@pytest.mark.parametrize(
    ("third_last", "cell"),
    [
        ("2024-02-01", "true"),
        ("2024-01-31", "undetermined"),
        ("2023-12-03", "undetermined"),
        ("2023-12-02", "latent"),
    ],
)
def test_who_would_buy_often_by_a_year_a_month_longer_or_shorter_only_is_undetermined(
    third_last: str, cell: str
) -> None:
    assert cell_of(orders_on("a", third_last, "2024-05-01", "2024-11-01"), answer("a", 7)) == cell


# The cut of involvement stands at 4 of 1 to 7; half a point by √2 answers is .354.
@pytest.mark.parametrize(
    ("marks", "cell"),
    [
        ((4,), "undetermined"),
        ((3.6,), "undetermined"),
        ((3,), "inertia"),
        ((5,), "unexplained"),
        ((3.6, 3.6), "inertia"),
        ((3.7, 3.7), "undetermined"),
    ],
)
def test_who_is_hardly_less_involved_than_others_is_undetermined(
    marks: tuple[float, ...], cell: str
) -> None:
    involved = [answer("a", mark, "involvement") for mark in marks]
    assert cell_of(orders_on("a", *OFTEN), answer("a", 2), *involved) == cell


def test_answers_on_other_things_make_the_attitude_no_surer() -> None:
    # 4.8 is .4 below the cut of attitude, 5.2: within half a point of one answer.
    others = [answer("a", 6, "involvement") for _ in range(3)]
    assert cell_of(orders_on("a", *OFTEN), answer("a", 4.8), *others) == "undetermined"
    twice = [answer("a", 4.8), answer("a", 4.8)]
    assert cell_of(orders_on("a", *OFTEN), *twice, *others) == "unexplained"


def cell_of(orders: list[dict[str, Any]], *answers: dict[str, Any]) -> str:
    scope = scope_of(AS_OF, orders=orders, survey_responses=list(answers))
    found = scope.frame(LOYALTY_CELLS.members, **dict(LOYALTY_CELLS.parameters))
    return str(found["segment"].iloc[0])


# Of 100, 300 and 500 points the middle one's are 300; no points and no fee hold nobody.
HOLDS: dict[str, tuple[dict[str, Any], str]] = {
    "has 300 points": ({"points_balance": 300.0}, "locked_in"),
    "has 100 points": ({"points_balance": 100.0}, "unexplained"),
    "has no points": ({"points_balance": 0.0}, "unexplained"),
    "pays to leave": ({"leaving_fee": 60.0}, "locked_in"),
    "leaves free": ({"leaving_fee": 0.0}, "unexplained"),
    "is bound until the new year": ({"contract_ends_on": date(2025, 1, 1)}, "locked_in"),
    "was bound": ({"contract_ends_on": AS_OF}, "unexplained"),
    "has a contract with a fee": ({}, "locked_in"),
    "has a contract free to leave": ({}, "unexplained"),
}
SPELLS = (
    {"customer_id": "has a contract with a fee", "leaving_fee": 90.0},
    {"customer_id": "has a contract free to leave", "leaving_fee": 0.0},
)


def test_who_buys_often_without_liking_it_is_locked_in_by_points_a_fee_or_a_contract() -> None:
    people = [{"customer_id": name, **held} for name, (held, _) in HOLDS.items()]
    people.append({"customer_id": "is not asked", "points_balance": 500.0})
    scope = scope_of(
        AS_OF,
        customers=people,
        subscriptions=[{"started_on": date(2024, 1, 1), **spell} for spell in SPELLS],
        orders=[row for name in HOLDS for row in orders_on(name, *OFTEN)],
        survey_responses=[answer(name, 3) for name in HOLDS],
    )
    found = scope.frame(LOYALTY_CELLS.members, **dict(LOYALTY_CELLS.parameters))
    cells = found.set_index("customer_id")["segment"].dropna().to_dict()
    assert cells == {name: cell for name, (_, cell) in HOLDS.items()}


def test_where_nobody_was_asked_for_attitude_recommendation_stands_for_it() -> None:
    told = answer("a", 9, "nps") | {"scale_min": 0.0, "scale_max": 10.0}
    scope = scope_of(AS_OF, orders=orders_on("a", *OFTEN), survey_responses=[told])
    found = scope.frame(LOYALTY_CELLS.members, **dict(LOYALTY_CELLS.parameters))
    assert found["segment"].tolist() == ["true"]


def test_shares_are_of_those_asked_and_add_up() -> None:
    answers = [answer(f"c{n}", 7 if n < 60 else 2) for n in range(120)]
    orders = [row for n in range(120) for row in orders_on(f"c{n}", *OFTEN)]
    rows = loyalty_cells(scope_of(AS_OF, orders=orders, survey_responses=answers))
    shares = rows.set_index("segment")["share"]
    assert shares["true"] == shares["unexplained"] == 0.5
    assert shares.sum() == 1
    assert (rows["base"] == 120).all()


def test_fewer_than_a_hundred_who_were_asked_are_refused(scope: Scope) -> None:
    with pytest.raises(TooFewError) as refusal:
        loyalty_cells(scope)
    assert (refusal.value.have, refusal.value.of) == (7, "asked")
