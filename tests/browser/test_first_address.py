"""Whichever page's address is the first that a freshly started server is asked for."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.gestures import asks, go
from tests.browser.readers import ENGLISH, Readers
from tests.opened_pages import each_walk
from tests.server import serving
from ui.navigation import GROUPS, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser-first")]

_WATCH = """window.seen = new Set();
new MutationObserver(() => {
  document.querySelectorAll('[data-testid="stSidebarNavLink"]').forEach(
    (link) => window.seen.add(link.textContent));
}).observe(document, {childList: true, subtree: true});"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opened_first_has_its_frame_its_bar_and_its_question(
    name: str, browser: Browser, tmp_path: Path
) -> None:
    with serving(tmp_path) as server:
        readers = Readers(browser, server)
        page = readers.come()
        page.add_init_script(_WATCH)
        readers.open(page, name)
        # No page goes by the name of its file while the server starts.
        assert page.evaluate("[...window.seen]") == []
        asks(page, name)
        expect(page.get_by_role("dialog")).to_have_count(0)
        sections = page.get_by_test_id("stTopNavSection")
        expect(sections).to_have_text([ENGLISH(f"nav_groups.{group}") for group in GROUPS])
        for button in (ENGLISH("bar.filter"), "English"):
            page.get_by_role("button", name=button).click(trial=True)
        expect(page).to_have_url(f"{server.url}/{name if name != PAGES[0] else ''}?lang=en")
        readers.leave()


@each_walk
def test_every_page_is_reached_by_the_navigation(readers: Readers, pages: tuple[str, ...]) -> None:
    page = readers.open(readers.come())
    for name in (*pages[1:], pages[0]):
        go(page, name)
