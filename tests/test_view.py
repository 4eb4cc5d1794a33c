"""The reader's choices: kept from page to page, in the address, in another language, in time."""

import re
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.calendar import span
from data.scope import Scope
from metrics.dimensions import available, dimension_called
from metrics.people import people_count
from metrics.registry import BY_NAME
from tests.odd_studies import odd_study
from tests.opened_pages import count_of, each_walk, is_sound, link, opened, page, says
from tests.random_studies import AS_OF, exported_on, study_of, tables
from tests.screen import Text, some_of, texts
from tests.studies import study_of as tiny
from ui.formats import Formats
from ui.links import MOST_CHIPS, Chip, Choices
from ui.navigation import PAGES
from ui.opened import demo_company
from ui.period import Period
from ui.safe import plain
from ui.view import View
from ui.words import words

pytestmark = pytest.mark.xdist_group("demo")

SHANGHAI, GOLD = Chip("city", "Shanghai"), Chip("tier", "Gold Leaf", True)
SET_BACK = ("overview", "satisfaction", "loyalty", "churn")
INJECTED = "') union select content from read_text('/etc/passwd') --"


def choices(app: AppTest) -> Choices:
    found: Choices = app.session_state["choices"]
    return found


def on(app: AppTest, name: str) -> AppTest:
    return app.switch_page(f"pages/{name}.py").run()


def chip_labels(app: AppTest) -> list[str]:
    return [b.label for b in app.button if str(b.key).startswith("chip-")]


def group(app: AppTest, label: str) -> Any:
    return next(g for g in app.button_group if g.label == label)


def day_field(app: AppTest, name: str) -> Any:
    return next(d for d in app.date_input if str(d.key).startswith(name))


@each_walk
def test_a_chip_is_carried_from_page_to_page_and_stands_in_the_address(
    pages: tuple[str, ...],
) -> None:
    own = odd_study("everything_small")
    app = page(own, "overview", **link(Chip("city", "苏州"), Chip("gender", "f", True)))
    for name in pages:
        on(app, name)
        assert chip_labels(app) == ["City: 苏州", "Gender: not f"]
        assert app.query_params["in"] == "city~苏州"
        assert app.query_params["out"] == "gender~f"


def test_a_chip_taken_away_is_gone_on_every_page_and_from_the_address() -> None:
    app = page(None, "overview", **link(SHANGHAI))
    next(b for b in app.button if str(b.key).startswith("chip-")).click().run()
    for name in ("churn", "segments"):
        on(app, name)
        assert chip_labels(app) == []
        assert "in" not in app.query_params
    assert count_of(app) == 6000


def test_what_the_filter_box_adds_is_a_chip_and_what_it_offers_is_the_whole_dimension() -> None:
    app = page(None, "segments")
    app.session_state["filter"] = True
    app.run()
    app.selectbox(key="filter_dimension").set_value("City").run()
    cities = app.multiselect(key="filter_values_city")
    assert len(cities.options) == len(demo_sizes("en", "city"))
    cities.set_value(["Shanghai"]).run()
    app.button(key="filter_apply").click().run()
    assert choices(app).chips == (SHANGHAI,)
    assert chip_labels(app) == ["City: Shanghai"]


def test_a_view_of_the_demo_opened_elsewhere_shows_the_same_numbers() -> None:
    first = page(None, "overview")
    group(first, "Period").set_value("24m").run()
    day_field(first, "as_of").set_value(date(2025, 12, 31)).run()
    address = dict(first.query_params)
    assert address.keys() == {"lang", "range", "as_of"}
    second = page(None, "overview", **address)
    assert choices(second) == choices(first)
    assert numbers(second) == numbers(first)
    assert numbers(second) != numbers(page(None, "overview"))


def numbers(app: AppTest) -> list[str]:
    """The figures on the cards with their intervals and n, large or too small to judge."""
    return [t.text for t in texts(app) if t.element == "Metric" or is_figure(t)]


def is_figure(text: Text) -> bool:
    said, is_passport = text.text, text.text.startswith("- **")
    return (
        text.element == "Markdown" and not is_passport and bool(re.search(r"^:gray\[|n = ", said))
    )


def test_the_fields_for_days_follow_the_view() -> None:
    app = page(None, "overview", as_of="2025-12-31", range="2025-03-01")
    assert day_field(app, "as_of").value == date(2025, 12, 31)
    assert day_field(app, "own_start").value == date(2025, 3, 1)
    group(app, "Period").set_value("6m").run()
    assert day_field(app, "own_start").value is None
    assert choices(app).period == Period("6m", date(2025, 12, 31))


