"""What was planted in the demo company is found again in its rows."""

from collections.abc import Callable

import pytest

from data.demo_company.facts import Planted
from data.demo_company.planted import PLANTED
from tests import planted_care as care
from tests import planted_feelings as feelings
from tests import planted_trade as trade
from tests.planted_world import FACTS, World, difference, z_between

SURE = 3.0
NOTHING = 2.6

MEASURES: dict[str, Callable[[World], float]] = {
    name: getattr(module, name)
    for module in (care, feelings, trade)
    for name in FACTS
    if hasattr(module, name)
}


@pytest.fixture(scope="module")
def world() -> World:
    return World()


def test_every_planted_fact_has_a_measure_and_a_name_of_its_own() -> None:
    assert set(MEASURES) == {fact.name for fact in PLANTED}
    assert len({fact.name for fact in PLANTED}) == len(PLANTED)


@pytest.mark.parametrize("fact", [f for f in PLANTED if f.sign], ids=lambda f: f.name)
def test_a_planted_effect_shows_in_the_rows(fact: Planted, world: World) -> None:
    z = MEASURES[fact.name](world)
    assert z * fact.sign > SURE, f"{fact.name}: z = {z:.1f}"


@pytest.mark.parametrize("fact", [f for f in PLANTED if not f.sign], ids=lambda f: f.name)
def test_where_nothing_was_planted_nothing_shows(fact: Planted, world: World) -> None:
    assert abs(MEASURES[fact.name](world)) < NOTHING


def test_habit_hides_what_shows_in_those_who_care(world: World) -> None:
    caring = feelings.buying_by_feeling(world, "feeling_before_leaving")
    assert z_between(caring, feelings.buying_by_feeling(world, "inertia_hides_feeling")) > SURE


def test_a_contract_hides_what_shows_from_month_to_month(world: World) -> None:
    monthly = feelings.ending_by_feeling(world, "feeling_before_ending")
    assert z_between(feelings.ending_by_feeling(world, "contract_hides_feeling"), monthly) > 2.0


def test_the_campaign_that_does_nothing_could_have_shown_half_of_what_the_other_does(
    world: World,
) -> None:
    gap, error = difference(*trade.conversions(world, "summer_news_does_nothing"))
    assert gap + 2 * error < FACTS["member_gift_works"].strength / 2


def test_each_planted_effect_speaks_of_columns_and_words_that_are_there(world: World) -> None:
    for fact in PLANTED:
        for column in (fact.cause, fact.effect):
            table, name = column.split(".")
            assert table == "attributes" or name in world[table]
        if fact.where:
            assert world.word(fact.name)
