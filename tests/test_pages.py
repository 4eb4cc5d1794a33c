"""Every page, in both languages, on every odd study: no failure, no foreign word, no bare code."""

import re
from collections.abc import Iterable

import pytest
from streamlit.testing.v1 import AppTest

from data.tables import TABLES
from tests.odd_studies import STUDIES, odd_study, opened
from tests.opened_pages import link, page
from tests.screen import TERMS, Text, opened_boxes, some_of, texts, without_markup
from tests.studies import study_of
from ui.links import Chip
from ui.navigation import PAGES
from ui.opened import Opened
from ui.words import words

LANGUAGES = ("en", "zh-Hans")

# What programs write where they have no value, and what is left of a text without its fact.
BARE = re.compile(
    r"\bnan\b|\binf\b|\bNone\b|\bNaT\b|\bNaN\b|<NA>|\bTrue\b|\bFalse\b|[{}]|\$\w|_\w+_"
)

# A full stop of Chinese is as wide as a sign and takes no blank behind it; and bold print that ends
# in one right before the next sentence is not closed: the reader would see its stars.
ILL_JOINED = re.compile(r"。 (?!:)|\*\*[^*\n]+[。！？；：]\*\*(?=\w)")


def loaded(app: AppTest, name: str) -> AppTest:
    return app.switch_page(f"pages/{name}.py").run()


def failures(app: AppTest) -> list[str]:
    return [str(e.value) for e in (*app.exception, *app.error)]


def bare(shown: Iterable[Text]) -> set[str]:
    """Texts with a value or a fact that nobody wrote out; statements are code and may."""
    return {t.text[:200] for t in shown if t.element != "Code" and BARE.search(without_markup(t))}


def foreign(shown: Iterable[Text]) -> set[str]:
    """Latin words on a Chinese page which are no terms."""
    spoken = (without_markup(t) for t in shown if t.element != "Code")
    return {word for said in spoken for word in re.findall(r"[A-Za-z]{2,}", said)} - TERMS


def ill_joined(shown: Iterable[Text]) -> set[str]:
    """Chinese sentences joined the way English ones are."""
    return {t.text[:200] for t in shown if t.element != "Code" and ILL_JOINED.search(t.text)}


def judged(app: AppTest, language: str, said: str = "") -> dict[str, object]:
    """What is wrong with what a page shows, and whether it keeps back what is to be said."""
    shown = texts(app)
    assert shown
    wrong: dict[str, object] = {"failed": failures(app), "bare": bare(shown)}
    wrong["unsaid"] = bool(said) and said not in {without_markup(text) for text in shown}
    if language == "zh-Hans":
        wrong["foreign"] = foreign(shown)
        wrong["ill_joined"] = ill_joined(shown)
    return {kind: found for kind, found in wrong.items() if found}


def walked(own: Opened | None, language: str, said: str = "", **asked: object) -> dict[str, object]:
    """What is wrong on each of the pages, opened one after the other in one session."""
    app = page(own, PAGES[0], lang=language, **asked)
    found = {PAGES[0]: judged(app, language, said)}
    found |= {name: judged(loaded(app, name), language, said) for name in PAGES[1:]}
    return {name: wrong for name, wrong in found.items() if wrong}


# In Chinese more can be wrong, so each study is tried in it; of English stands who has next to
# nothing, as the demo company is opened in both. Some go the ways of another one of them.
ALIKE = ("amounts_equal", "none_churned", "one_day")
EACH_IN = [
    pytest.param(
        study,
        language,
        marks=[pytest.mark.slow]
        if (language == "en" and study != "one_row") or study in ALIKE
        else [],
    )
    for study in sorted(STUDIES.keys() - {"huge"})
    for language in LANGUAGES
]


@pytest.mark.parametrize(("study", "language"), EACH_IN)
def test_every_page_opens_on_every_study_in_the_readers_language(study: str, language: str) -> None:
    assert walked(odd_study(study), language) == {}


@pytest.mark.slow
def test_every_page_opens_on_two_hundred_thousand_orders() -> None:
    assert walked(odd_study("huge"), "zh-Hans") == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.xdist_group("demo")
def test_every_page_of_the_demo_is_in_the_readers_language(language: str) -> None:
    assert walked(None, language) == {}


@pytest.mark.parametrize(
    "study", some_of(["demo", "snapshot", "everything_small"], "demo", "everything_small")
)
@pytest.mark.parametrize(
    "name", ["overview", "satisfaction", "loyalty", "value", "churn", "lifecycle"]
)
@pytest.mark.xdist_group("demo")
def test_the_tables_below_the_figures_are_in_the_readers_language(name: str, study: str) -> None:
    own = None if study == "demo" else odd_study(study)
    closed = page(own, name, lang="zh-Hans")
    app = opened_boxes(closed)
    assert judged(app, "zh-Hans") == {}


@pytest.mark.parametrize("language", some_of(LANGUAGES, "zh-Hans"))
@pytest.mark.parametrize("study", ["snapshot", "everything_small"])
def test_filters_that_leave_nobody_leave_every_page_standing(study: str, language: str) -> None:
    chip = {"snapshot": "gender", "everything_small": "city"}[study]
    value = {"snapshot": "男", "everything_small": "南京"}[study]
    nobody = link(Chip(chip, value), Chip(chip, value, True))
    assert walked(odd_study(study), language, **nobody) == {}


ROWS = {
    table.name: [
        {
            c.name: {"text": f"甲{n}", "number": float(n), "flag": n % 2 == 0}.get(c.kind)
            for c in table.columns
        }
        | {c.name: f"2024-0{n % 8 + 1}-03" for c in table.columns if c.kind in ("date", "instant")}
        for n in range(40)
    ]
    for table in TABLES.values()
}


# The small company has all of them at once; the test below each with what it cannot do without.
@pytest.mark.slow
@pytest.mark.parametrize("table", ROWS)
def test_every_page_opens_on_any_table_alone(table: str) -> None:
    own = opened(study_of(**{table: ROWS[table]}))
    assert walked(own, "zh-Hans") == {}


@pytest.mark.parametrize("table", ROWS)
def test_every_page_opens_on_a_table_with_nothing_but_what_it_needs(table: str) -> None:
    needed = {"customer_id", *TABLES[table].required}
    rows = [{name: value for name, value in row.items() if name in needed} for row in ROWS[table]]
    assert walked(opened(study_of(**{table: rows})), "zh-Hans") == {}


@pytest.mark.parametrize(
    ("language", "period"),
    [
        pytest.param("en", {"grain": "year", "compare": "last_year"}, marks=pytest.mark.slow),
        pytest.param("zh-Hans", {"grain": "week", "range": "all"}, marks=pytest.mark.slow),
        ("zh-Hans", {"as_of": "2023-10-02", "range": "3m", "compare": "none"}),
    ],
)
@pytest.mark.xdist_group("demo")
def test_every_page_bears_every_period_of_a_link_and_says_that_its_data_are_not_here(
    language: str, period: dict[str, str]
) -> None:
    name = "orders_2026.csv" if language == "en" else "订单.csv"
    said = words(language)("link.needs_study", name=name)
    study = f"0123456789ab~{name}"
    assert walked(None, language, said, study=study, **period) == {}
