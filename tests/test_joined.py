"""Segments joined by "or" and "and": who is in, by hand, and the rule as a name carries it."""

from dataclasses import replace
from typing import Any

import pytest

from data.scope import Condition, Scope
from metrics.dimensions import dimension_called, is_dimension
from metrics.joined import Part, Way, joined_name
from metrics.people import people_count
from tests.opened_pages import is_sound, link, opened, page
from tests.studies import AS_OF, study_of
from ui.formats import Formats
from ui.labels import segment_label
from ui.links import Chip, Choices
from ui.opened import demo_company
from ui.translation import translated
from ui.view import View
from ui.words import words

PEOPLE: list[dict[str, Any]] = [
    {"customer_id": "a", "region": "North", "tier": "Gold", "age": 30},
    {"customer_id": "b", "region": "North", "tier": "Basic", "age": 70},
    {"customer_id": "c", "region": "South", "tier": "Gold", "age": 70},
    {"customer_id": "d", "region": "South", "tier": None, "age": 30},
]
NORTH, GOLD = Part("region", ("North",)), Part("tier", ("Gold",))
NORTH_AND_GOLD = Part(joined_name("all", (NORTH, GOLD)), ("in",))


def people(name: str, value: str = "in") -> str:
    found = dimension_called(name)
    only = Condition(found.members, (value,), parameters=found.parameters)
    scope = Scope(study_of(customers=PEOPLE), AS_OF, conditions=(only,))
    rows = scope.frame("select customer_id from customers order by 1")
    return "".join(rows["customer_id"])


@pytest.mark.parametrize(
    ("way", "parts", "who"),
    [
        ("any", (NORTH, GOLD), "abc"),
        ("all", (NORTH, GOLD), "a"),
        ("any", (NORTH, Part("tier", (None,))), "abd"),
        ("all", (Part("region", ("North",), True), Part("tier", ("Gold", None))), "cd"),
        ("all", (Part("tier", ("Gold",), True), Part("age_band", ("65_over",))), "b"),
        ("any", (NORTH_AND_GOLD, Part("life_class:30-60-75", ("active_elder",))), "abc"),
        ("any", (NORTH_AND_GOLD, Part("region", ("South",))), "acd"),
    ],
)
def test_who_is_in_a_joined_segment(way: Way, parts: tuple[Part, ...], who: str) -> None:
    name = joined_name(way, parts)
    assert people(name) == who
    assert people(name, "out") == "".join(sorted(set("abcd") - set(who)))


@pytest.mark.parametrize(
    "rest", ["[]", "[1]", "{}", "[", '[["nothing",["x"],false]]', '[["region",[],false]]']
)
def test_a_broken_rule_is_no_dimension(rest: str) -> None:
    assert not is_dimension(f"joined:any:{rest}")


def test_a_joined_segment_is_told_in_words() -> None:
    found = dimension_called(joined_name("any", (NORTH, GOLD)))
    assert segment_label(words("en"), found, "in") == "Region: North or Tier: Gold"


def test_two_filters_are_joined_by_a_click_and_the_link_carries_the_rule() -> None:
    chips = (Chip("region", "North"), Chip("tier", "Gold"))
    app = page(opened(study_of(customers=PEOPLE)), "segments", **link(*chips))
    app.button(key="join-any").click().run()
    assert is_sound(app)
    joined = joined_name("any", (NORTH, GOLD))
    assert app.session_state["choices"].chips == (Chip(joined, "in"),)


def test_a_rule_about_the_demo_company_goes_on_in_the_other_language() -> None:
    single, women = Part("life_stage", ("Single",)), Part("gender", ("Female",), True)
    here = Chip(joined_name("any", (single, women)), "in")
    demo = demo_company("en")
    view = View(Choices("en", (here,)), demo, words("en"), Formats("en"), "light")
    (there,) = translated(view, "zh-Hans").chips
    assert '["单身"]' in there.dimension
    zh = replace(view, choices=Choices("zh-Hans", (there,)), opened=demo_company("zh-Hans"))
    assert people_count(zh.scope) == people_count(view.scope) > 0
