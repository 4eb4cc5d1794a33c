"""What going by a rank brings: the running gain, its band, and the line of going by lot."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, as_text, figure
from ui.charts.ticks import worded_ticks
from ui.palette import Theme, palette, tinted


def gain_curve(
    rows: pd.DataFrame, shares: Wording, gains: Wording, theme: Theme, *, random_label: str
) -> go.Figure:
    """The gain over the share of customers, best first; dotted is what as many by lot would bring.

    Rows have share, gain, low, high and random_gain. `shares` words the x axis and `gains` the y.
    """
    chart = figure(theme, gains, 340)
    _draw_lines(chart, rows, theme)
    chart.data[-1].update(
        hovertext=[
            as_text(f"{shares.number(share)} → {gains.number(gain)}")
            for share, gain in zip(rows["share"], rows["gain"], strict=True)
        ],
        hovertemplate="%{hovertext}" + HIDDEN,
    )
    middle = rows.iloc[len(rows) // 2]
    chart.add_annotation(
        x=middle["share"],
        y=middle["random_gain"],
        text=as_text(random_label),
        font={"size": 12, "color": palette(theme).muted},
        xanchor="left",
        yanchor="top",
    )
    span = min(float(rows["low"].min()), 0.0), max(float(rows["high"].max()), 1e-9)
    chart.update_layout(margin_r=24)
    chart.update_xaxes(range=(0, 1), **worded_ticks((0, 1), shares, 4))
    return chart.update_yaxes(range=span, **worded_ticks(span, gains, 4))


def _draw_lines(chart: go.Figure, rows: pd.DataFrame, theme: Theme) -> None:
    colours = palette(theme)
    for name in ("low", "high"):
        chart.add_scatter(
            x=rows["share"],
            y=rows[name],
            mode="lines",
            line={"width": 0},
            hoverinfo="skip",
            fill="tonexty" if name == "high" else None,
            fillcolor=tinted(colours.accent, 0.12),
        )
    chart.add_scatter(
        x=rows["share"],
        y=rows["random_gain"],
        mode="lines",
        line={"color": colours.muted, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=rows["share"],
        y=rows["gain"],
        mode="lines",
        line={"color": colours.accent, "width": 2.5},
    )
