"""Stage of life and ability to pay: every class from a customer written out, and who fits none."""

from typing import Any

import pytest

from data.scope import Condition, Scope
from metrics.dimensions import dimension_called
from metrics.segments.life_classes import life_classes, life_dimension
from metrics.segments.life_table import CLASSES, UNCLASSIFIED, LifeRules
from metrics.stated.grouping_facts import GROUPINGS
from tests.opened_pages import is_sound, link, opened, page, say, says
from tests.studies import AS_OF, scope_of, study_of


def person(stage: str | None, age: float | None = 35, income: str | None = None) -> dict[str, Any]:
    return {"customer_id": "a", "life_stage": stage, "age": age, "income": income}


def class_of(*customers: dict[str, Any], rules: LifeRules | None = None, **more: Any) -> str | None:
    found = life_dimension(rules or LifeRules())
    scope = scope_of(customers=list(customers), **more)
    rows = scope.frame(found.members, **dict(found.parameters)).set_index("customer_id")
    segment = rows["segment"]["a"]
    return None if segment != segment else segment


@pytest.mark.parametrize(
    ("customer", "named"),
    [
        (person("Single", 39), "young_single"),
        (person("单身", 40), "older_single"),
        (person("Divorced", None), "unclassified"),
        (person("Couple"), "childless_couple"),
        (person("二人世界"), "childless_couple"),
        (person("Married"), "unclassified"),
        (person("Married, no children"), "childless_couple"),
        (person("Couple with children"), "mature_family"),
        (person("young family"), "young_family"),
        (person("子女学龄前"), "young_family"),
        (person("子女上学"), "mature_family"),
        (person("子女成年", 59), "empty_nest"),
        (person("Grown-up children", 60), "active_elder"),
        (person("退休生活", None), "active_elder"),
        (person("Single parent"), "single_parent"),
        (person("lead"), "unclassified"),
        (person(None), "unclassified"),
        (person(None, 60), "active_elder"),
        (person(None, None, "9,000"), None),
    ],
)
def test_a_customer_is_of_the_first_class_whose_rule_holds(
    customer: dict[str, Any], named: str | None
) -> None:
    assert class_of(customer) == named


@pytest.mark.parametrize(
    ("stage", "said", "named"),
    [
        ("Married", "0", "childless_couple"),
        ("Married", "2", "mature_family"),
        ("Single", "yes", "single_parent"),
        ("Single", "no", "young_single"),
        ("Married", "often", "unclassified"),
    ],
)
def test_a_column_on_children_says_whether_there_are_any(stage: str, said: str, named: str) -> None:
    column = [{"customer_id": "a", "name": "Kids at home", "value": said}]
    assert class_of(person(stage), attributes=column) == named


@pytest.mark.parametrize(
    ("income", "named"),
    [
        ("Over 30,000 a month", "affluent_family"),
        ("3.5万", "affluent_family"),
        ("8,000–15,000 a month", "mature_family"),
        ("secret", "mature_family"),
    ],
)
def test_a_family_is_affluent_by_its_place_among_incomes(income: str, named: str) -> None:
    bands = ("Under 8,000 a month", "8,000–15,000 a month", "15,000–30,000 a month")
    others = [
        {**person("Single", income=band), "customer_id": str(n)} for n, band in enumerate(bands)
    ]
    assert class_of(person("Children at school", income=income), *others) == named


@pytest.fixture
def scope() -> Scope:
    stages = ("Single", "Single", "Couple", "lead")
    told = [{**person(stage), "customer_id": f"c{n}"} for n, stage in enumerate(stages)]
    return scope_of(customers=[*told, {**person(None, None), "customer_id": "blank"}])


def test_everybody_is_counted_once_the_unclassified_too(scope: Scope) -> None:
    counts = life_classes(scope)["customer_count"].tolist()
    assert counts == [0, 0, 0, 0, 0, 0, 0, 2, 1, 1, 1]
    assert life_classes(scope)["share"].sum() == pytest.approx(1)
    assert life_classes(scope, LifeRules(older_age=35))["customer_count"].tolist()[6] == 2


