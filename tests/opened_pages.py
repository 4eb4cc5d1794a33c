"""Pages of a study that a test made, as a link opens them, and what they say."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Study
from tests.house import ROOT
from ui.links import Chip, Choices, written
from ui.navigation import GROUPS, PAGES
from ui.opened import Opened
from ui.words import words

say = words("en")

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "') union select content from read_text('/etc/passwd') --",
    "'; drop table customers; --",
    ":material/home: :red[x]",
    "$\\LaTeX$ {0} %s {{x}} $as_of",
    "\x1b[31m\u202ered",
    "=cmd()",
    "x" * 10_000,
)


ONE_OF_EACH = (PAGES[0], *(group[0] for group in GROUPS.values()), PAGES[-1])
"""A page of each group, and the two that stand alone."""

# A walk over one page of each group, and over the others only where there is time for it.
each_walk = pytest.mark.parametrize(
    "pages",
    [
        pytest.param(ONE_OF_EACH, id="one_of_each"),
        pytest.param(
            tuple(name for name in PAGES if name not in ONE_OF_EACH),
            id="others",
            marks=pytest.mark.slow,
        ),
    ],
)


def opened(study: Study) -> Opened:
    return Opened(study, "file.csv", "abc123")


def page(own: Opened | None = None, name: str = "segments", **asked: Any) -> AppTest:
    """The page as a link opens it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if own is not None:
        app.session_state["opened"] = own
        # A link names the study that its chips speak of.
        asked = {"study": own.link, **asked}
    for key, value in {"lang": "en", **asked}.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{name}.py").run()


def link(*chips: Chip, **choices: Any) -> dict[str, Any]:
    return written(Choices(chips=chips, **choices))


def is_sound(app: AppTest) -> bool:
    return not app.exception and not app.error


def texts(app: AppTest) -> list[str]:
    """Every text of the page that is read as Markdown."""
    kinds = ("markdown", "caption", "info", "warning", "header", "title")
    found = [str(element.value) for kind in kinds for element in getattr(app, kind)]
    found += [b.label for b in app.button] + [o for s in app.selectbox for o in s.options]
    return found + [t.label for t in app.toggle]


def says(app: AppTest, key: str, **facts: object) -> bool:
    return say(key, **facts) in texts(app)


def count_of(app: AppTest) -> int:
    """How many customers the page says there are."""
    found = re.search(r"\*\*([\d,]+) customers?\*\*", "\n".join(texts(app)))
    assert found, texts(app)
    return int(found[1].replace(",", ""))
