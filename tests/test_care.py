"""What is done for customers unasked, what both sides gain, and who is tied: counted by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.intake import take_in
from data.scope import Scope
from data.store import Study
from metrics.quotients import overall
from metrics.registry import BY_NAME
from tests.studies import orders_on, scope_of


def contact(who: str, day: str, direction: str = "out", **more: Any) -> dict[str, Any]:
    return {
        "customer_id": who,
        "contacted_at": pd.Timestamp(day),
        "direction": direction,
        "channel": "phone",
        **more,
    }


def sent(who: str, day: str, **more: Any) -> dict[str, Any]:
    return {"customer_id": who, "campaign": "gift", "sent_at": pd.Timestamp(day), **more}


def told(name: str, since: date | None = None, **tables: Any) -> tuple[Any, int, int]:
    scope = scope_of(**tables)
    row = overall(scope.on(scope.as_of, since), [BY_NAME[name]]).iloc[0]
    return row["value"], int(row["base"]), int(row["left_out"])


def born(who: str, day: str, **more: Any) -> dict[str, Any]:
    return {"customer_id": who, "birth_on": pd.Timestamp(day), **more}


def test_a_birthday_is_kept_by_a_word_within_three_days_of_it() -> None:
    customers = [
        born("called", "1990-06-10"),
        born("written to", "1991-07-10"),
        born("too late", "1992-08-10"),
        born("who called us", "1993-05-10"),
        born("on a leap day", "1992-02-29"),
        born("left alone", "1990-06-20"),
        # Before the first contact in January nobody wrote contacts down; on the last days of
        # December it is too early to tell; and who came or went is no customer on the day.
        born("too early", "1990-01-01"),
        born("not over", "1990-12-30"),
        born("not yet here", "1990-06-20", joined_on=pd.Timestamp("2024-07-01")),
    ]
    interactions = [
        contact("anybody", "2024-01-01"),
        contact("called", "2024-06-07"),
        contact("too late", "2024-08-14"),
        contact("who called us", "2024-05-10", "in"),
        contact("on a leap day", "2024-03-03"),
    ]
    sends = [
        sent("written to", "2024-07-13", is_control=False),
        sent("left alone", "2024-06-20", is_control=True),
    ]
    found = told(
        "birthdays_kept", customers=customers, interactions=interactions, campaign_sends=sends
    )
    assert found == (3 / 6, 6, 0)


def test_a_birth_year_alone_is_no_birthday() -> None:
    """Twenty-one of whom only the year is known, and one called on the day; of one in 20 it is."""
    called = born("called", "1990-06-10")
    talks = [contact("anybody", "2023-12-01"), contact("called", "2024-06-09")]
    of_years = [born(f"c{n}", "1980-01-01") for n in range(21)]
    found = told("birthdays_kept", customers=[called, *of_years], interactions=talks)
    assert found == (1.0, 1, 0)
    on_days = [born(f"c{n}", "1980-07-01") for n in range(18)]
    found = told("birthdays_kept", customers=[called, *on_days, of_years[20]], interactions=talks)
    assert found == (1 / 20, 20, 0)


JOINED = [
    {"customer_id": "old", "joined_on": pd.Timestamp("2020-01-01"), "left_on": pd.NaT},
    {"customer_id": "new", "joined_on": pd.Timestamp("2024-07-01"), "left_on": pd.NaT},
    {
        "customer_id": "gone",
        "joined_on": pd.Timestamp("2020-01-01"),
        "left_on": pd.Timestamp("2024-05-01"),
    },
]
TALKS = [
    contact("old", "2024-01-01", minutes=30.0),
    contact("old", "2024-12-01", "in", minutes=6.0),
    contact("new", "2024-08-01", minutes=24.0),
    contact("gone", "2024-06-01", minutes=99.0),
]
# From the first contact to the last day of the year: 365, 183 and 121 days.
YEARS = (365 + 183 + 121) / 365.25


@pytest.mark.parametrize(
    ("name", "sum_of_all"), [("contacts_a_year", 2), ("contact_minutes_a_year", 60)]
)
def test_contacts_are_counted_by_the_years_somebody_was_a_customer(
    name: str, sum_of_all: float
) -> None:
    value, base, _ = told(name, customers=JOINED, interactions=TALKS)
    assert (value, base) == (pytest.approx(sum_of_all / YEARS), 3)


def test_only_the_period_counts_of_the_years() -> None:
    value, _, _ = told("contacts_a_year", date(2024, 7, 1), customers=JOINED, interactions=TALKS)
    assert value == pytest.approx(1 / (2 * 183 / 365.25))


def test_directions_in_other_words_are_no_lack_of_contact() -> None:
    dialled = [contact("old", "2024-01-01", "dialled")]
    assert told("contacts_a_year", customers=JOINED[:1], interactions=dialled)[1:] == (0, 1)
    both = [contact("new", "2024-01-01"), contact("new", "2024-08-01"), *dialled]
    value, base, left_out = told("contacts_a_year", customers=JOINED[:2], interactions=both)
    assert (value, base, left_out) == (pytest.approx(1 / (183 / 365.25)), 1, 1)


def test_contact_is_even_where_all_gaps_are_alike() -> None:
    """Even: ten gaps of 10. Uneven: five of 5 and five of 15, their deviation √(250/9) by 10."""
    gaps = {"even": [10] * 10, "uneven": [5, 15] * 5, "too few": [1, 9] * 4 + [1]}
    first = pd.Timestamp("2024-03-01")
    days = {
        who: [first + pd.Timedelta(days=sum(own[:n])) for n in range(len(own) + 1)]
        for who, own in gaps.items()
    }
    talks = [contact(who, str(day)) for who, own in days.items() for day in own]
    talks.append(contact("uneven", "2024-03-02", "in"))
    value, base, _ = told("contact_unevenness", interactions=talks)
    assert (value, base) == (pytest.approx((250 / 9) ** 0.5 / 10 / 2), 2)


def test_the_best_are_the_fifth_that_spends_most_and_is_still_here() -> None:
    orders = [row for n in range(10) for row in orders_on(f"c{n}", "2024-05-01", amount=100.0 - n)]
    sends = [
        sent("c0", "2024-06-01", offer="gift", is_control=False),
        sent("c1", "2023-06-01", offer="gift", is_control=False),
        sent("c5", "2024-06-01", offer="gift", is_control=False),
    ]
    assert told("best_rewarded", orders=orders, campaign_sends=sends) == (1 / 2, 2, 0)
    called = [
        {
            "customer_id": "c1",
            "flagged_at": pd.Timestamp("2024-03-01"),
            "contacted_at": pd.Timestamp("2024-03-02"),
            "offer": "voucher",
            "is_control": False,
        }
    ]
    found = told("best_rewarded", orders=orders, campaign_sends=sends, retention_actions=called)
    assert found[0] == 1.0


def ticket(who: str, at: str, channel: str, topic: str) -> dict[str, Any]:
    opened = pd.Timestamp(at)
    return {"customer_id": who, "opened_at": opened, "channel": channel, "topic": topic}


def test_asking_again_elsewhere_is_another_way_or_another_matter_within_seven_days() -> None:
    tickets = [
        ticket("by another way", "2024-06-01", "chat", "delivery"),
        ticket("by another way", "2024-06-08", "phone", "delivery"),
        ticket("another matter", "2024-06-01", "chat", "delivery"),
        ticket("another matter", "2024-06-02", "Chat ", "price"),
        ticket("the same again", "2024-06-01", "chat", "delivery"),
        ticket("the same again", "2024-06-02", "chat", "delivery"),
        ticket("called then", "2024-06-01", "chat", "delivery"),
        ticket("not over", "2024-12-28", "chat", "delivery"),
    ]
    talks = [contact("called then", "2024-06-02", "in"), contact("called then", "2024-06-03")]
    assert told("asked_again_elsewhere", tickets=tickets, interactions=talks) == (3 / 8, 8, 0)


def test_a_call_and_the_request_that_was_made_of_it_are_one() -> None:
    """The second call is a quarter past the hour after the request, and so another."""
    tickets = [ticket("a", "2024-06-01 10:00", "chat", "delivery")]
    talks = [contact("a", "2024-06-01 09:10", "in"), contact("a", "2024-06-01 10:50", "in")]
    assert told("asked_again_elsewhere", tickets=tickets, interactions=talks) == (0.0, 1, 0)
    talks.append(contact("a", "2024-06-01 11:15", "in"))
    assert told("asked_again_elsewhere", tickets=tickets, interactions=talks) == (1 / 2, 2, 0)


def test_both_gain_where_there_is_margin_and_the_mark_is_not_below_the_middle() -> None:
    orders = [
        *orders_on("both", "2024-05-01", margin=4.0),
        *orders_on("we alone", "2024-05-01", margin=4.0),
        *orders_on("they alone", "2024-05-01", margin=-4.0),
        *orders_on("unheard", "2024-05-01", margin=4.0),
        *orders_on("long ago", "2023-05-01", margin=4.0),
    ]
    marks = {"both": [2.0, 3.0], "we alone": [5.0, 2.0], "they alone": [5.0], "long ago": [5.0]}
    answers = [
        {
            "customer_id": who,
            "answered_at": pd.Timestamp(f"2024-0{month}-01"),
            "instrument": "csat",
            "score": score,
            "scale_min": 1.0,
            "scale_max": 5.0,
        }
        for who, scores in marks.items()
        for month, score in enumerate(scores, 2)
    ]
    found = told("gain_of_both", orders=orders, survey_responses=answers)
    assert found == (pytest.approx(1 / 3), 3, 0)


@pytest.mark.parametrize(
    ("discounts", "expected", "base"),
    [
        # 10 paid at 20 % off was 12.50; an empty cell took off nothing, a gift's price is unknown.
        ([0.2, None], 2.5 / 22.5, 2),
        ([0.2, 1.0], 2.5 / 12.5, 1),
        # Above one it is money: 2 and 3 taken off 12 and 13.
        ([2.0, 3.0], 5 / 25, 2),
    ],
)
def test_discounts_are_shares_of_a_price_or_money(
    discounts: list[float], expected: float, base: int
) -> None:
    orders = [orders_on("a", f"2024-05-0{n}", discount=d)[0] for n, d in enumerate(discounts, 1)]
    value, counted, _ = told("discount_share", orders=orders)
    assert (value, counted) == (pytest.approx(expected), base)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("discount percent", ("20", "0", "")),
        ("discount_pct", ("20.0", "0", "")),
        ("折扣率", ("20%", "0", "")),
        ("折扣率", ("0.2", "0", "")),
    ],
)
def test_a_discount_in_percent_is_kept_as_a_share(header: str, cells: tuple[str, ...]) -> None:
    """8 paid at 20 % off was 10; two at 8 without: 2 of 26."""
    rows = [f"o{n},c{n},2024-05-0{n},8,{cell}" for n, cell in enumerate(cells, 1)]
    text = "\n".join([f"order id,customer id,order date,amount,{header}", *rows])
    study = Study()
    take_in(study, [("orders.csv", text.encode())])
    scope = Scope(study, date(2024, 12, 31), filled=study.filled())
    assert overall(scope, [BY_NAME["discount_share"]])["value"].iloc[0] == pytest.approx(2 / 26)


def test_margin_by_the_hour_of_contact_counts_those_nobody_talked_to() -> None:
    orders = orders_on("a", "2024-05-01", margin=30.0) + orders_on("b", "2024-05-01", margin=60.0)
    talks = [contact("a", "2024-06-01", minutes=90.0), contact("c", "2024-06-01", minutes=30.0)]
    assert told("margin_per_contact_hour", orders=orders, interactions=talks) == (45.0, 3, 0)


def test_a_warning_is_handled_by_a_call_within_a_week_or_by_coming_back_before_it() -> None:
    rows = [
        ("called", "2024-05-01", "2024-05-08", None, False),
        ("late", "2024-05-01", "2024-05-09", None, False),
        ("back before", "2024-05-01", None, "2024-05-03", False),
        ("never", "2024-05-01", None, None, False),
        ("left alone", "2024-05-01", None, None, True),
        ("not over", "2024-12-28", None, None, False),
    ]
    actions = [
        {
            "customer_id": who,
            "flagged_at": pd.Timestamp(flagged),
            "contacted_at": pd.Timestamp(called),
            "came_back_at": pd.Timestamp(back),
            "is_control": is_control,
        }
        for who, flagged, called, back, is_control in rows
    ]
    assert told("warnings_handled", retention_actions=actions) == (2 / 4, 4, 0)


def test_the_club_and_those_who_contribute_are_shares_of_who_is_still_here() -> None:
    customers = [
        {"customer_id": "member", "member_since": pd.Timestamp("2024-02-01")},
        {"customer_id": "later", "member_since": pd.Timestamp("2025-02-01")},
        {"customer_id": "gone", "left_on": pd.Timestamp("2024-02-01")},
        {
            "customer_id": "brought",
            "referred_by": "member",
            "joined_on": pd.Timestamp("2024-03-01"),
        },
    ]
    answers = [
        {
            "customer_id": "later",
            "answered_at": pd.Timestamp("2024-03-01"),
            "score": 5.0,
            "comment": comment,
        }
        for comment in ("fine", None)
    ]
    assert told("club_share", customers=customers)[:2] == (pytest.approx(1 / 3), 3)
    found = told("contributing_share", customers=customers, survey_responses=answers)
    assert found == (pytest.approx(2 / 3), 3, 0)
