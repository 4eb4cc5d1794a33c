"""What breaks says a number to the reader, and neither to them nor to the log what it said."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.exports import invented
from tests.browser.gestures import follow, go
from tests.browser.readers import CHINESE, ENGLISH, Readers
from tests.house import ROOT
from tests.screen import some_of
from tests.server import Server, serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SECRETS = ("13800138000", "wang.fang@mail.example", "王芳")
BREAKING = f'''"""A page that breaks in every way there is."""
import streamlit as st


def fail():
    raise ValueError("cannot cast {" ".join(SECRETS)}")


st.button("in a callback", on_click=fail)
st.download_button("in a download", fail, "x.csv", on_click="ignore")
fail()
'''
BARE = ("docs", "benchmarks", "tests", "screenshots", ".*cache", ".git", ".venv", "__pycache__")


@pytest.fixture(scope="module")
def breaking(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Readers]:
    """The app with one page that fails."""
    place = tmp_path_factory.mktemp("breaking")
    shutil.copytree(ROOT, place / "app", ignore=shutil.ignore_patterns(*BARE))
    (place / "app" / "pages" / "churn.py").write_text(BREAKING, encoding="utf-8")
    with serving(place / "server", place / "app") as server:
        yield Readers(browser, server)


def kept_quiet(server: Server, shown: str) -> None:
    for place in (server.said, shown):
        assert [secret for secret in SECRETS if secret in place] == []
        assert "cannot cast" not in place


@pytest.mark.parametrize("language", some_of(["en", "zh-Hans"], "en"))
def test_a_page_that_fails_shows_a_number_which_stands_in_the_log(
    language: str, breaking: Readers
) -> None:
    say = {"en": ENGLISH, "zh-Hans": CHINESE}[language]
    page = breaking.open(breaking.come(language), lang=language)
    follow(page, "churn", say)
    said = page.get_by_test_id("stAlert").inner_text()
    number = re.search(r"\b[0-9a-f]{8}\b", said)
    assert number, said
    assert say("error.unexpected", number=number[0]) in said
    assert f"{number[0]} ValueError at" in breaking.server.said
    kept_quiet(breaking.server, page.content())
    go(page, "segments", say)
    breaking.leave()


def test_what_fails_in_a_click_or_a_download_is_told_to_nobody_either(breaking: Readers) -> None:
    page = breaking.open(breaking.come())
    follow(page, "churn")
    page.get_by_role("button", name="in a download").click()
    page.get_by_role("button", name="in a callback").click()
    expect(page.get_by_test_id("stException")).to_be_visible()
    assert page.locator('a[href*="google"], a[href*="chatgpt"]').count() == 0
    assert "Uncaught app execution · ValueError at" in breaking.server.said
    assert "Error executing deferred callable" in breaking.server.said
    kept_quiet(breaking.server, page.content())
    breaking.leave()


NAMES = {
    "climbs": "../../x.csv",
    "another system": "C:\\\\x.csv",
    "long": "x" * 300 + ".csv",
    "turned round": "a\u202evsc.exe.csv",
    "markup": "<img src=http://evil.example/x.png onerror=alert(1)>.csv",
    "picture": "![x](http://evil.example/y.png) [l](http://evil.example) :material:.csv",
}


@pytest.mark.parametrize(
    "name", some_of([*NAMES.values()], NAMES["turned round"], NAMES["markup"]), ids=NAMES
)
def test_a_file_of_any_name_is_shown_as_text(name: str, readers: Readers) -> None:
    page = readers.open(readers.come(), "import_data")

    def renamed(route: Route) -> None:
        body = route.request.post_data_buffer or b""
        route.continue_(post_data=body.replace(b"PLACEHOLDER.csv", name.encode()))

    page.route("**/_stcore/upload_file/**", renamed)
    page.locator("input[type=file]").set_input_files(
        {"name": "PLACEHOLDER.csv", "mimeType": "text/csv", "buffer": invented().content}
    )
    expect(page.locator(".st-key-load button")).to_be_enabled()
    card = page.locator('[class*="st-key-card-"]').first
    shown = card.inner_text()
    assert "\u202e" not in shown
    assert "PLACEHOLDER" not in shown
    assert "240" in shown
    assert card.locator("img, a").count() == 0
    assert "alert(1)" not in page.locator("script, [onerror]").all_inner_texts()
    assert name not in readers.server.said
