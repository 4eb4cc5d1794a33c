"""Rules that a reader has made go with the link, and hold wherever customers are told apart."""

from typing import Any

import pytest

from data.scope import Scope
from metrics.lifecycle.ladder import LadderRules, ladder
from metrics.lifecycle.stages import StageRules, stages
from tests.odd_studies import odd_study
from tests.opened_pages import is_sound, link, page, say, texts
from tests.test_page_lifecycle import demo_scope
from tests.test_page_loyalty import people_links
from ui.links import Chip
from ui.opened import Opened
from ui.safe import plain

QUIET = "lifecycle_stage:30-60-5"


def in_stage(scope: Scope, stage: str) -> int:
    found = stages(scope, StageRules(30, 60, 5)).set_index("stage")
    return int(found.loc[stage, "customer_count"])


def test_a_link_opens_the_stages_by_the_rules_it_names() -> None:
    app = page(name="lifecycle", **link(Chip(QUIET, "lapsed"), rules=(QUIET,)))
    assert is_sound(app)
    rules = StageRules(30, 60, 5).parameters
    assert say("stages.rules", **rules) in texts(app)
    count = in_stage(demo_scope(), "lapsed")
    assert people_links(app) == [say("figure.people", count=f"{count:,}")]


def test_a_filter_by_rules_of_its_own_is_obeyed_without_being_told_the_rules_again() -> None:
    app = page(name="lifecycle", **link(Chip(QUIET, "lapsed")))
    assert say("stages.rules", **StageRules(30, 60, 5).parameters) in texts(app)


def test_the_same_rules_tell_customers_apart_on_the_other_pages() -> None:
    app = page(name="segments", rules=QUIET, by=QUIET)
    assert is_sound(app)
    chosen = next(box for box in app.selectbox if box.value == QUIET)
    assert plain(say("dimension.lifecycle_stage_own")) in chosen.options
    assert say("dimension.lifecycle_stage") not in chosen.options


def changed(name: str, kind: str, numbers: dict[str, int], own: Opened | None = None) -> Any:
    """The page after a reader has put these numbers into the form."""
    app = page(own, name, by=kind)
    app.session_state[f"{kind}-rules"] = True
    app.run()
    for field, number in numbers.items():
        standing = [box for box in app.number_input if str(box.key).startswith(f"{kind}-{field}-")]
        standing[0].set_value(number)
    button = next(b for b in app.button if b.label == say("rules.apply"))
    return button.click().run()


def test_a_form_changes_the_rules_and_the_link_says_so() -> None:
    own = {"quiet_days": 30, "lapsed_days": 60, "kept_orders": 5}
    app = changed("lifecycle", "lifecycle_stage", own)
    assert is_sound(app)
    assert app.query_params["rules"] in (QUIET, [QUIET])
    assert app.query_params["by"] in (QUIET, [QUIET])
    assert say("stages.rules", **own) in texts(app)


def test_back_at_the_standard_the_form_no_longer_shows_what_was_typed() -> None:
    app = changed("loyalty", "loyalty_cell", {"points": 1000})
    assert 1000 in [box.value for box in app.number_input]
    next(b for b in app.button if b.label == say("rules.standard")).click().run()
    assert 1000 not in [box.value for box in app.number_input]


def test_whom_to_call_loyal_is_changed_the_same_way() -> None:
    own = {"loyal_orders": 5, "loyal_days": 365}
    app = changed("loyalty", "ladder_step", own)
    assert "ladder_step:5-365" in app.query_params["rules"]
    assert any(say("ladder.rule", **own) in text for text in texts(app))
    told = ladder(demo_scope(), rules=LadderRules(5, 365)).set_index("step")
    assert told.loc["loyal", "reached_count"] < told.loc["repeat", "reached_count"]


def test_from_how_many_points_on_they_hold_is_changed_the_same_way() -> None:
    app = changed("loyalty", "loyalty_cell", {"points": 300})
    assert "loyalty_cell:300" in app.query_params["rules"]
    assert any(say("loyalty_cells.points_own", points="300") in text for text in texts(app))


@pytest.mark.parametrize("numbers", [{"lapsed_days": 30}, {"kept_orders": 2}])
def test_numbers_that_cannot_stand_together_change_nothing_and_are_told(
    numbers: dict[str, int],
) -> None:
    app = changed("lifecycle", "lifecycle_stage", numbers, odd_study("everything_small"))
    assert "rules" not in app.query_params
    assert say("rules.lifecycle_stage") in [box.value for box in app.warning]


@pytest.mark.parametrize("name", ["city", "no_such", "lifecycle_stage:60-30-5"])
def test_a_link_may_name_rules_that_there_are_not(name: str) -> None:
    app = page(odd_study("everything_small"), "lifecycle", rules=name)
    assert is_sound(app)
    assert say("stages.rules", **StageRules().parameters) in texts(app)
