"""How long they stay: the share still there over time, with bands and the numbers at risk."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import BOTTOM, HIDDEN, Wording, figure, shortened, write
from ui.charts.end_labels import End, name_lines
from ui.charts.hover import hover_texts
from ui.charts.ticks import multiples_within, round_values, worded_ticks
from ui.palette import Theme, as_ink, palette, tinted

_CURVES_HEIGHT, _ROW_HEIGHT, _FIRST_ROW = 330, 22, 54
_TOLD_APART = 400
_GAP = 26  # the last number at risk, centred on its tick, ends before the names begin


def survival_curves(
    rows: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    colour: Callable[[str | None], str] | None = None,
    at_risk_label: str = "",
    step: float | None = None,
) -> go.Figure:
    """One step curve per segment and, under it, how many were still observed at each tick.

    Rows have segment, label, time, survival, low, high, at_risk and is_thin, sorted by time
    within a segment; a curve's thin end is dotted. `step` is the time between two ticks.
    """
    groups = [points for _, points in rows.groupby("segment", sort=False, dropna=False)]
    table = _ROW_HEIGHT * (len(groups) + 1)
    chart = figure(theme, wording, _CURVES_HEIGHT + table)
    plot = chart.layout.height - chart.layout.margin.t - BOTTOM
    last = float(rows["time"].max()) if len(rows) else 1.0
    ends = [_draw_curve(chart, _seen(p, last), colour, wording, theme) for p in groups]
    ticks = multiples_within((0, last), step) if step else round_values((0, last))
    floor = (table + _FIRST_ROW) / plot
    chart.update_yaxes(range=(0, 1.02), domain=(floor, 1), **worded_ticks((0, 1), wording, 4))
    chart.update_xaxes(range=(0, last), tickvals=ticks, ticktext=[f"{t:g}" for t in ticks])
    if len(groups) > 1:
        name_lines(chart, ends, (0, 1 / (1 - floor)), _GAP)
    _write_at_risk(chart, groups, ends, ticks, len(groups) * _ROW_HEIGHT / plot)
    _head_at_risk(chart, at_risk_label, theme)
    return chart


def at_risk(points: pd.DataFrame, times: list[float]) -> list[int]:
    """How many were still observed just before each time: those of the next row or later."""
    places = np.searchsorted(points["time"].to_numpy(float), times, side="left")
    counts = np.append(points["at_risk"].to_numpy(float), 0.0)
    return [round(count) for count in counts[places]]


def _seen(points: pd.DataFrame, last: float) -> pd.DataFrame:
    """The steps that can be told apart on a screen: the first, and of near ones the last."""
    places = (points["time"] * (_TOLD_APART / (last or 1.0))).astype(int)
    return points[~places.duplicated(keep="last") | (np.arange(len(points)) == 0)]


def _draw_curve(
    chart: go.Figure,
    points: pd.DataFrame,
    colour: Callable[[str | None], str] | None,
    wording: Wording,
    theme: Theme,
) -> End:
    segment = points["segment"].iloc[0]
    tone = colour(None if pd.isna(segment) else segment) if colour else palette(theme).accent
    _draw_band(chart, points, tone)
    thin = points["is_thin"].astype(bool)
    headings = points["label"] + " · " + points["time"].map("{:g}".format)
    shown = points.assign(value=points["survival"], base=points["at_risk"], is_small=thin)
    firm_end = int((~thin).sum())
    for part, dash in ((slice(0, firm_end), "solid"), (slice(max(firm_end - 1, 0), None), "dot")):
        stroke = shown.iloc[part]
        chart.add_scatter(
            x=stroke["time"],
            y=stroke["value"],
            mode="lines",
            line={"shape": "hv", "width": 2.25, "color": tone, "dash": dash},
            hovertext=hover_texts(stroke, headings.iloc[part].str.removeprefix(" · "), wording),
            hovertemplate="%{hovertext}" + HIDDEN,
        )
    return End(str(points["label"].iloc[0]), float(shown["value"].iloc[-1]), as_ink(tone, theme))


def _draw_band(chart: go.Figure, points: pd.DataFrame, tone: str) -> None:
    known = points.dropna(subset=["low", "high"])
    for edge, fill in (("low", None), ("high", "tonexty")):
        chart.add_scatter(
            x=known["time"],
            y=known[edge],
            mode="lines",
            line={"shape": "hv", "width": 0},
            fill=fill,
            fillcolor=tinted(tone, 0.14),
            hoverinfo="skip",
        )


def _write_at_risk(
    chart: go.Figure, groups: list[pd.DataFrame], ends: list[End], ticks: list[float], top: float
) -> None:
    """A table whose columns stand under the axis' ticks, in the order and colours of the curves.

    It has a vertical axis of its own, a row of the table being 1; `top` is where it begins.
    """
    for row, (points, end) in enumerate(zip(groups, ends, strict=True)):
        chart.add_scatter(
            x=ticks,
            y=[row] * len(ticks),
            yaxis="y2",
            mode="text",
            text=[f"{count:,}" for count in at_risk(points, ticks)],
            textfont={"size": 12, "color": end.ink},
            cliponaxis=False,
            hoverinfo="skip",
        )
    rows = len(groups)
    table = {"domain": (0, top), "range": (rows - 0.5, -0.5), "visible": False, "fixedrange": True}
    chart.update_layout(yaxis2=table)
    if rows > 1:
        place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": _GAP, "yref": "y2"}
        named = [
            place | {"y": row, "text": shortened(end.label, 16), "font": {"color": end.ink}}
            for row, end in enumerate(ends)
        ]
        write(chart, named)


def _head_at_risk(chart: go.Figure, heading: str, theme: Theme) -> None:
    chart.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        xshift=-6,
        yref="y domain",
        y=0,
        yanchor="top",
        yshift=-_FIRST_ROW,
        text=shortened(heading, 60),
        font={"size": 12, "color": palette(theme).muted},
    )
