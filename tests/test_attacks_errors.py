"""When something breaks, a number is shown, and neither page nor log says whose data it was."""

import importlib
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data import store
from tests.house import ROOT, modules
from tests.odd_studies import odd_study
from tests.opened_pages import link, page
from tests.screen import some_of, texts
from ui import view as view_module
from ui.links import Chip
from ui.navigation import PAGES
from ui.words import words

pytestmark = pytest.mark.xdist_group("errors")

PHONE, MAIL = "13800138000", "wang.fang@example.com"
NUMBER = re.compile(r"\b[0-9a-f]{8}\b")

# One thing of each page that its own failure must not take the others down with.
BROKEN = {
    "overview": "ui.cards.quotients.overall",
    "satisfaction": "ui.cards.quotients.overall",
    "expectations": "ui.figures.satisfaction.satisfaction_index.is_closed",
    "service": "ui.cards.quotients.overall",
    "credit": "ui.crossfilter.is_nobody_left",
    "groups": "ui.crossfilter.is_nobody_left",
    "personas": "ui.crossfilter.is_nobody_left",
    "offers": "ui.crossfilter.is_nobody_left",
    "comments": "ui.figures.comments.comment_themes.is_closed",
    "loyalty": "ui.figures.lifecycle.ladder.ladder",
    "churn": "ui.cards.quotients.overall",
    "campaigns": "ui.figures.campaigns.power.sample_size_with_holdout",
    "watch_list": "ui.figures.churn.churn_risk.kinds",
    "value": "ui.cards.quotients.overall",
    "segments": "ui.people.people",
    "lifecycle": "ui.figures.lifecycle.stages.stages",
    "data_quality": "ui.figures.quality.data_quality.coverage",
    "definitions": "ui.catalogue.of_indicator",
    "import_data": "ui.importing.opened_now.plain",
}


@pytest.fixture(scope="module", autouse=True)
def _everything_is_imported() -> None:
    """What is imported only while a part is broken would keep that part for good."""
    for path in (*modules("metrics"), *modules("ui")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        importlib.import_module(".".join(part for part in parts if part != "__init__"))


def failing(*_: object, **__: object) -> Any:
    raise ValueError(f"cannot cast {PHONE} of {MAIL}")


def leaked(*places: str) -> list[str]:
    """What of somebody's data stands in any of the places, with the place it stands in."""
    return [place for place in places for secret in (PHONE, MAIL) if secret in place]


def shown(app: AppTest) -> str:
    return "\n".join([text.text for text in texts(app)] + [str(e) for e in app.exception])


@pytest.mark.parametrize("language", some_of(["en", "zh-Hans"], "en"))
@pytest.mark.parametrize("name", PAGES)
def test_a_failure_shows_a_number_and_nobody_s_data(
    name: str,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(broken_part(name), failing)
    with caplog.at_level(logging.DEBUG):
        app = page(odd_study("everything_small"), name, lang=language)
    (error,) = app.error
    number = NUMBER.search(error.value)
    assert number
    assert error.value == words(language)("error.unexpected", number=number[0])
    said = capfd.readouterr()
    assert leaked(shown(app), caplog.text, said.out, said.err) == []
    assert f"{number[0]} ValueError at" in caplog.text
    assert not re.search(r"Traceback|google|chatgpt|\.py\"", shown(app), re.IGNORECASE)


def broken_part(name: str) -> str:
    return BROKEN[name]


def test_the_bar_and_the_other_pages_work_on_after_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(BROKEN["churn"], failing)
        app = page(odd_study("everything_small"), "churn")
        assert app.error
        assert app.menu_button
        assert app.date_input
        assert not app.switch_page("pages/definitions.py").run().error
    assert not app.switch_page("pages/churn.py").run().error


def clicked_chip(app: AppTest) -> None:
    next(b for b in app.button if str(b.key).startswith("chip-")).click().run()


def switched_language(app: AppTest) -> None:
    app.menu_button[0].click("zh-Hans").run()


@pytest.mark.parametrize(
    ("act", "part"),
    [(clicked_chip, "ui.bar.choose"), (switched_language, "ui.bar.translated")],
)
def test_a_failure_in_answer_to_a_click_tells_nobody_s_data_either(
    act: Callable[[AppTest], None],
    part: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    app = page(odd_study("everything_small"), "definitions", **link(Chip("city", "南京")))
    monkeypatch.setattr(part, failing)
    with caplog.at_level(logging.DEBUG):
        act(app)
    said = capfd.readouterr()
    assert leaked(shown(app), caplog.text, said.out, said.err) == []


def test_a_failure_before_the_frame_stands_tells_nobody_s_data_either(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(view_module, "read", failing)
    with caplog.at_level(logging.DEBUG):
        app = page(None, "definitions")
    said = capfd.readouterr()
    assert leaked(shown(app), caplog.text, said.out, said.err) == []


def test_a_question_that_takes_too_long_is_said_so_and_the_session_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def late(*_: object, **__: object) -> Any:
        raise store.StatementTooLongError

    own = odd_study("everything_small")
    with monkeypatch.context() as slow:
        slow.setattr(BROKEN["churn"], late)
        app = page(own, "churn")
        assert [w.value for w in app.warning] == [words("en")("error.too_long")]
        assert not app.error
    app.run()
    assert not app.warning


def test_an_unexpected_failure_is_recorded_where_it_was_and_what_kind_it_was(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(BROKEN["definitions"], failing)
    page(odd_study("one_row"), "definitions")
    (record,) = [r for r in caplog.records if r.name == "perennial"]
    assert re.fullmatch(r"[0-9a-f]{8} ValueError at [\w.:> ]+", record.getMessage())
    assert "catalogue.py:" in record.getMessage()
    assert record.exc_info is None
