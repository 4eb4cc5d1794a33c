"""One server and one browser for all tests in this folder; every reader is watched."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import chromium
from tests.browser.readers import PATIENCE, Readers
from tests.server import Server, serving


# For the folder, not for the session: what Playwright leaves running disturbs tests after it.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = chromium(playwright)
        yield started
        started.close()


@pytest.fixture(scope="package")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app; asked for after the browser, so that no server starts where there is none."""
    assert browser.is_connected()
    with serving(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture
def readers(browser: Browser, server: Server) -> Iterator[Readers]:
    """People with a browser of their own each, none of whom may be led outside."""
    people = Readers(browser, server)
    yield people
    people.leave()
    assert people.asked_outside == []
    assert server.calls_outside == []