def test_a_filter_does_not_move_the_place_of_an_income() -> None:
    low, high = {**person("Single"), "income": "1,000"}, person("Children at school")
    people = [{**low, "customer_id": "b"}, {**high, "income": "9,000"}]
    only = Condition(
        "select customer_id, life_stage as segment from customers", ("Children at school",)
    )
    scope = Scope(study_of(customers=people), AS_OF, conditions=(only,))
    assert life_classes(scope)["affluent_count"].sum() == 1


def test_the_classes_and_their_counts_are_in_the_report(scope: Scope) -> None:
    filled = Scope(scope.study, scope.as_of, filled=scope.study.filled())
    told = GROUPINGS["life_classes"].facts(filled)["classes"]
    assert [row["segment"] for row in told[: len(CLASSES)]] == list(CLASSES)  # type: ignore[index]


def test_a_readers_own_ages_are_carried_by_the_name() -> None:
    own = life_dimension(LifeRules(older_age=30))
    assert own.name == "life_class:30-60-75"
    assert dimension_called(own.name) == own
    with pytest.raises(KeyError):
        dimension_called("life_class:60-40-75")


def test_any_cell_of_the_table_can_hold_another_class() -> None:
    own = LifeRules().changed("children", "below", "young_family")
    own = own.changed("older_single", "unknown", UNCLASSIFIED)
    # Children at school: f of 24 letters becomes d; older single without an income: g becomes j.
    name = "life_class:40-60-75-aaabbbcccdddfdejgghhhiii"
    assert (own.named("life_class"), LifeRules.in_name(name, "life_class")) == (name, own)
    assert dimension_called(name) == life_dimension(own)
    poor = {**person("Single", 30, "1,000"), "customer_id": "poor"}
    rich = {**person("Single", 30, "9,000"), "customer_id": "rich"}
    below = person("Children at school", income="2,000")
    assert class_of(below, poor, rich) == "mature_family"
    assert class_of(below, poor, rich, rules=own) == "young_family"
    assert class_of(person("Single", 40)) == "older_single"
    assert class_of(person("Single", 40), rules=own) == UNCLASSIFIED


@pytest.mark.parametrize("table", ["aaab", "k" * 24, "A" * 24])
def test_a_name_with_no_whole_table_names_no_rules(table: str) -> None:
    assert LifeRules.in_name(f"life_class:40-60-75-{table}", "life_class") is None


def test_a_reader_changes_a_cell_and_other_ages_leave_the_table_as_it_is(scope: Scope) -> None:
    name = "life_class:30-60-75-aaabbbcccdddfdeggghhhiii"
    app = page(opened(scope.study), "groups", **link(rules=(name,)))
    assert is_sound(app)
    app.session_state["life_class-rules"] = True
    app.run().number_input(key="life_class-older_age-30").set_value(35)
    next(b for b in app.button if b.label == say("rules.apply")).click().run()
    assert is_sound(app)
    assert name.replace("30", "35") in app.query_params["rules"]
    assert says(app, "life_classes.own", count="1")
    app.button(key="life-table-standard").click().run()
    assert "life_class:35-60-75" in app.query_params["rules"]


def test_the_page_prints_the_rules_and_how_many_no_rule_fits(scope: Scope) -> None:
    app = page(opened(scope.study), "groups", **link(rules=("life_class:30-60-75",)))
    assert is_sound(app)
    counts = {"classified": 3, "unclassified": 1, "unknown": 1}
    assert says(app, "life_classes.coverage", share="60.0%", **counts)
    assert says(app, "life_classes.note")


def test_without_a_life_stage_the_page_says_what_is_missing() -> None:
    app = page(opened(study_of(customers=[{"customer_id": "a", "age": 30}])), "groups")
    assert is_sound(app)
    assert not says(app, "life_classes.note")
