"""Loyal, or only still here: each cell on a customer made for it."""

from datetime import date
from typing import Any

import pytest

from data.scope import Condition, Scope
from metrics.loyalty.locked_in import HOLDS as BONDS
from metrics.loyalty.locked_in import locked_in_by
from metrics.loyalty.loyalty_cells import (
    STANDARD,
    LoyaltyRules,
    loyalty_cells,
    loyalty_dimension,
    points_that_hold,
)
from metrics.refusals import TooFewError
from tests.studies import orders_on, scope_of

AS_OF = date(2024, 12, 31)
CELLS = loyalty_dimension()
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
    found = scope.frame(CELLS.members, **dict(CELLS.parameters))
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
    found = scope.frame(CELLS.members, **dict(CELLS.parameters))
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
    found = scope.frame(CELLS.members, **dict(CELLS.parameters))
    cells = found.set_index("customer_id")["segment"].dropna().to_dict()
    assert cells == {name: cell for name, (_, cell) in HOLDS.items()}
    # Of the four one has a contract and its fee; points hold who has 300.
    rows = locked_in_by(scope).set_index("bond")
    assert rows["customers"].to_dict() == {"contract": 2, "fee": 2, "points": 1}
    assert set(rows["base"]) == {4}


def test_where_nobody_is_locked_in_nothing_holds_anybody() -> None:
    rows = locked_in_by(scope_of(AS_OF, orders=orders_on("a", *OFTEN)))
    assert rows["bond"].tolist() == [*BONDS]
    assert rows["customers"].sum() == rows["base"].sum() == 0


def holders(*points: float) -> Scope:
    """One customer per balance, c0 first, who buys often without liking it; c0 lives in A."""
    people = [
        {"customer_id": f"c{n}", "points_balance": own, "city": "A" if n == 0 else "B"}
        for n, own in enumerate(points)
    ]
    names = [str(person["customer_id"]) for person in people]
    return scope_of(
        AS_OF,
        customers=people,
        orders=[row for name in names for row in orders_on(name, *OFTEN)],
        survey_responses=[answer(name, 3) for name in names],
    )


def held(scope: Scope, rules: LoyaltyRules = STANDARD) -> list[str]:
    dimension = loyalty_dimension(rules)
    found = scope.frame(dimension.members, **dict(dimension.parameters))
    return sorted(found.loc[found["segment"] == "locked_in", "customer_id"])


def test_points_hold_from_the_middle_on_unless_the_reader_says_otherwise() -> None:
    scope = holders(0, 100, 300, 500)
    assert (held(scope), points_that_hold(scope)) == (["c2", "c3"], 300)
    assert held(scope, LoyaltyRules(301)) == ["c3"]
    assert points_that_hold(scope, LoyaltyRules(301)) == 301


def test_the_same_points_for_all_hold_nobody() -> None:
    scope = holders(200, 200, 200)
    assert (held(scope), points_that_hold(scope)) == ([], None)
    # Told by the reader, they do.
    assert held(scope, LoyaltyRules(200)) == ["c0", "c1", "c2"]


def test_a_filter_moves_neither_the_points_that_hold_nor_anybodys_cell() -> None:
    names = [f"c{n}" for n in range(250)]
    rich = names[100:]
    # Nobody in A was asked for attitude, others were: recommendation does not stand in for it.
    asked = [answer(name, 3) for name in rich]
    hearsay = [answer(n, 10, "nps") | {"scale_min": 0.0, "scale_max": 10.0} for n in names[:100]]
    scope = scope_of(
        AS_OF,
        customers=[
            {
                "customer_id": name,
                "points_balance": 500.0 if name in rich else 100.0 + int(name[1:]) % 2,
                "city": "B" if name in rich else "A",
            }
            for name in names
        ],
        orders=[row for name in names for row in orders_on(name, *OFTEN)],
        survey_responses=asked + hearsay,
    )
    in_a = Condition("select customer_id, city as segment from customers", ("A",))
    group = Scope(scope.study, AS_OF, conditions=(in_a,))
    assert points_that_hold(group) == points_that_hold(scope) == 500
    with pytest.raises(TooFewError) as refusal:
        loyalty_cells(group)
    assert refusal.value.have == 0
    in_b = Condition(in_a.members, ("B",))
    rows = loyalty_cells(Scope(scope.study, AS_OF, conditions=(in_b,))).set_index("segment")
    assert rows["customers"]["locked_in"] == rows["base"]["locked_in"] == 150


def test_where_nobody_was_asked_for_attitude_recommendation_stands_for_it() -> None:
    told = answer("a", 9, "nps") | {"scale_min": 0.0, "scale_max": 10.0}
    scope = scope_of(AS_OF, orders=orders_on("a", *OFTEN), survey_responses=[told])
    found = scope.frame(CELLS.members, **dict(CELLS.parameters))
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
