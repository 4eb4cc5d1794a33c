"""Every page, in both languages, by day and by night, on a desk and on a phone."""

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.readers import Readers
from tests.house import ROOT
from tests.screen import TERMS
from tests.server import Server
from ui.navigation import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LOOK = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")
SCREENSHOTS = ROOT / "screenshots"
WIDTHS = (1280, 390)
Scheme = Literal["light", "dark"]

# Every other page, by turns in each language and each light; all, crossed, where there is time.
TURNS = {0: ("en", "light"), 3: ("zh-Hans", "dark")}
LOOKS = [
    pytest.param(
        language,
        scheme,
        name,
        marks=[] if (language, scheme) == TURNS.get(place % 4) else [pytest.mark.slow],
    )
    for language, scheme in (*TURNS.values(), ("en", "dark"), ("zh-Hans", "light"))
    for place, name in enumerate(PAGES)
]

# An icon is written as its name, in a font that draws it.
WITHOUT_ICONS = "document.querySelectorAll('[translate=no]').forEach(icon => icon.remove())"

FRAMEWORKS_OWN = r"Skip to main content|\w+ icon"
"""What the framework says by itself, most of it for screen readers only."""


@pytest.fixture(scope="module")
def visitors(browser: Browser, server: Server) -> Iterator[Callable[[str, Scheme], Page]]:
    """One reader for each language and scheme, who goes from page to page."""
    readers, known = Readers(browser, server), dict[tuple[str, Scheme], Page]()

    def visitor(language: str, scheme: Scheme) -> Page:
        if (language, scheme) not in known:
            known[language, scheme] = readers.come(language, scheme=scheme)
        return known[language, scheme]

    yield visitor
    readers.leave()
    assert readers.asked_outside == []
    assert server.calls_outside == []


@pytest.mark.parametrize(("language", "scheme", "name"), LOOKS)
def test_a_page_fits_the_window_and_is_read_easily(
    language: str,
    scheme: Scheme,
    name: str,
    visitors: Callable[[str, Scheme], Page],
    server: Server,
) -> None:
    page = visitors(language, scheme)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    Readers(page.context.browser, server).open(page, name, lang=language)  # type: ignore[arg-type]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == []
        if width == WIDTHS[0]:
            stays_on_top(page)
        keep_picture(page, f"{name}-{language}-{scheme}-{width}")
    if language == "zh-Hans":
        assert latin_words(page) - TERMS == set()


def faults(page: Page) -> list[dict[str, Any]]:
    """What is wrong with the page once its charts have found their width."""
    deadline = time.monotonic() + 8
    while (found := page.evaluate(LOOK)) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    return list(found)


def stays_on_top(page: Page) -> None:
    """However far a reader at a desk scrolls, the bar can be pressed."""
    main = page.get_by_test_id("stMain")
    main.evaluate("main => main.scrollTo(0, main.scrollHeight)")
    button = page.locator(".st-key-language button:visible")
    expect(button).to_be_in_viewport(ratio=1)
    button.click(trial=True, timeout=5000)
    main.evaluate("main => main.scrollTo(0, 0)")


def latin_words(page: Page) -> set[str]:
    """Words of three Latin letters or more that stand anywhere on the page."""
    page.evaluate(WITHOUT_ICONS)
    said = page.get_by_test_id("stApp").all_inner_texts()
    said += page.locator(".js-plotly-plot text").all_text_contents()
    own = re.sub(FRAMEWORKS_OWN, " ", "\n".join(said))
    return set(re.findall(r"[A-Za-z][A-Za-z0-9]{2,}", own))


def keep_picture(page: Page, name: str) -> None:
    """The whole page as a picture, for eyes, where someone asks for it."""
    if not os.environ.get("PERENNIAL_SCREENSHOTS"):
        return
    height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    size = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": size["width"], "height": min(height + 80, 8000)})
    faults(page)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
    page.set_viewport_size(size)
