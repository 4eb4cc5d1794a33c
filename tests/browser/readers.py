"""Readers, each with a browser of their own, and what they do over and over again."""

from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.server import Server
from ui.words import words

ENGLISH, CHINESE = words("en"), words("zh-Hans")
PATIENCE = 40_000
"""Milliseconds: the first reader of a fresh server waits for the demo company to be made."""

_INSIDE = ("data", "blob", "about", "chrome-error")
_DONE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
_UNCERTAIN = '[data-testid="stSkeleton"], [data-stale="true"]'


@dataclass
class Readers:
    """Everyone who looks at one server during a test, and what their browsers asked for."""

    browser: Browser
    server: Server
    asked: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def asked_outside(self) -> list[str]:
        """The addresses asked for that are not the server's own."""
        return [url for url in self.asked if not self._is_own(url)]

    def come(
        self,
        language: str = "en",
        width: int = 1280,
        scheme: Literal["light", "dark"] = "light",
    ) -> Page:
        """A reader who has never been here, with an empty window of the browser."""
        context = self.browser.new_context(
            locale={"zh-Hans": "zh-CN"}.get(language, "en-US"),
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", self._note)
        self.contexts.append(context)
        page = context.new_page()
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        return page

    def open(self, page: Page, name: str = "", **parameters: Any) -> Page:
        """Type an address of the app and wait until the page stands."""
        query = f"?{urlencode(parameters, doseq=True)}" if parameters else ""
        page.goto(f"{self.server.url}/{name}{query}")
        stands(page)
        return page

    def leave(self) -> None:
        """Close every browser window."""
        for context in self.contexts:
            context.close()

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)

    def _is_own(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in _INSIDE or parts.netloc == urlsplit(self.server.url).netloc


def stands(page: Page) -> None:
    """Wait until a page is drawn to its end; what cannot be drawn fails the test."""
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.locator(_DONE)).to_be_visible(timeout=PATIENCE)
    expect(page.locator(_UNCERTAIN)).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_test_id("stException")).to_have_count(0)
