"""The loyalty page as a reader meets it: its blocks, own thresholds, and data too poor for it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.scope import Condition, Scope
from metrics.dimensions import dimension_called
from metrics.lifecycle.ladder import STEPS, ladder
from metrics.loyalty.rfm import Rules, rfm_types
from metrics.loyalty.rfm_dimensions import rfm_dimension
from metrics.people import people_count
from tests.opened_pages import is_sound, link, opened, page, say, says, texts
from tests.studies import orders_on, study_of
from ui.links import Chip
from ui.opened import demo_company

TELCO: dict[str, list[dict[str, Any]]] = {
    "customers": [{"customer_id": f"c{n}", "contract": "my"[n % 2]} for n in range(60)],
    "subscriptions": [
        {"customer_id": f"c{n}", "tenure_months": float(n), "is_ended": n % 3 == 0}
        for n in range(60)
    ],
}
TINY: dict[str, dict[str, list[dict[str, Any]]]] = {
    "one order": {"orders": orders_on("a", "2024-05-01")},
    "all sent back": {"orders": orders_on("a", "2024-05-01", "2024-06-01", is_returned=True)},
    "no amounts": {"orders": orders_on("a", "2024-05-01", "2024-06-01", amount=None)},
    "no days": {"orders": [{"customer_id": f"c{n}", "amount": 5.0} for n in range(200)]},
    "all on one day": {"orders": [r for n in range(200) for r in orders_on(f"c{n}", "2024-05-01")]},
    "nothing paid": {
        "orders": [r for n in range(200) for r in orders_on(f"c{n}", "2024-05-01", amount=0.0)]
    },
    "no orders": TELCO,
}


def people_links(app: Any) -> list[str]:
    links = [element.proto for element in app.get("page_link")]
    return [link.label for link in links if link.page == "segments"]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_page_asks_its_questions_in_order_and_answers_each(language: str) -> None:
    app = page(name="loyalty", lang=language)
    assert is_sound(app)
    assert len(app.header) == 9
    # Ladder, cells, index, RFM twice, Lorenz, waits, who was brought, ties, by segment.
    assert len(app.get("plotly_chart")) == 10
    assert not [text for text in texts(app) if "figures." in text or "{" in text]


@pytest.mark.parametrize("tables", TINY.values(), ids=TINY)
def test_data_that_cannot_carry_a_block_are_told_so_and_the_page_stands(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    assert is_sound(page(opened(study_of(**tables)), "loyalty"))


def test_without_orders_every_block_says_which_column_it_needs() -> None:
    app = page(opened(study_of(**TELCO)), "loyalty")
    told = next(text for text in texts(app) if say("ladder.title") in text).splitlines()
    assert len(told) == 18
    assert sum(say("column.ordered_at") in line for line in told) == 11
    assert say("column.is_returned") in told[2]
    assert [heading.value for heading in app.header] == [say("unanswered.title")]
    assert len(app.get("plotly_chart")) == 0


def test_filters_that_leave_nobody_are_said_once() -> None:
    app = page(name="loyalty", **link(Chip("city", "Atlantis")))
    assert is_sound(app)
    assert [box.value for box in app.info] == [say("empty.filtered")]


def test_a_rung_of_the_ladder_counts_the_people_of_its_chips() -> None:
    demo = demo_company("en")
    assert demo.days
    scope = Scope(demo.study, demo.days[1], filled=demo.filled)
    rows = ladder(scope).set_index("step")
    dimension = dimension_called("ladder_step")
    for step in ("repeat", "member"):
        above = STEPS[STEPS.index(step) :]
        chips = Condition(dimension.members, above, parameters=dimension.parameters)
        count = people_count(Scope(demo.study, demo.days[1], conditions=(chips,)))
        assert count == rows.loc[step, "reached_count"]
        app = page(name="loyalty", **link(*(Chip("ladder_step", name) for name in above)))
        assert people_links(app) == [say("figure.people", count=f"{count:,}")]


def test_in_a_group_everyone_keeps_the_rung_that_others_helped_them_to() -> None:
    thrice = ("2024-10-01", "2024-11-01", "2024-12-01")
    answer = {"instrument": "nps", "score": 10.0, "scale_min": 0.0, "scale_max": 10.0}
    study = study_of(
        customers=[
            {"customer_id": "a", "city": "A"},
            {"customer_id": "friend", "city": "B", "referred_by": "a"},
        ],
        orders=orders_on("a", *thrice) + orders_on("friend", *thrice),
        survey_responses=[
            {"customer_id": "a", "answered_at": pd.Timestamp("2024-06-01"), **answer}
        ],
    )
    city = Condition("select customer_id, city as segment from customers", ("A",))
    scope = Scope(study, date(2024, 12, 31), filled=study.filled())
    group = ladder(scope, replace(scope, conditions=(city,))).set_index("step")
    assert group["reached_count"].to_dict() == dict.fromkeys(
        ["prospect", "first_time", "repeat", "loyal", "advocate"], 1
    )


def test_a_link_with_own_thresholds_shows_the_page_by_them() -> None:
    demo = demo_company("en")
    assert demo.days
    rules = Rules(months=12, frequency_from=(2, 3, 4, 6), mark="median")
    told = rfm_types(Scope(demo.study, demo.days[1]), rules).set_index("segment")
    count = told.loc["important_value", "customer_count"]
    name = rfm_dimension("rfm_eight", rules).name
    app = page(name="loyalty", **link(Chip(name, "important_value")))
    assert is_sound(app)
    assert people_links(app) == [say("figure.people", count=f"{count:,}")]
    window = say("rfm.rule_window", months=12, as_of="Sep 30, 2026")
    median = say("rfm.mark_median")
    assert [text for text in texts(app) if text.startswith(window) and median in text]


@pytest.mark.parametrize("name", ["no_such", "rfm_eight:12:9-3-4-6:mean", "cohort_cell:x"])
def test_a_dimension_that_does_not_exist_is_left_aside_and_named(name: str) -> None:
    app = page(name="loyalty", **link(Chip(name, "in"), Chip("city", "Nanjing")))
    assert is_sound(app)
    assert "were not understood" in app.warning[0].value
    assert len(app.get("plotly_chart")) == 8 or says(app, "empty.filtered")
