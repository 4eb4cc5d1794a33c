"""A scope shows the tables as they stood on a day, for those customers whom every chip lets in."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.scope import Condition, Scope
from tests.studies import orders_on, study_of

CITY = "select customer_id, city as segment from customers"
PLAN = "select customer_id, plan as segment from customers"

# a and b in Nanjing, c in one called "None", d in none at all, e in one without a name.
PEOPLE: dict[str, dict[str, Any]] = {
    "a": {"city": "Nanjing", "plan": "x"},
    "b": {"city": "Nanjing", "plan": "y"},
    "c": {"city": "None", "plan": "x"},
    "d": {"city": None, "plan": None},
    "e": {"city": "", "plan": "y"},
}
STUDY = study_of(
    customers=[{"customer_id": name} | facts for name, facts in PEOPLE.items()],
    orders=[row for name in "abcde" for row in orders_on(name, "2024-01-10", "2024-06-10")],
)
DAY = date(2024, 12, 31)


def seen(*conditions: Condition, as_of: date = DAY, study: Any = STUDY) -> str:
    """The customers with an order that the scope shows, as one word."""
    found = Scope(study, as_of, None, conditions).frame(
        "select distinct customer_id from orders order by 1"
    )
    return "".join(found["customer_id"])


@pytest.mark.parametrize(
    ("values", "is_excluded", "expected"),
    [
        (("Nanjing",), False, "ab"),
        (("Nanjing",), True, "cde"),
        (("None",), False, "c"),
        (("None",), True, "abde"),
        ((None,), False, "d"),
        ((None,), True, "abce"),
        (("",), False, "e"),
        (("Nanjing", None), False, "abd"),
        (("Nanjing", None), True, "ce"),
        (("nowhere",), False, ""),
        (("nowhere",), True, "abcde"),
        (("Nanjing", "None", "", None), False, "abcde"),
        (("Nanjing", "None", "", None), True, ""),
        ((), False, ""),
        ((), True, "abcde"),
    ],
)
def test_a_condition_lets_in_or_keeps_out_its_segments(
    values: tuple[str | None, ...], is_excluded: bool, expected: str
) -> None:
    assert seen(Condition(CITY, values, is_excluded)) == expected


def test_several_conditions_must_all_hold() -> None:
    assert seen(Condition(CITY, ("Nanjing",)), Condition(PLAN, ("x",))) == "a"
    assert seen(Condition(CITY, ("Nanjing",), True), Condition(PLAN, ("y",), True)) == "cd"


def test_a_customer_without_a_row_among_the_members_has_no_value() -> None:
    buyers = "select customer_id, 'yes' as segment from orders where customer_id < 'c'"
    assert seen(Condition(buyers, ("yes",))) == "ab"
    assert seen(Condition(buyers, (None,))) == "cde"


def test_each_condition_binds_its_own_parameters() -> None:
    called = "select customer_id, $word as segment from customers where city = $place"
    first = Condition(called, ("w1",), parameters=(("word", "w1"), ("place", "Nanjing")))
    second = Condition(called, ("w2",), True, parameters=(("word", "w2"), ("place", "")))
    assert seen(first, second) == "ab"
    assert seen(second) == "abcd"


def test_eleven_conditions_do_not_mix_their_parameters_up() -> None:
    by_day = (
        "select customer_id, case when ordered_at <= $as_of then $word end as segment from orders"
    )
    many = [Condition(by_day, (f"w{n}",), parameters=(("word", f"w{n}"),)) for n in range(11)]
    assert seen(*many) == "abcde"


def test_a_row_is_seen_from_its_day_on_and_one_without_a_day_always() -> None:
    rows = [*orders_on("a", "2024-01-10"), {"customer_id": "b", "amount": 1.0}]
    study = study_of(orders=rows)
    assert seen(as_of=date(2024, 1, 9), study=study) == "b"
    assert seen(as_of=date(2024, 1, 10), study=study) == "ab"


def spell(**facts: Any) -> Scope:
    rows = [{"customer_id": "a", "started_on": pd.Timestamp("2024-01-01")} | facts]
    return Scope(study_of(subscriptions=rows), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("ended_on", "known"),
    [("2024-06-30", ("2024-06-30", True, "price")), ("2024-07-01", (None, False, None))],
)
def test_what_came_later_is_not_known_yet(ended_on: str, known: tuple[Any, ...]) -> None:
    scope = spell(ended_on=pd.Timestamp(ended_on), is_ended=True, leaving_reason="price")
    row = scope.frame("select ended_on, is_ended, leaving_reason from subscriptions").iloc[0]
    told = (
        None if pd.isna(row["ended_on"]) else str(row["ended_on"].date()),
        bool(row["is_ended"]),
        None if pd.isna(row["leaving_reason"]) else row["leaving_reason"],
    )
    assert told == known


def test_an_end_without_a_day_was_always_known() -> None:
    assert bool(spell(is_ended=True).frame("select is_ended from subscriptions")["is_ended"][0])


def test_a_later_answer_was_a_question_sent() -> None:
    """Sent in May and answered in July: in June it had been sent, and nobody had answered."""
    answers = [
        {
            "customer_id": "a",
            "sent_at": pd.Timestamp("2024-05-01"),
            "answered_at": pd.Timestamp("2024-07-01"),
            "score": 5.0,
        }
    ]
    study = study_of(survey_responses=answers)
    asked = "select count(*) as sent, count(score) as answered from survey_responses"
    expected = {date(2024, 4, 30): (0, 0), date(2024, 6, 30): (1, 0), date(2024, 7, 1): (1, 1)}
    for day, (sent, answered) in expected.items():
        row = Scope(study, day).frame(asked).iloc[0]
        assert (row["sent"], row["answered"]) == (sent, answered)


def test_only_the_columns_that_a_statement_names_are_read() -> None:
    text = Scope(STUDY, DAY).statement("select city from customers")
    assert "select customer_id, city from main.customers" in text
    assert "phone" not in text


def test_the_ctes_of_a_statement_come_after_those_that_stand_in() -> None:
    scope = Scope(STUDY, DAY, None, (Condition(CITY, ("Nanjing",)),))
    found = scope.frame(
        "with big as (select customer_id from orders) select count(*) as n from big"
    )
    assert found["n"][0] == 4


def test_a_statement_without_a_table_of_ours_runs_as_it_is() -> None:
    assert Scope(STUDY, DAY).statement("select 1 as one") == "select 1 as one"
    assert Scope(STUDY, DAY).frame("select 1 as one")["one"][0] == 1


def test_the_first_day_of_the_period_is_bound_and_nothing_is_cut_by_it() -> None:
    scope = Scope(STUDY, DAY, date(2024, 3, 1))
    counts = (
        "select count(*) as n, count(*) filter (where ordered_at >= $since) as late from orders"
    )
    row = scope.frame(counts).iloc[0]
    assert (row["n"], row["late"]) == (10, 5)


def test_what_a_scope_lacks_are_columns_without_any_value() -> None:
    scope = Scope(STUDY, DAY, filled=STUDY.filled())
    assert scope.lacks(("customers.city", "customers.age", "orders.amount")) == ("customers.age",)


def test_on_another_day_the_segment_stays() -> None:
    scope = Scope(STUDY, DAY, date(2024, 3, 1), (Condition(CITY, ("Nanjing",)),))
    earlier = scope.on(date(2024, 2, 1))
    assert (earlier.as_of, earlier.since) == (date(2024, 2, 1), None)
    assert earlier.frame("select count(*) as n from orders")["n"][0] == 2


def test_a_mark_by_which_customers_are_told_apart_is_one_of_everybody() -> None:
    """Above the average of all five, 3, are the 4 and the 5; a segment of them changes nothing."""
    study = study_of(
        customers=[{"customer_id": name, "age": float(n)} for n, name in enumerate("abcde", 1)],
        orders=[row for name in "abcde" for row in orders_on(name, "2024-01-10")],
    )
    above = """
with marks as (
  -- one row
  select avg(age) as mark from customers
)
select customer_id, case when age > mark then 'above' end as segment from customers cross join marks
"""
    once = Condition(above, ("above",))
    assert seen(once, study=study) == "de"
    assert seen(once, once, study=study) == "de"
