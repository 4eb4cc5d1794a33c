"""Contact both ways and by the way preferred, on contacts written out."""

from typing import Any

import pandas as pd

from metrics.quotients import overall
from metrics.registry import BY_NAME
from tests.studies import scope_of


def contact(who: str, day: str, direction: str, channel: str | None = "phone") -> dict[str, Any]:
    moment = pd.Timestamp(day)
    return {"customer_id": who, "contacted_at": moment, "direction": direction, "channel": channel}


def test_a_contact_is_answered_where_the_customer_gets_in_touch_within_fourteen_days() -> None:
    scope = scope_of(
        interactions=[
            contact("in time", "2024-06-01", "outbound"),
            contact("in time", "2024-06-15", "inbound"),
            contact("too late", "2024-06-01", "outbound"),
            contact("too late", "2024-06-16", "inbound"),
            contact("before", "2024-06-01", "outbound"),
            contact("before", "2024-05-31", "inbound"),
            # We calling twice is no answer; the answer that came is one to both.
            contact("both", "2024-06-01", "呼出"),
            contact("both", "2024-06-05", "呼出"),
            contact("both", "2024-06-09", "呼入"),
            # Words that nobody knows say nothing of who began.
            contact("strange", "2024-06-01", "n/a"),
            contact("strange", "2024-06-02", "internal"),
            # Its time is not over on the last day of December.
            contact("young", "2024-12-20", "outbound"),
        ]
    )
    found = overall(scope, [BY_NAME["contacts_answered"]]).iloc[0]
    assert (found["value"], found["base"], found["customers"]) == (3 / 5, 5, 4)


def test_of_two_contacts_of_one_day_without_hours_nobody_knows_which_was_the_answer() -> None:
    """One of three is answered: a later contact counts, with hours the order does, else nothing."""
    scope = scope_of(
        interactions=[
            contact("who knows", "2024-06-01", "outbound"),
            contact("who knows", "2024-06-01", "inbound"),
            contact("again", "2024-06-01", "outbound"),
            contact("again", "2024-06-01", "inbound"),
            contact("again", "2024-06-03", "inbound"),
            contact("ours last", "2024-06-01 17:00", "outbound"),
            contact("ours last", "2024-06-01 09:00", "inbound"),
            contact("silent", "2024-06-01", "outbound"),
        ]
    )
    found = overall(scope, [BY_NAME["contacts_answered"]]).iloc[0]
    assert (found["value"], found["base"], found["left_out"]) == (1 / 3, 3, 1)


def test_who_asks_by_two_ways_on_one_day_without_hours_has_asked_again_once() -> None:
    scope = scope_of(
        interactions=[
            contact("a", "2024-06-01", "inbound", "phone"),
            contact("a", "2024-06-01", "inbound", "mail"),
            contact("b", "2024-06-01", "inbound", "phone"),
            contact("b", "2024-06-01", "inbound", "phone"),
        ]
    )
    found = overall(scope, [BY_NAME["asked_again_elsewhere"]]).iloc[0]
    assert (found["value"], found["base"]) == (1 / 4, 4)


def test_a_preference_counts_where_the_file_knows_contacts_of_that_kind() -> None:
    scope = scope_of(
        customers=[
            {"customer_id": "kept", "preferred_channel": "Phone "},
            {"customer_id": "not kept", "preferred_channel": "mail"},
            {"customer_id": "in other words", "preferred_channel": "SMS gateway"},
            {"customer_id": "unknown", "preferred_channel": None},
        ],
        interactions=[
            contact("kept", "2024-06-01", "outbound"),
            contact("kept", "2024-06-02", "inbound", "mail"),
            contact("not kept", "2024-06-01", "outbound"),
            contact("in other words", "2024-06-01", "outbound"),
            contact("unknown", "2024-06-01", "outbound"),
        ],
    )
    found = overall(scope, [BY_NAME["contacts_by_preference"]]).iloc[0]
    assert (found["value"], found["base"], found["left_out"]) == (1 / 2, 2, 1)
