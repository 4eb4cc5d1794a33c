"""Who keeps in touch and by whom, who tries what is new, who orders by several ways: by hand."""

from datetime import date
from typing import Any

import pandas as pd

from metrics.dimensions import dimension_called
from metrics.quotients import overall
from metrics.registry import BY_NAME
from tests.studies import orders_on, scope_of

AS_OF = date(2024, 12, 31)


def contact(who: str, day: str, direction: str = "out", agent: str | None = None) -> dict[str, Any]:
    at = pd.Timestamp(day)
    return {"customer_id": who, "contacted_at": at, "direction": direction, "agent": agent}


def bought(who: str, day: str, category: str) -> dict[str, Any]:
    return {**orders_on(who, day)[0], "category": category}


def test_a_relation_is_as_near_as_the_nearest_contact_of_the_year() -> None:
    kinds = {
        "long ago": "basic",
        "asked": "reactive",
        "after sale": "accountable",
        "on the fifteenth day": "proactive",
        "both": "proactive",
        "never bought": "proactive",
        "in other words": None,
        "on no day": None,
    }
    contacts = [
        contact("long ago", "2023-12-31"),
        contact("asked", "2024-06-01", "in"),
        contact("after sale", "2024-06-15"),
        contact("after sale", "2024-06-20", "in"),
        contact("on the fifteenth day", "2024-06-16"),
        contact("both", "2024-06-15"),
        contact("both", "2024-09-15"),
        contact("never bought", "2024-06-15"),
        contact("in other words", "2024-06-15", "sideways"),
        contact("on no day", "NaT"),
    ]
    sold = [orders_on(who, "2024-06-01")[0] for who in kinds if who != "never bought"]
    customers = [{"customer_id": who} for who in kinds]
    scope = scope_of(AS_OF, customers=customers, orders=sold, interactions=contacts)
    kind = dimension_called("contact_kind")
    found = scope.frame(f"select * from ({kind.members})").set_index("customer_id")["segment"]
    assert {who: None if pd.isna(kind) else kind for who, kind in found.items()} == kinds


def test_silence_is_told_where_contacts_are_on_record_for_a_year() -> None:
    people = [{"customer_id": who} for who in ("silent", "heard")]
    heard = [contact("heard", "2024-10-01", "in")]
    assert kinds_of(people, heard) == {"silent": None, "heard": "reactive"}
    heard += [contact("heard", "2024-01-02", "in")]
    assert kinds_of(people, heard)["silent"] is None
    heard += [contact("heard", "2024-01-01", "in")]
    assert kinds_of(people, heard)["silent"] == "basic"


def kinds_of(people: list[dict[str, Any]], contacts: list[dict[str, Any]]) -> dict[str, str | None]:
    scope = scope_of(AS_OF, customers=people, interactions=contacts)
    members = dimension_called("contact_kind").members
    found = scope.frame(f"select * from ({members})").set_index("customer_id")["segment"]
    return {str(who): None if pd.isna(kind) else str(kind) for who, kind in found.items()}


def test_the_same_person_again_is_told_from_the_contact_before() -> None:
    """Ann, Ann, Ben, Ann: one of three is as before; who is not known is passed over."""
    days = ("2024-01-01", "2024-02-01", "2024-03-01", "2024-03-15", "2024-04-01")
    agents = ("Ann", "Ann", "Ben", None, "Ann")
    talks = [contact("a", day, agent=agent) for day, agent in zip(days, agents, strict=True)]
    scope = scope_of(AS_OF, interactions=[*talks, contact("b", "2024-01-01", agent="Ben")])
    found = overall(scope, [BY_NAME["same_agent_again"]]).iloc[0]
    assert (found["value"], found["base"], found["customers"]) == (1 / 3, 3, 1)


def test_contacts_of_one_moment_with_several_people_tell_of_nobody_again() -> None:
    """Days without hours: Ann, Ben and Ann on one day, Ann before and Ben after are no match."""
    days = {"2024-01-01": "Ann", "2024-02-01": "Ben", "2024-03-01": "Ben"}
    talks = [contact("a", day, agent=agent) for day, agent in days.items()]
    talks += [contact("a", "2024-01-15", agent=agent) for agent in ("Ann", "Ben", "Ann")]
    found = overall(scope_of(AS_OF, interactions=talks), [BY_NAME["same_agent_again"]]).iloc[0]
    assert (found["value"], found["base"]) == (1.0, 1)


PEOPLE = [f"c{n}" for n in range(11)]


def tried(lines: list[dict[str, Any]], since: date | None = None) -> tuple[float, int]:
    scope = scope_of(AS_OF, orders=lines).on(AS_OF, since)
    found = overall(scope, [BY_NAME["new_things_tried"]]).iloc[0]
    return found["value"], found["base"]


def of_all(day: str, category: str | None) -> list[dict[str, Any]]:
    return [{**orders_on(who, day)[0], "category": category} for who in PEOPLE]


def test_who_tries_a_new_category_is_asked_of_those_who_were_there() -> None:
    """Eleven were customers; nine of ten buyers of tea had been there. Rice was bought by one,
    cakes came up too early, and of wine the ninety days are not over."""
    lines = of_all("2022-01-01", "bread") + of_all("2022-12-31", "cake")
    lines += of_all("2023-06-01", "bread")
    lines += [bought(who, "2024-03-01", "tea") for who in PEOPLE[:9]]
    lines += [bought(PEOPLE[9], "2024-05-31", "tea"), bought("new", "2024-03-02", "tea")]
    lines += [bought(PEOPLE[10], "2024-04-01", "rice")]
    lines += of_all("2024-10-03", "wine")
    assert tried(lines) == (9 / 11, 11)
    # It is told on the day that the time to try it is over.
    assert tried(lines, date(2024, 5, 30)) == (9 / 11, 11)
    assert tried(lines, date(2024, 5, 31))[1] == 0


def test_who_bought_after_the_days_of_trial_makes_no_category_new() -> None:
    lines = of_all("2022-01-01", "bread") + of_all("2023-06-01", "bread")
    lines += [bought(who, "2024-03-01", "tea") for who in PEOPLE[:9]]
    lines += [bought(who, "2024-05-31", "tea") for who in PEOPLE[9:]]
    assert tried(lines)[1] == 0


def test_a_category_that_is_filled_in_late_is_not_new() -> None:
    untold = of_all("2022-01-01", None) + of_all("2023-06-01", None)
    late = of_all("2024-03-01", "tea")
    stray = [bought("stray", "1970-01-01", "bread")]
    assert [tried(lines)[1] for lines in (untold + late, untold + stray + late)] == [0, 0]
    # Most lines of the year before leave it untold, though some told it long ago.
    assert tried(of_all("2022-01-01", "bread") + untold + late)[1] == 0


def test_who_ordered_by_two_channels_within_the_year_orders_by_several() -> None:
    days = {
        ("both", "2024-01-05"): "web",
        ("both", "2024-05-01"): "shop",
        ("changed", "2023-12-01"): "web",
        ("changed", "2024-05-01"): "shop",
        ("untold", "2024-05-01"): None,
    }
    sold = [{**orders_on(who, day)[0], "channel": channel} for (who, day), channel in days.items()]
    scope = scope_of(AS_OF, orders=sold)
    found = scope.frame(f"select * from ({dimension_called('channels_used').members})")
    assert found.set_index("customer_id")["segment"].fillna("").to_dict() == {
        "both": "several",
        "changed": "one",
        "untold": "",
    }
