import re
import tomllib
from itertools import combinations, pairwise

import numpy as np
import pytest
from streamlit import config

from tests.colour_vision import SIGHT, difference, seen
from tests.house import ROOT
from ui.palette import Theme, as_ink, colour_of, contrast, mixed, palette, readable_on, tinted

THEMES: tuple[Theme, ...] = ("light", "dark")
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def _options(settings: dict[str, object], section: str) -> list[str]:
    names = []
    for name, value in settings.items():
        path = f"{section}.{name}"
        names += _options(value, path) if isinstance(value, dict) else [path]
    return names


@pytest.mark.parametrize("option", [o for s, v in SETTINGS.items() for o in _options(v, s)])
def test_every_setting_is_one_that_the_installed_framework_knows(option: str) -> None:
    assert option in config.get_config_options()


def test_every_setting_says_why() -> None:
    lines = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for above, line in pairwise(lines)
        if re.match(r"\w+ = ", line) and not above.startswith("# ") and "address" not in above
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#1F5C47", "#1F5C47", 1.0)],
)
def test_contrast_is_the_one_of_the_web_content_guidelines(
    one: str, other: str, ratio: float
) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [  # Sharma, Wu & Dalal 2005, table 1, pairs 1, 7, 17, 25 and 34
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_of_two_colours_is_the_published_one(
    one: tuple[float, ...], other: tuple[float, ...], apart: float
) -> None:
    assert difference(np.array(one), np.array(other)) == pytest.approx(apart, abs=5e-5)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_segments_can_be_told_apart_however_a_reader_sees(theme: Theme, sight: str) -> None:
    looks = [seen(colour, sight) for colour in palette(theme).categorical]
    assert min(difference(one, other) for one, other in combinations(looks, 2)) > 10


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_good_and_bad_can_be_told_apart_however_a_reader_sees(theme: Theme, sight: str) -> None:
    colours = palette(theme)
    assert difference(seen(colours.good, sight), seen(colours.bad, sight)) > 10


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_from_the_paper(theme: Theme) -> None:
    colours = palette(theme)
    weak = [c for c in colours.categorical if contrast(c, colours.paper) < 3]
    assert weak == []


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_written_can_be_read(theme: Theme) -> None:
    colours = palette(theme)
    written = [colours.ink, colours.muted, colours.good, colours.bad, colours.warning]
    written += [colours.accent, *(as_ink(colour, theme) for colour in colours.categorical)]
    assert [colour for colour in written if contrast(colour, colours.paper) < 4.5] == []
    cells = [*colours.sequential, *colours.diverging]
    assert [cell for cell in cells if contrast(readable_on(cell, theme), cell) < 4.5] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_chosen_option_can_be_read_on_the_tint_behind_it(theme: Theme) -> None:
    frame = SETTINGS["theme"][theme]["primaryColor"]
    tint = mixed(frame, palette(theme).paper, 0.1)
    assert contrast(palette(theme).accent, tint) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_scale_of_ten_leads_away_from_the_paper_step_by_step(theme: Theme) -> None:
    colours = palette(theme)
    assert (len(colours.sequential), len(colours.diverging)) == (10, 10)
    away = [contrast(colour, colours.paper) for colour in colours.sequential]
    assert away == sorted(away)
    middle = [contrast(colour, colours.paper) for colour in colours.diverging]
    assert middle[:5] == sorted(middle[:5], reverse=True)
    assert middle[5:] == sorted(middle[5:])


def test_a_segment_keeps_its_colour_whichever_others_are_shown() -> None:
    order = ["Month-to-month", "One year", "Two year"]
    assert colour_of(order, "One year", "light") == palette("light").categorical[1]
    assert colour_of(order, "One year", "dark") == palette("dark").categorical[1]


def test_no_value_and_an_unknown_segment_are_muted() -> None:
    assert colour_of(["a"], None, "light") == palette("light").muted
    assert colour_of(["a"], "b", "light") == palette("light").muted


def test_more_segments_than_colours_begin_again() -> None:
    order = [str(number) for number in range(20)]
    assert colour_of(order, "8", "light") == colour_of(order, "0", "light")


def test_mixing_lets_the_ground_through_by_its_share() -> None:
    assert mixed("#FF0000", "#0000FF", 0.5) == "#800080"
    assert mixed("#102030", "#FFFFFF", 1) == "#102030"
    assert tinted("#102030", 0.25) == "rgba(16, 32, 48, 0.25)"


def test_no_colour_stands_anywhere_but_in_the_configuration() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\b(?=[\"'])|rgba?\(\s*\d+\s*,\s*[1-9]")
    places = [p for d in ("ui", "pages", "metrics", "data") for p in (ROOT / d).rglob("*.py")]
    places += [path for path in (ROOT / "app.py", ROOT / "report.py") if path.exists()]
    found = [path.name for path in places if colour.search(path.read_text(encoding="utf-8"))]
    assert len(places) > 20
    assert found == []