@pytest.mark.parametrize("seed", [8, pytest.param(3, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", some_of(SET_BACK, "satisfaction", "churn"))
def test_set_back_in_time_a_page_shows_what_an_export_of_that_day_would(
    seed: int, name: str
) -> None:
    rows = tables(seed)
    day = next(d for d in days_back(AS_OF) if last_day(exported_on(rows, d)) == d)
    now = page(opened(study_of(rows)), name)
    then = page(opened(study_of(rows)), name, as_of=day.isoformat())
    exported = page(opened(study_of(exported_on(rows, day))), name)
    assert numbers(exported)
    assert numbers(then) == numbers(exported)
    assert numbers(then) != numbers(now)


def days_back(day: date) -> list[date]:
    return [day - timedelta(days=n) for n in range(60)]


def last_day(rows: Any) -> date | None:
    found = span(study_of(rows), date(2030, 1, 1))
    return found[1] if found else None


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"range": "0001-01-01"}, marks=pytest.mark.slow),
        {"range": "0001-01-02", "compare": "last_year", "grain": "year"},
        pytest.param({"range": "9999-12-31"}, marks=pytest.mark.slow),
        {"as_of": "0001-01-01", "range": "all", "grain": "week"},
        pytest.param({"as_of": "9999-12-31"}, marks=pytest.mark.slow),
        {"range": "2999-01-01", "as_of": "2023-06-30"},
    ],
)
@each_walk
def test_days_outside_the_data_are_brought_into_them(
    asked: dict[str, str], pages: tuple[str, ...]
) -> None:
    app = page(odd_study("everything_small"), "overview", **asked)
    for name in pages:
        assert is_sound(on(app, name))
        first, last = day_field(app, "as_of").min, day_field(app, "as_of").max
        assert first <= day_field(app, "as_of").value <= last


def test_another_language_keeps_the_page_and_says_the_chip_in_its_own_words() -> None:
    app = page(None, "segments", by="tier", grain="quarter", **link(SHANGHAI, GOLD))
    english = count_of(app)
    app.menu_button[0].click("zh-Hans").run()
    assert choices(app).chips == (Chip("city", "上海"), Chip("tier", "金叶", True))
    assert choices(app).by == "tier"
    assert choices(app).period.grain == "quarter"
    assert app.query_params["lang"] == "zh-Hans"
    said = {text.text for text in texts(app)}
    assert words("zh-Hans")("segments.title") in said
    assert words("zh-Hans")("segments.count", count=f"{english:,}") in said


def test_a_column_of_the_demo_files_is_called_by_its_name_in_the_other_language() -> None:
    tea = Chip("attribute:Family size", "3")
    app = page(None, "segments", by=tea.dimension, **link(tea))
    english = count_of(app)
    app.menu_button[0].click("zh-Hans").run()
    assert choices(app).chips == (Chip("attribute:家庭人数", "3"),)
    assert choices(app).by == "attribute:家庭人数"
    count = words("zh-Hans")("segments.count", count=f"{english:,}")
    assert count in {text.text for text in texts(app)}


def test_a_readers_own_chips_stay_as_their_file_has_them_in_any_language() -> None:
    app = page(odd_study("snapshot"), "churn", **link(Chip("gender", "男")))
    app.menu_button[0].click("zh-Hans").run()
    assert choices(app).chips == (Chip("gender", "男"),)
    assert is_sound(app)


@pytest.mark.parametrize("name", ["overview", "segments", "import_data"])
def test_an_address_full_of_strange_things_opens_a_clean_page_that_names_them(name: str) -> None:
    asked = {"lang": "klingon", "by": "nonsense", "in": "nonsense~x", "person": "Ann Lee"}
    app = page(None, name, **asked, colour="red", range="x" * 100_000)
    assert is_sound(app)
    assert says(app, "link.ignored", names="colour, lang, person, range, nonsense")
    assert choices(app) == Choices(language="en", ignored=choices(app).ignored)


def test_what_a_strange_address_names_is_shown_as_text() -> None:
    app = page(None, "overview", **{"![x](http://evil.example/a.png)": "1", "<b>": "1"})
    assert is_sound(app)
    shown = [w.value for w in app.warning]
    assert any(r"\!\[x\]\(http\:" in text and r"\<b\>" in text for text in shown)


def test_an_unknown_customer_of_a_link_is_said_to_be_unknown() -> None:
    app = page(None, "segments", person="0123456789ab")
    assert is_sound(app)
    assert says(app, "segments.unknown")


