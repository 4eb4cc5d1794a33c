"""Ways of several steps, and what follows a purchase: counted by hand on tables written out."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.buying import purchase_path as path
from metrics.campaigns import retention_steps as retention
from metrics.quality.crm_flow import crm_flow
from metrics.refusals import NotComputableError, TooFewError
from metrics.segments import bought_after as after
from metrics.stated.grouping_facts import GROUPINGS
from metrics.statistics.intervals import wilson
from tests.studies import orders_on, scope_of


def filled(**tables: Any) -> Scope:
    scope = scope_of(**tables)
    return replace(scope, filled=scope.study.filled())


def warning(who: str, contacted: str | None, back: str | None, **more: Any) -> dict[str, Any]:
    return {
        "customer_id": who,
        "flagged_at": pd.Timestamp("2024-05-01"),
        "contacted_at": pd.Timestamp(contacted),
        "came_back_at": pd.Timestamp(back),
        "is_control": False,
        **more,
    }


WARNINGS = [
    warning("asked", "2024-05-03", "2024-05-10", score=4.0),
    warning("back", "2024-05-05", "2024-05-15"),
    warning("too late", "2024-05-02", "2024-07-31"),
    warning("not reached", None, None),
    # Who came before the call came without it; those left alone, and the young, are not in it.
    warning("by herself", "2024-05-07", "2024-05-02"),
    warning("left alone", None, "2024-05-02", is_control=True),
    warning("young", None, None) | {"flagged_at": pd.Timestamp("2024-10-03")},
]


def test_prevention_is_a_funnel_of_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "FEWEST", 5)
    rows = retention.retention_steps(filled(retention_actions=WARNINGS)).set_index("step")
    assert rows["warning_count"].to_dict() == {"warned": 5, "contacted": 4, "back": 2, "rated": 1}
    assert rows["share"].tolist()[1:] == [4 / 5, 2 / 4, 1 / 2]
    # Called after 2, 4, 1 and 6 days, back 7 and 10 days after the call.
    assert rows.loc[["contacted", "back"], "median_days"].tolist() == [3.0, 8.5]
    monkeypatch.undo()
    with pytest.raises(TooFewError):
        retention.retention_steps(filled(retention_actions=WARNINGS))


def test_who_gave_a_mark_is_not_told_where_nobody_knows_who_came_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retention, "FEWEST", 3)
    marks = [warning(f"c{n}", "2024-05-03", None, score=4.0) for n in range(3)]
    rows = retention.retention_steps(filled(retention_actions=marks))
    assert rows["step"].tolist() == ["warned", "contacted"]


def events(who: str, visit: str | None, *said: str, at: str = "2024-06-01 10:00") -> list[Any]:
    return [
        {
            "customer_id": who,
            "session_id": visit,
            "happened_at": pd.Timestamp(at) + pd.Timedelta(minutes=5 * place),
            "event": word,
            "page": f"/{place}",
        }
        for place, word in enumerate(said)
    ]


EVENTS = [
    *events("a", "1", "View product", "Search", "Add to cart", "Check out", "Pay"),
    *events("a", "2", "view"),
    *events("b", "3", "浏览商品", "浏览商品", "加入购物车"),
    # No word of paying, and an order within the hour.
    *events("c", None, "view", "view"),
    # A day is a visit where none has a number; what nobody knows is no visit.
    *events("d", None, "view"),
    *events("d", None, "view", at="2024-06-02 10:00"),
    *events("e", "9", "scrolled"),
    *events("f", "10", "view", at="2024-12-20"),
]


def test_what_the_data_cannot_tell_is_no_step_of_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(path, "FEWEST", 3)
    looks = [*events("a", "1", "view", "pay"), *events("b", "2", "view"), *events("c", "3", "view")]
    rows = path.purchase_path(filled(events=looks)).steps
    assert rows[["step", "visit_count"]].to_numpy().tolist() == [["viewed", 3], ["bought", 1]]
    looks = [one | {"event": "view"} for one in looks]
    assert path.purchase_path(filled(events=looks)).steps["step"].tolist() == ["viewed"]


def test_on_days_without_hours_an_order_of_the_day_counts_and_no_minutes_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(path, "FEWEST", 2)
    day = pd.Timestamp("2024-06-01")
    looks = [one | {"happened_at": day} for one in events("a", "1", "view", "add to cart")]
    looks += events("b", "2", "view") + events("b", "3", "view", at="2024-06-02 10:00")
    orders = orders_on("a", "2024-06-01 15:00") + orders_on("b", "2024-06-01")
    rows = path.purchase_path(filled(events=looks, orders=orders)).steps.set_index("step")
    assert rows["visit_count"].to_dict() == {"viewed": 3, "carted": 2, "bought": 2}
    assert rows["median_minutes"].isna().all()


def test_visits_of_one_customer_are_no_independent_witnesses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(path, "FEWEST", 4)
    often = [row for n in range(40) for row in events("a", f"a{n}", "view", "pay")]
    never = [row for n in range(40) for row in events("b", f"b{n}", "view")]
    row = path.purchase_path(filled(events=[*often, *never])).steps.set_index("step").loc["bought"]
    # Σ(n − ½d)² ÷ (Σd)² = 800 ÷ 6,400: a base of ¼ ÷ ⅛ = 2, not of 80.
    assert (row["share"], row["base"]) == (0.5, 80)
    assert (row["low"], row["high"]) == tuple(map(pytest.approx, wilson(0.5, 2)))


def test_a_visit_counts_by_the_furthest_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(path, "FEWEST", 6)
    orders = orders_on("c", "2024-06-01 10:45") + orders_on("d", "2024-06-01 12:00")
    answers = [
        {"customer_id": who, "answered_at": pd.Timestamp(day), "score": 5.0}
        for who, day in (("a", "2024-06-20"), ("c", "2024-07-20"))
    ]
    found = path.purchase_path(filled(events=EVENTS, orders=orders, survey_responses=answers))
    counts = found.steps.set_index("step")["visit_count"].to_dict()
    assert counts == {"viewed": 6, "carted": 3, "checked_out": 2, "bought": 2, "reviewed": 1}
    # In the cart after 10 and 10 minutes, paid after 20; nobody saw c pay.
    minutes = found.steps.set_index("step")["median_minutes"]
    assert minutes[["carted", "checked_out", "bought"]].tolist() == [10, 15, 20]
    compared = found.compared.set_index("has_compared")
    assert compared["value"].tolist() == [0.0, pytest.approx(2 / 3)]
    assert compared["base"].tolist() == [3, 3]


def test_words_that_nobody_knows_make_no_path() -> None:
    with pytest.raises(NotComputableError, match="no_known_events"):
        path.purchase_path(filled(events=events("a", "1", "scrolled", "hovered")))


def test_the_flow_counts_customers_by_step_and_how_long_ago() -> None:
    customers = [
        {"customer_id": "a", "tier": "gold"},
        {"customer_id": "b", "tier": None, "industry": "hotel"},
        {"customer_id": "gone", "tier": "gold", "left_on": pd.Timestamp("2024-06-01")},
    ]
    talks = [
        {"customer_id": who, "contacted_at": pd.Timestamp(day), "direction": way}
        for who, day, way in (
            ("a", "2024-12-01", "out"),
            ("a", "2024-12-21", "out"),
            ("b", "2024-12-30", "in"),
        )
    ]
    # A year ago is too long: only a is heard. What b works in puts nobody into a class.
    answers = [
        {"customer_id": who, "answered_at": pd.Timestamp(day), "score": 5.0}
        for who, day in (("a", "2024-01-02"), ("b", "2024-01-01"))
    ]
    tables = {"customers": customers, "interactions": talks, "survey_responses": answers}
    rows = crm_flow(filled(**tables)).set_index("step")
    assert rows.index.tolist() == ["classified", "kept_up", "heard"]
    assert rows["customers"].tolist() == [1, 1, 1]
    assert rows["base"].tolist() == [2, 2, 2]
    assert rows["days_since"].tolist()[1:] == [10, 365 - 1]
    nothing = crm_flow(filled())
    assert nothing.empty
    assert nothing.columns.tolist() == ["step", *rows.columns]


def test_directions_in_other_words_are_no_lack_of_contact() -> None:
    customers = [{"customer_id": "a", "tier": "gold"}]
    talks = [
        {"customer_id": "a", "contacted_at": pd.Timestamp("2024-12-01"), "direction": "dialled"}
    ]
    rows = crm_flow(filled(customers=customers, interactions=talks))
    assert rows["step"].tolist() == ["classified"]


def test_who_bought_one_thing_and_what_within_a_year_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(after, "BUYERS_NEEDED", 4)
    orders = [
        *(row for who in "abcd" for row in orders_on(who, "2023-05-01", category="car")),
        *orders_on("a", "2023-11-01", "2023-12-01", category="service"),
        *orders_on("b", "2024-04-30", category="service"),
        *orders_on("b", "2023-06-01", category="car"),
        # On the day itself, after the year, before it, and sent back: none of them is a return.
        *orders_on("c", "2023-05-01", "2024-05-01", category="service"),
        *orders_on("c", "2023-06-01", category="service", is_returned=True),
        *orders_on("d", "2023-01-01", category="service"),
        *orders_on("young", "2024-06-01", category="car"),
        *orders_on("young", "2024-07-01", category="service"),
    ]
    scope = filled(orders=orders)
    rows = after.bought_after(scope, "category", "car").set_index("item")
    assert rows["customers"].to_dict() == {"service": 2, "car": 1}
    assert rows["base"].tolist() == [4, 4]
    assert rows["value"].tolist() == [2 / 4, 1 / 4]
    assert rows["is_same"].to_dict() == {"service": False, "car": True}
    with pytest.raises(TooFewError):
        after.bought_after(scope, "category", "boat")


def test_only_what_enough_bought_a_year_ago_is_offered_as_the_first() -> None:
    orders = [r for n in range(30) for r in orders_on(f"c{n}", "2023-05-01", category="car")]
    orders += [r for n in range(30) for r in orders_on(f"c{n}", "2024-05-01", category="boat")]
    assert after.first_items(filled(orders=orders), "category") == ["car"]


def test_a_report_says_how_many_first_buyers_it_takes_and_how_many_there_are() -> None:
    orders = [r for n in range(29) for r in orders_on(f"c{n}", "2023-05-01", category="car")]
    with pytest.raises(TooFewError) as why:
        GROUPINGS["bought_after"].facts(filled(orders=orders))
    assert why.value.facts == {"need": after.BUYERS_NEEDED, "have": 29, "of": "buyers"}
