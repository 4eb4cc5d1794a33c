"""What every chart stands on: the theme's ground, type and grid, and texts made safe to draw."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

import plotly.graph_objects as go

from ui.palette import Palette, Theme, palette

HIDDEN = "<extra></extra>"  # without it plotly adds a second box with the trace's name

_EM_WIDTH = 13.0
_AXIS = {"automargin": True, "fixedrange": True, "zeroline": False, "ticks": "", "title": None}


def _as_it_is(value: float) -> str:
    return f"{value:g}"


@dataclass(frozen=True)
class Wording:
    """What a chart says, already in the reader's language; none of it comes from a file.

    `number` writes a value as the reader's locale does; `base` and `interval` name n and the
    interval in hover texts; `too_few` and `unfinished` are said of marks that are pale.
    """

    title: str = ""
    x: str = ""
    y: str = ""
    base: str = "n"
    interval: str = ""
    too_few: str = ""
    unfinished: str = ""
    number: Callable[[float], str] = _as_it_is


@cache
def template(theme: Theme) -> go.layout.Template:
    """Everything about a chart's look that does not depend on what it shows."""
    colours = palette(theme)
    axis = _AXIS | {"gridcolor": colours.grid, "linecolor": colours.grid}
    text = {"family": colours.font, "size": 13, "color": colours.ink}
    layout = {
        "font": text,
        "title": {"font": {"family": colours.heading_font, "size": 17}, "x": 0, "xref": "paper"},
        "paper_bgcolor": "rgba(0, 0, 0, 0)",
        "plot_bgcolor": "rgba(0, 0, 0, 0)",
        "colorway": list(colours.categorical),
        "margin": {"l": 0, "r": 12, "t": 12, "b": 8, "pad": 6},
        "xaxis": axis | {"showgrid": False},
        "yaxis": axis,
        "hoverlabel": _hover_label(colours),
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "title": None},
        "barcornerradius": 3,
        "bargap": 0.35,
        "dragmode": False,
        "showlegend": False,
        "separators": ".,",
        "modebar": {"bgcolor": "rgba(0, 0, 0, 0)", "color": colours.muted},
    }
    return go.layout.Template(layout=layout)


def figure(theme: Theme, wording: Wording, height: int) -> go.Figure:
    """An empty chart of the theme, its title and axes worded, so many pixels high."""
    empty = go.Figure(layout={"template": template(theme), "height": height})
    if wording.title:
        empty.update_layout(title_text=plain(wording.title), margin_t=52)
    for axis, label in (("xaxis", wording.x), ("yaxis", wording.y)):
        if label:
            empty.update_layout({axis: {"title": {"text": plain(label), "standoff": 8}}})
    return empty


def on_paper(chart: go.Figure, theme: Theme) -> go.Figure:
    """The chart on the theme's paper, to be taken away where no page lies behind it."""
    return go.Figure(chart).update_layout(
        paper_bgcolor=palette(theme).paper, margin={"l": 24, "r": 24, "b": 24}
    )


def plain(text: object) -> str:
    """The text as it is, with nothing in it that plotly would take for a tag or an entity.

    Control and direction characters go: they break lines and turn words around.
    """
    visible = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign
        for sign in str(text)
    )
    return escape(visible, quote=False)


def shortened(text: object, width: int = 18) -> str:
    """The text cut to a width in half-width signs (a Chinese sign counts two), safe to draw."""
    written = str(text)
    if signs_wide(written) <= width:
        return plain(written)
    kept, used = "", 1
    for sign in written:
        used += signs_wide(sign)
        if used > width:
            break
        kept += sign
    return plain(kept.rstrip()) + "…"


def signs_wide(text: str) -> int:
    """How wide a text is in half-width signs."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def pixels_wide(texts: Sequence[str], size: float = _EM_WIDTH) -> int:
    """How many pixels the widest of the texts takes, a little generously."""
    return round(max((signs_wide(text) for text in texts), default=0) * size * 0.56)


def _hover_label(colours: Palette) -> dict[str, object]:
    font = {"family": colours.font, "size": 13, "color": colours.ink}
    return {
        "bgcolor": colours.surface,
        "bordercolor": colours.grid,
        "font": font,
        "align": "left",
        "namelength": -1,
    }