def test_a_hundred_kilobytes_of_chips_open_a_page() -> None:
    some_of_them = page(None, "overview", **{"in": [f"city~{n}-{'x' * 90}" for n in range(300)]})
    assert is_sound(some_of_them)
    assert len(choices(some_of_them).chips) == 20
    assert says(some_of_them, "link.ignored", names=plain("in/out"))
    # Of more than 64 KB the server hands on nothing at all.
    all_of_them = page(None, "overview", **{"in": [f"city~{n}-{'x' * 90}" for n in range(1000)]})
    assert is_sound(all_of_them)
    assert choices(all_of_them).chips == ()


def test_query_text_in_every_filter_at_once_leaves_everyone_out_of_nothing() -> None:
    own = odd_study("everything_small")
    assert own.days is not None
    everywhere = Scope(own.study, own.days[1], filled=own.filled)
    chips = [Chip(dimension.name, INJECTED, True) for dimension in available(everywhere)]
    for first in range(0, len(chips), MOST_CHIPS):
        app = page(own, "segments", **link(*chips[first : first + MOST_CHIPS]))
        assert is_sound(app)
        assert choices(app).chips == tuple(chips[first : first + MOST_CHIPS])
        assert count_of(app) == people_count(everywhere)
        assert not speaks_of_the_engine(app)


# At once in the test above; one by one only where there is time for it.
@pytest.mark.slow
@pytest.mark.parametrize("is_excluded", [False, True])
def test_query_text_as_a_segment_of_every_filter_is_one_more_segment(is_excluded: bool) -> None:
    own = odd_study("everything_small")
    assert own.days is not None
    everyone = people_count(Scope(own.study, own.days[1]))
    for dimension in available(Scope(own.study, own.days[1], filled=own.filled)):
        app = page(own, "segments", **link(Chip(dimension.name, INJECTED, is_excluded)))
        assert is_sound(app), dimension.name
        if is_excluded:
            assert count_of(app) == everyone
        else:
            assert says(app, "empty.filtered"), dimension.name
        assert not speaks_of_the_engine(app)


# The study by itself: a link to another one is not asked for its filters.
@pytest.mark.parametrize(
    "parameters",
    [("lang", "in", "by", "range"), ("out", "person", "as_of", "grain"), ("study", "compare", "x")],
)
@each_walk
def test_query_text_in_any_parameter_leaves_every_page_clean(
    parameters: tuple[str, ...], pages: tuple[str, ...]
) -> None:
    values = {
        name: f"city~{INJECTED}" if name in ("in", "out") else INJECTED for name in parameters
    }
    app = page(odd_study("snapshot"), PAGES[0], **values)
    for name in pages:
        assert is_sound(on(app, name))
        assert not speaks_of_the_engine(app)


def speaks_of_the_engine(app: AppTest) -> bool:
    """Whether an error text of the engine, or a line of the file asked for, is on screen."""
    shown = "\n".join(text.text for text in texts(app) if text.element != "Code")
    told = ("Binder Error", "Parser Error", "Catalog Error", "syntax error", "root:x:0:0", "DuckDB")
    return any(text in shown for text in told)


def test_the_demo_knows_the_same_segments_in_both_languages() -> None:
    for name in ("city", "tier", "customer_type", "acquisition_channel"):
        counts = [demo_sizes(language, name) for language in ("en", "zh-Hans")]
        assert counts[0] == counts[1]
        assert len(counts[0]) > 1


def demo_sizes(language: str, name: str) -> list[int]:
    own = demo_company(language)
    assert own.days is not None
    members = Scope(own.study, own.days[1]).frame(dimension_called(name).members)
    return sorted(members["segment"].value_counts(dropna=False).tolist())


@pytest.mark.parametrize(
    ("first", "is_compared"),
    [("2024-04-01", True), ("2024-05-06", True), ("2024-06-30", False), ("2025-03-25", False)],
)
def test_a_year_is_compared_with_one_before_it_that_the_rows_counted_cover(
    first: str, is_compared: bool
) -> None:
    # The year before the last one runs from 2024-04-01; orders may begin a tenth of it later,
    # whenever their customers joined.
    orders = [
        {"order_id": str(n), "customer_id": str(n), "ordered_at": day, "amount": 1}
        for n, day in enumerate((first, "2026-03-31"))
    ]
    joined = [{"customer_id": "0", "joined_on": pd.Timestamp("2015-01-01")}]
    own = opened(tiny(customers=joined, orders=orders))
    view = View(Choices(period=Period(range="12m")), own, words("en"), Formats("en", None), "light")
    assert bool(view.compared([BY_NAME["average_order_value"]])) == is_compared
    assert view.earlier is not None
