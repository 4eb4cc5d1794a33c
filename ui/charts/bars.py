"""Which segments stand out: one horizontal bar for each, with its interval."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import (
    HIDDEN,
    Wording,
    as_text,
    beside,
    figure,
    in_two_lines,
    pixels_wide,
    write,
)
from ui.charts.hover import hover_texts, written
from ui.palette import Theme, mixed, palette

_PALE = 0.28


def bars(
    rows: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    colour: Callable[[str | None], str] | None = None,
    selected: str | None = None,
    whole: float | None = None,
    whole_label: str = "",
    is_sorted: bool = True,
) -> go.Figure:
    """One bar per segment, longest on top; a click returns the segment's code.

    Rows have segment, label, value, low, high, base, is_small. Small ones are pale; when one is
    selected its siblings are pale as well. `whole` is the value of all, drawn as a line.
    """
    shown = rows.sort_values("value", na_position="first") if is_sorted else rows.iloc[::-1]
    above = 0 if whole is None else 18
    chart = figure(theme, wording, 32 + above + 34 * max(len(shown), 1), above=above)
    chart.add_bar(
        x=shown["value"],
        y=list(range(len(shown))),
        orientation="h",
        marker_color=_colours(shown, theme, colour, selected),
        customdata=shown[["segment"]].astype(object).to_numpy(),
        hovertext=hover_texts(shown, shown["label"], wording),
        hovertemplate="%{hovertext}" + HIDDEN,
        error_x=_whiskers(shown, theme),
    )
    notes = _name_bars(chart, shown, wording, theme)
    if whole is not None:
        _draw_whole(chart, whole, theme)
        notes.append(_whole_named(whole, f"{whole_label} {written(whole, wording)}", theme))
    write(chart, notes)
    return chart


def _colours(
    shown: pd.DataFrame,
    theme: Theme,
    colour: Callable[[str | None], str] | None,
    selected: str | None,
) -> list[str]:
    colours = palette(theme)
    faint = shown["is_small"].astype(bool)
    if selected is not None:
        faint |= shown["segment"] != selected
    codes = shown["segment"].astype(object).where(shown["segment"].notna(), None)
    full = [colour(code) if colour else colours.accent for code in codes]
    return [
        mixed(strong, colours.paper, _PALE) if is_faint else strong
        for strong, is_faint in zip(full, faint, strict=True)
    ]


def _whiskers(shown: pd.DataFrame, theme: Theme) -> dict[str, object]:
    return {
        "array": (shown["high"] - shown["value"]).clip(lower=0),
        "arrayminus": (shown["value"] - shown["low"]).clip(lower=0),
        "color": mixed(palette(theme).ink, palette(theme).paper, 0.62),
        "thickness": 1.25,
        "width": 3,
    }


def _name_bars(
    chart: go.Figure, shown: pd.DataFrame, wording: Wording, theme: Theme
) -> list[dict[str, Any]]:
    """Names at the left; the values, for a column at the right: no whisker runs through them."""
    colours = palette(theme)
    values = [written(value, wording) for value in shown["value"]]
    places = list(range(len(shown)))
    axis = {"rangemode": "tozero", "showticklabels": False, "zeroline": True}
    names = {
        "tickvals": places,
        "ticktext": [in_two_lines(label) for label in shown["label"]],
        "showgrid": False,
        "range": [-0.6, len(shown) - 0.4],
    }
    chart.update_layout(
        xaxis=axis | {"zerolinecolor": colours.grid},
        yaxis=names,
        margin={"r": pixels_wide(values) + 16},
    )
    tones = [colours.muted if is_small else colours.ink for is_small in shown["is_small"]]
    notes = zip(beside(values, places), tones, strict=True)
    return [note | {"font": {"color": tone}} for note, tone in notes]


def _draw_whole(chart: go.Figure, whole: float, theme: Theme) -> None:
    line = {"color": palette(theme).muted, "width": 1, "dash": "dot"}
    place = {"x0": whole, "x1": whole, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
    chart.layout.shapes = [{"type": "line", "line": line} | place]


def _whole_named(whole: float, label: str, theme: Theme) -> dict[str, Any]:
    place = {"x": whole, "y": 1, "yref": "paper", "yanchor": "bottom"}
    return place | {"text": as_text(label.strip()), "font": {"color": palette(theme).muted}}
