"""The lifecycle page as a reader meets it: its blocks, the people behind a mark, and poor data."""

from datetime import date
from typing import Any

import pytest

from data.scope import Scope
from metrics.lifecycle.cohorts import cohort_cell, cohort_retention
from metrics.lifecycle.lifecycle_bars import bar_members, lifecycle_bars
from metrics.lifecycle.transitions import movers, transitions
from tests.opened_pages import is_sound, link, opened, page, say, texts
from tests.studies import study_of
from tests.test_page_loyalty import TELCO, TINY, people_links
from ui.brackets_written import brackets_written
from ui.links import Chip
from ui.opened import demo_company


def demo_scope() -> Scope:
    demo = demo_company("en")
    assert demo.days
    return Scope(demo.study, demo.days[1], filled=demo.filled)


@pytest.mark.parametrize(
    ("grain", "language"),
    [("week", "en"), ("month", "zh-Hans"), ("quarter", "en"), ("year", "zh-Hans")],
)
def test_the_page_asks_its_questions_in_order_and_answers_each(language: str, grain: str) -> None:
    app = page(name="lifecycle", lang=language, grain=grain)
    assert is_sound(app)
    assert len(app.header) == 7
    # Stages, path, bars, flow, matrix, grid, curves (none over a single year), staying.
    assert len(app.get("plotly_chart")) >= 7
    assert not [text for text in texts(app) if "figures." in text or "{" in text]


@pytest.mark.parametrize("tables", TINY.values(), ids=TINY)
def test_data_that_cannot_carry_a_block_are_told_so_and_the_page_stands(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    assert is_sound(page(opened(study_of(**tables)), "lifecycle"))


def test_contracts_alone_still_tell_how_long_customers_stay() -> None:
    app = page(opened(study_of(**TELCO)), "lifecycle", by="contract")
    assert is_sound(app)
    lacking = next(text for text in texts(app) if say("stages.title") in text)
    assert lacking.count(say("column.ordered_at")) == 5
    assert len(app.get("plotly_chart")) == 2  # the curves, and the mean within a horizon


@pytest.mark.parametrize("as_of", ["2026-09-15", "2023-10-20", "2023-11-20"])
def test_a_period_that_is_not_over_is_said_to_be_so(as_of: str) -> None:
    app = page(name="lifecycle", as_of=as_of)
    assert is_sound(app)
    assert [text for text in texts(app) if text.startswith("The last column is hatched")]


def marks() -> list[tuple[str, int]]:
    """A mark of each kind with the number it shows."""
    scope = demo_scope()
    day = date(2026, 3, 1)
    cells = cohort_retention(scope)
    cell = cells[(cells["cohort"].dt.date == day) & (cells["age"] == 2)].iloc[0]
    bars = lifecycle_bars(scope)
    bar = bars[bars["period"].dt.date == day].iloc[0]
    moved = transitions(scope).set_index(["from_stage", "to_stage"])["customer_count"]
    return [
        (cohort_cell(day, 2).name, int(cell["active"])),
        (bar_members("dormant", day).name, int(bar["dormant_count"])),
        (bar_members("resurrected", day).name, int(bar["resurrected_count"])),
        (movers("keep", "at_risk").name, int(moved["keep", "at_risk"])),
        (movers("arrived", "acquire").name, int(moved["arrived", "acquire"])),
    ]


def test_a_mark_leads_to_as_many_people_as_it_shows() -> None:
    for name, count in marks():
        app = page(name="lifecycle", **link(Chip(name, "in")))
        assert is_sound(app)
        assert count > 0
        assert people_links(app) == [say("figure.people", count=f"{count:,}")], name


@pytest.mark.parametrize(
    ("written", "edges"),
    [
        ("1–3, 4-6，7到12", (1, 4, 7, 13)),
        ("1, 4, 7, 13", (1, 4, 7, 13)),
        ("0-2, 3 – 5", (1, 3, 6)),
        ("2-3, 6-8", (2, 4, 6, 9)),
        ("5, 3", (5, 3)),
        ("none", ()),
    ],
)
def test_brackets_are_read_as_they_are_written(written: str, edges: tuple[int, ...]) -> None:
    assert brackets_written(written).edges == edges


def test_choices_of_measure_and_of_rows_redraw_the_cohorts() -> None:
    app = page(name="lifecycle")
    drawn = len(app.get("plotly_chart"))
    for shown in ("customers", "money"):
        app.button_group(key="cohorts-shown").set_value(shown).run()
        assert is_sound(app)
    for way in ("onward", "bracket"):
        app.button_group(key="cohorts-way").set_value(way).run()
        assert is_sound(app)
    assert app.text_input(key="cohorts-edges").value == "1–3, 4–6, 7–12"
    app.text_input(key="cohorts-edges").set_value("7, 4").run()
    assert say("cohorts.edges_refused") in [box.value for box in app.warning]
    rows = app.multiselect(key="cohorts-rows-month")
    rows.set_value(["2026-03-01", "2026-01-01"]).run()
    assert is_sound(app)
    assert len(app.get("plotly_chart")) == drawn
    app.button_group(key="moves-months").set_value(12).run()
    assert is_sound(app)
