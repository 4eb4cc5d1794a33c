"""That every other test here would see a request that leaves the machine."""

import pytest
from playwright.sync_api import Browser

from tests.browser.readers import Readers
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_what_a_page_asks_for_elsewhere_is_noticed(browser: Browser, server: Server) -> None:
    readers = Readers(browser, server)
    page = readers.open(readers.come(), "definitions")
    assert readers.asked
    assert readers.asked_outside == []
    page.evaluate("fetch('http://evil.example/a').catch(() => 0)")
    with page.expect_websocket():
        page.evaluate("new WebSocket('ws://evil.example/b') && 0")
    assert readers.asked_outside == ["http://evil.example/a", "ws://evil.example/b"]
    readers.leave()
