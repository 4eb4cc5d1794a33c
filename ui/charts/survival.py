"""How long they stay: the share still there over time, with bands and the numbers at risk."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, figure, shortened
from ui.charts.end_labels import End, name_lines
from ui.charts.hover import hover_texts
from ui.charts.ticks import round_values, worded_ticks
from ui.palette import Theme, palette, tinted

_CURVES_HEIGHT, _ROW_HEIGHT = 330, 22


def survival_curves(
    rows: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    colour: Callable[[str | None], str] | None = None,
    at_risk_label: str = "",
) -> go.Figure:
    """One step curve per segment and, under it, how many were still observed at each tick.

    Rows have segment, label, time, value (the share still there), low, high and base (the number
    at risk), sorted by time within a segment. `at_risk_label` heads the numbers.
    """
    groups = [points for _, points in rows.groupby("segment", sort=False, dropna=False)]
    height = _CURVES_HEIGHT + _ROW_HEIGHT * (len(groups) + 1)
    chart = figure(theme, wording, height)
    ends = [_draw_curve(chart, points, colour, wording, theme) for points in groups]
    last = float(rows["time"].max()) if len(rows) else 1.0
    ticks = round_values((0.0, last), at_most=6)
    share_of_height = _ROW_HEIGHT * (len(groups) + 1) + 62
    chart.update_yaxes(
        range=(0, 1.02), domain=(share_of_height / height, 1), **worded_ticks((0, 1), wording, 4)
    )
    chart.update_xaxes(range=(0, last), tickvals=ticks, ticktext=[f"{t:g}" for t in ticks])
    _write_at_risk(chart, groups, ends, ticks, at_risk_label, theme)
    if len(groups) > 1:
        name_lines(chart, ends, (0, 1.4))
    return chart


def _draw_curve(
    chart: go.Figure,
    points: pd.DataFrame,
    colour: Callable[[str | None], str] | None,
    wording: Wording,
    theme: Theme,
) -> End:
    segment = points["segment"].iloc[0]
    tone = colour(None if pd.isna(segment) else segment) if colour else palette(theme).accent
    for edge, fill in (("low", None), ("high", "tonexty")):
        chart.add_scatter(
            x=points["time"],
            y=points[edge],
            mode="lines",
            line={"shape": "hv", "width": 0},
            fill=fill,
            fillcolor=tinted(tone, 0.14),
            hoverinfo="skip",
        )
    label = points["label"].iloc[0]
    headings = points["label"] + " · " + points["time"].map("{:g}".format)
    chart.add_scatter(
        x=points["time"],
        y=points["value"],
        mode="lines",
        line={"shape": "hv", "width": 2.25, "color": tone},
        hovertext=hover_texts(points, headings.str.removeprefix(" · "), wording),
        hovertemplate="%{hovertext}" + HIDDEN,
    )
    return End(str(label), float(points["value"].iloc[-1]), tone)


def _write_at_risk(
    chart: go.Figure,
    groups: list[pd.DataFrame],
    ends: list[End],
    ticks: list[float],
    heading: str,
    theme: Theme,
) -> None:
    """A table whose columns stand under the axis' ticks, in the colours of the curves."""
    below = {"yref": "y domain", "y": 0, "yanchor": "top", "showarrow": False}
    first = -50
    chart.add_annotation(
        **below,
        x=0,
        xref="x domain",
        xanchor="left",
        text=shortened(heading, 60),
        font={"size": 12, "color": palette(theme).muted},
        yshift=first,
    )
    for row, (points, end) in enumerate(zip(groups, ends, strict=True), start=1):
        for tick, count in zip(ticks, at_risk(points, ticks), strict=True):
            chart.add_annotation(
                **below,
                x=tick,
                text=f"{count:,}",
                font={"size": 12, "color": end.colour},
                yshift=first - row * _ROW_HEIGHT,
            )


def at_risk(points: pd.DataFrame, times: list[float]) -> list[int]:
    """How many were still observed just before each time: those of the next event or later."""
    known = points.sort_values("time")
    places = np.searchsorted(known["time"].to_numpy(float), times, side="left")
    counts = np.append(known["base"].to_numpy(int), 0)
    return [int(count) for count in counts[places]]
