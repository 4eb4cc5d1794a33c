"""What every chart stands on: the theme's ground, type and grid, and texts made safe to draw."""

import sys
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import accumulate
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ui.palette import Palette, Theme, palette
from ui.safe import visible

HIDDEN = "<extra></extra>"  # without it plotly adds a second box with the trace's name
CLEAR = "rgba(0, 0, 0, 0)"
TOP, BOTTOM = 12, 8

_TEXT_SIZE, _SMALL_SIZE = 13, 12
_AXIS = {"automargin": True, "fixedrange": True, "zeroline": False, "ticks": ""}


def _as_it_is(value: float) -> str:
    return f"{value:g}"


def _as_dated(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"


@dataclass(frozen=True)
class Wording:
    """What a chart says, already in the reader's language; none of it comes from a file.

    `number` and `date` write a value as the reader's locale does; `base` and `interval` name n
    and the interval in hover texts; `too_few` and `unfinished` are said of marks that are pale.
    """

    title: str = ""
    x: str = ""
    y: str = ""
    base: str = "n"
    interval: str = ""
    too_few: str = ""
    unfinished: str = ""
    number: Callable[[float], str] = _as_it_is
    date: Callable[[pd.Timestamp], str] = _as_dated


@cache
def template(theme: Theme) -> go.layout.Template:
    """Everything about a chart's look that does not depend on what it shows."""
    colours = palette(theme)
    axis = _AXIS | {"gridcolor": colours.grid, "linecolor": colours.grid}
    small = {"size": _SMALL_SIZE, "color": colours.muted}
    layout = {
        "font": {"family": colours.font, "size": _TEXT_SIZE, "color": colours.ink},
        "title": {"font": {"family": colours.heading_font, "size": 17}, "x": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": list(colours.categorical),
        "margin": {"l": 0, "r": 12, "t": TOP, "b": BOTTOM, "pad": 6},
        "xaxis": axis | {"showgrid": False, "title": {"font": small, "standoff": 16}},
        "yaxis": axis,
        "hoverlabel": _hover_label(colours),
        "annotationdefaults": {"showarrow": False},
        "barcornerradius": 3,
        "bargap": 0.35,
        "dragmode": False,
        "showlegend": False,
        "modebar": {"bgcolor": CLEAR, "color": colours.muted},
    }
    faint = {"unselected": {"marker": {"opacity": 0.4}}}
    return go.layout.Template(layout=layout, data={"bar": [faint], "scatter": [faint]})


def figure(theme: Theme, wording: Wording, height: int, *, above: int = 0) -> go.Figure:
    """An empty chart of the theme, its title and axes worded, so many pixels high.

    `above` are pixels kept free over the plot for what a mark writes there.
    """
    top = TOP + above + (36 if wording.title else 0) + (20 if wording.y else 0)
    layout: dict[str, Any] = {"height": height, "margin": {"t": top}}
    if wording.title:
        title = {"text": as_text(wording.title), "y": 1, "yanchor": "top", "pad": {"t": 6}}
        layout["title"] = title
    if wording.x:
        layout["xaxis"] = {"title": {"text": as_text(wording.x)}}
    if wording.y:
        layout["annotations"] = [_head_of_axis(wording.y, theme)]
    return go.Figure(layout=layout | {"template": template(theme)})


def write(chart: go.Figure, notes: list[dict[str, Any]]) -> None:
    """Write texts on the chart together: with each call plotly checks the earlier ones again."""
    earlier = [note.to_plotly_json() for note in chart.layout.annotations]
    chart.layout.annotations = [*earlier, *notes]


def beside(texts: list[str], heights: list[int]) -> list[dict[str, Any]]:
    """Texts in a column at the right of the plot, one at each height."""
    place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8}
    return [place | {"y": y, "text": text} for y, text in zip(heights, texts, strict=True)]


def on_paper(chart: go.Figure, theme: Theme) -> go.Figure:
    """The chart on the theme's paper, to be taken away where no page lies behind it."""
    sides = {side: (chart.layout.margin[side] or 0) + 24 for side in "lrb"}
    return go.Figure(chart).update_layout(paper_bgcolor=palette(theme).paper, margin=sides)


def as_text(value: object) -> str:
    """The value as it is, with nothing in it that plotly would take for a tag or an entity.

    plotly reads <b>, <br>, <a href> and &amp; in every text it draws, so this comes before.
    """
    return escape(visible(value, sys.maxsize), quote=False)


def shortened(value: object, width: int = 18) -> str:
    """The value cut to a width in half-width signs (a Chinese sign counts two), safe to draw."""
    text = visible(value, sys.maxsize)
    if signs_wide(text) <= width:
        return as_text(text)
    return as_text(_fitting(text, width - 1).rstrip()) + "…"


def in_two_lines(value: object, width: int = 18) -> str:
    """The value on two lines where one is too narrow for it, broken at a blank; safe to draw."""
    text = visible(value, sys.maxsize)
    if signs_wide(text) <= width:
        return as_text(text)
    fitting = _fitting(text, width)
    is_broken = " " in fitting and not text[len(fitting) :].startswith(" ")
    head = fitting.rpartition(" ")[0] if is_broken else fitting
    if len(text) == len(head) + 1:
        # A bracket or a full stop of its own on a line is worse than a line a sign too wide.
        return as_text(text)
    return f"{as_text(head.rstrip())}<br>{shortened(text[len(head) :].lstrip(), width)}"


def _fitting(text: str, width: int) -> str:
    """As much of the text, from its beginning, as the width holds."""
    return text[: sum(used <= width for used in accumulate(map(signs_wide, text)))]


def signs_wide(text: str) -> int:
    """How wide a text is in half-width signs."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def pixels_wide(texts: Iterable[str], size: float = _TEXT_SIZE) -> int:
    """How many pixels the widest of the texts takes, a little generously."""
    return round(max((signs_wide(text) for text in texts), default=0) * size * 0.56)


def _head_of_axis(label: str, theme: Theme) -> dict[str, Any]:
    """The vertical axis is named above it and level: nobody turns their head to read."""
    return {
        "text": as_text(label),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -6,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 6,
        "font": {"size": _SMALL_SIZE, "color": palette(theme).muted},
    }


def _hover_label(colours: Palette) -> dict[str, object]:
    font = {"family": colours.font, "size": _TEXT_SIZE, "color": colours.ink}
    return {
        "bgcolor": colours.surface,
        "bordercolor": colours.grid,
        "font": font,
        "align": "left",
        "namelength": -1,
    }
