"""How far each of a few named things is fulfilled: a spoke for each, on one scale."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, as_text, figure
from ui.charts.hover import hover_texts, written
from ui.palette import Theme, palette, tinted


def radar(
    rows: pd.DataFrame, wording: Wording, theme: Theme, *, span: tuple[float, float] = (0, 100)
) -> go.Figure:
    """One spoke per row, clockwise from the top; a click returns the row's code.

    Rows have item, label, value, low, high, base; the band around the line is the interval, and
    as thin as the line where there is none.
    """
    colours = palette(theme)
    chart = figure(theme, wording, 400, above=40)
    known = rows.dropna(subset="value")
    round_trip = pd.concat([known, known.iloc[:1]])
    angles = [
        f"{as_text(label)}<br><b>{written(value, wording)}</b>"
        for label, value in zip(round_trip["label"], round_trip["value"], strict=True)
    ]
    edge = {"mode": "lines", "hoverinfo": "skip", "line": {"width": 0}}
    low, high = (round_trip[end].fillna(round_trip["value"]) for end in ("low", "high"))
    chart.add_scatterpolar(r=low, theta=angles, **edge)
    band = tinted(colours.accent, 0.22)
    chart.add_scatterpolar(r=high, theta=angles, fill="tonext", fillcolor=band, **edge)
    chart.add_scatterpolar(
        r=round_trip["value"],
        theta=angles,
        mode="lines+markers",
        line={"color": colours.accent, "width": 2},
        marker={"color": colours.accent, "size": 8},
        customdata=round_trip[["item"]].astype(object).to_numpy(),
        hovertext=hover_texts(round_trip, round_trip["label"], wording),
        hovertemplate="%{hovertext}" + HIDDEN,
        cliponaxis=False,
    )
    _draw_scale(chart, span, theme)
    return chart.update_layout(margin={"l": 96, "r": 96, "b": 44})


def _draw_scale(chart: go.Figure, span: tuple[float, float], theme: Theme) -> None:
    colours = palette(theme)
    axis = {"gridcolor": colours.grid, "linecolor": colours.grid}
    small = {"color": colours.muted, "size": 11}
    chart.update_polars(
        bgcolor="rgba(0, 0, 0, 0)",
        angularaxis={**axis, "rotation": 90, "direction": "clockwise"},
        radialaxis={
            **axis,
            "range": span,
            "nticks": 5,
            "angle": 90,
            "tickfont": small,
            "tickangle": 90,
        },
    )
