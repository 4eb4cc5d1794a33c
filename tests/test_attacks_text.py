"""Values, headers and names that look like markup or statements are only text on every page."""

import re
from functools import cache

import pytest

from data.store import Study
from data.tables import TABLES
from metrics.person import code_of
from tests.opened_pages import HOSTILE, is_sound, link, page
from tests.screen import Text, opened_boxes, some_of, texts
from tests.studies import study_of
from ui.links import Chip
from ui.navigation import PAGES
from ui.opened import Opened

pytestmark = pytest.mark.xdist_group("hostile")

# All in one: whichever part a page shortens, the beginning is markup of some kind.
STARTS = (
    *HOSTILE,
    "[x](http://evil.example)",
    "**b** _i_ `c` ~~s~~",
    "__class__",
    "a|b\n# c",
    "&lt;",
)
NAME = "![x](http://evil.example/a.png)<img src=x onerror=alert(1)>.csv"
DAY = "2024-0{}-11"


def hostile(table: str) -> list[dict[str, object]]:
    """Rows of a table whose every text is one of the attacks, dated over eight months."""
    kinds: dict[str, object] = {"number": 4.0, "flag": True}
    return [
        {
            c.name: f"{STARTS[(n + place) % len(STARTS)]}"
            if c.kind == "text"
            else kinds.get(c.kind, DAY.format(n % 8 + 1))
            for place, c in enumerate(TABLES[table].columns)
        }
        | {"customer_id": STARTS[n % len(STARTS)][:90] + str(n % 60)}
        | ({"instrument": "csat", "scale_min": 1.0, "scale_max": 5.0} if "survey" in table else {})
        for n in range(180)
    ]


@cache
def attacked() -> Opened:
    """A study in which nothing that a file could say is harmless."""
    rows = {name: hostile(name) for name in TABLES}
    rows["customers"] = rows["customers"][:60]
    study: Study = study_of(**rows)
    return Opened(study, NAME, "abc123")


# Unescaped, Markdown makes something of these; a backslash before them makes them characters.
MARKUP = re.compile(
    r"(?<!\\)(!\[|\]\(|<(?!/?b>)\w|</|:material/\w+: :|:red\[x|"
    + r"\$\\|\$LaTeX|`c`|~~s|__class|\n# c|&lt;)"
)
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]")
TAGS = re.compile(r"<(?!/?(?:b|br|i|extra|span)\b)[a-zA-Z!/]")


def read_as_markup(shown: list[Text]) -> list[str]:
    """Texts of which the browser would make more than characters."""
    wrong = [
        t
        for t in shown
        if t.is_markdown
        and t.element != "Code"
        and t.part not in ("cell", "heading")
        and MARKUP.search(t.text)
    ]
    wrong += [t for t in shown if t.is_drawn and TAGS.search(t.text)]
    wrong += [t for t in shown if t.element != "Code" and UNSEEN.search(t.text)]
    return sorted({f"{t.element}.{t.part}: {t.text[:160]!r}" for t in wrong})


def speaks(shown: list[Text]) -> bool:
    """Whether any of the attacks is on screen at all: where none is, nothing was tried."""
    return any("evil" in text.text for text in shown)


@pytest.mark.parametrize("name", PAGES)
def test_values_of_a_file_are_only_characters_on_every_page(name: str) -> None:
    app = page(attacked(), name)
    assert is_sound(app)
    assert read_as_markup(texts(app)) == []


DIMENSIONS = ["city", "plan", "contract", f"attribute:{STARTS[2]}", f"attribute:{STARTS[0]}"]


# Every page by a column of ours and by one of the file's own; by all where there is time for it.
@pytest.mark.parametrize("dimension", some_of(DIMENSIONS, "plan", DIMENSIONS[-1]))
@pytest.mark.parametrize("name", ["satisfaction", "loyalty", "churn", "segments"])
def test_segments_and_columns_of_any_name_are_only_characters(name: str, dimension: str) -> None:
    app = page(attacked(), name, by=dimension)
    assert is_sound(app)
    assert read_as_markup(texts(app)) == []
    assert speaks(texts(app))


# Those that every attack shares stand in the segments' own tests too.
@pytest.mark.parametrize(
    "value",
    some_of([s for s in STARTS if len(s) < 250], HOSTILE[0], *STARTS[len(HOSTILE) :]),
)
def test_a_chip_of_any_value_is_only_characters(value: str) -> None:
    app = page(attacked(), "segments", **link(Chip("city", value), Chip("plan", value, True)))
    assert is_sound(app)
    chips = [b.label for b in app.button if str(b.key).startswith("chip-")]
    assert len(chips) == 2
    assert read_as_markup(texts(app)) == []


@pytest.mark.parametrize("name", ["satisfaction", "churn", "segments", "lifecycle"])
def test_open_boxes_and_tables_hold_only_characters(name: str) -> None:
    app = opened_boxes(page(attacked(), name, by="city"))
    assert is_sound(app)
    assert read_as_markup(texts(app)) == []
    assert speaks(texts(app))


def test_one_customer_of_any_name_is_only_characters_with_names_shown() -> None:
    for row in hostile("customers")[:5]:
        app = page(attacked(), "segments", person=code_of(str(row["customer_id"])))
        app.toggle(key="show-names").set_value(True).run()
        assert is_sound(app)
        assert read_as_markup(texts(app)) == []


def test_the_name_of_the_file_is_only_characters_wherever_it_stands() -> None:
    for name in ("overview", "definitions", "import_data"):
        shown = texts(page(attacked(), name))
        assert read_as_markup(shown) == []
    assert speaks(shown)
    elsewhere = texts(page(None, "overview", study=f"abc123~{NAME}"))
    assert read_as_markup(elsewhere) == []
    assert speaks(elsewhere)


def test_the_attacks_would_be_noticed() -> None:
    for start in STARTS[:4]:
        assert read_as_markup([Text("Markdown", "body", start)]) != []
    assert read_as_markup([Text("PlotlyChart", "chart", "<img src=x>")]) != []
    assert read_as_markup([Text("Button", "label", "\x1b[31m")]) != []
