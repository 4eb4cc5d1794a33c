"""The browser that is installed, started so that it asks nothing of anyone by itself."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

_NAMES = ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable", "msedge")
_PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page asks for elsewhere is seen by the tests and found by nobody.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def chromium(playwright: Playwright) -> Browser:
    """A running browser; where none is installed the test is skipped, or fails if one insists."""
    place = _found()
    if place is None:
        if os.environ.get("PERENNIAL_INSISTS_ON_A_BROWSER"):
            pytest.fail("no Chromium or Chrome was found, and one is insisted on")
        pytest.skip("needs Chromium or Chrome")
    return playwright.chromium.launch(executable_path=place, args=list(_ARGUMENTS))


def _found() -> str | None:
    on_path = (found for name in _NAMES if (found := shutil.which(name)))
    return next(on_path, None) or next((p for p in _PLACES if Path(p).exists()), None)
