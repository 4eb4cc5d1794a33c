"""Which colour stands for what: by role, in light and in dark, the same on every page."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Theme = Literal["light", "dark"]

_SHARE_IN_WRITING = 0.6
_CONFIG = Path(__file__).parent.parent / ".streamlit" / "config.toml"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme by what they say, and the fonts that go with them."""

    good: str
    bad: str
    warning: str
    muted: str
    ink: str
    paper: str
    surface: str
    grid: str
    accent: str
    categorical: tuple[str, ...]
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]
    font: str
    heading_font: str


@cache
def palette(theme: Theme) -> Palette:
    """The colours of the light or the dark theme, as the configuration sets them."""
    settings = tomllib.loads(_CONFIG.read_text(encoding="utf-8"))["theme"]
    colours = settings[theme]
    return Palette(
        good=colours["greenColor"],
        bad=colours["redColor"],
        warning=colours["orangeColor"],
        muted=colours["grayColor"],
        ink=colours["textColor"],
        paper=colours["backgroundColor"],
        surface=colours["secondaryBackgroundColor"],
        grid=colours["borderColor"],
        accent=colours["chartCategoricalColors"][0],
        categorical=tuple(colours["chartCategoricalColors"]),
        sequential=tuple(colours["chartSequentialColors"]),
        diverging=tuple(colours["chartDivergingColors"]),
        font=settings["font"],
        heading_font=settings["headingFont"],
    )


def colour_of(segment_order: Sequence[str], segment: str | None, theme: Theme) -> str:
    """The colour of a segment, the same wherever its dimension is shown.

    `segment_order` is every segment of the dimension in its fixed order, whichever of them are
    on the page. "No value" (null), and a segment the dimension does not have, are muted.
    """
    colours = palette(theme)
    known = {name: place for place, name in enumerate(segment_order)}
    if segment is None or segment not in known:
        return colours.muted
    return colours.categorical[known[segment] % len(colours.categorical)]


def tinted(colour: str, opacity: float) -> str:
    """The colour let through by so much, for bands and for what is not selected."""
    red, green, blue = _channels(colour)
    return f"rgba({red}, {green}, {blue}, {opacity:g})"


def mixed(colour: str, ground: str, share: float) -> str:
    """So much of the colour on the ground, opaque: nothing behind it shines through."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(
        f"{round(share * over + (1 - share) * under):02X}" for over, under in pairs
    )


def as_ink(colour: str, theme: Theme) -> str:
    """The colour for writing: drawn towards ink until small letters can be read."""
    return mixed(colour, palette(theme).ink, _SHARE_IN_WRITING)


def readable_on(colour: str, theme: Theme) -> str:
    """Ink or paper, whichever can be read better on the colour."""
    colours = palette(theme)
    return max((colours.ink, colours.paper), key=lambda text: contrast(text, colour))


def contrast(one: str, other: str) -> float:
    """How far two colours are apart in lightness, 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
