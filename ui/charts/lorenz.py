"""How much hangs on how few: the Lorenz curve, and the share that the best fifth brings."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, as_text, figure
from ui.charts.ticks import worded_ticks
from ui.facts import Row
from ui.palette import Theme, palette, tinted


def lorenz_curve(
    rows: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    mark: tuple[float, float],
    mark_label: str,
    equal_label: str = "",
) -> go.Figure:
    """The running share of value over the running share of customers.

    Rows have customers and value, both 0..1 and rising. `mark` is the point to be named, such as
    (0.2, 0.68) counted from the best customer; the dotted line is where all would bring the same.
    """
    colours = palette(theme)
    chart = figure(theme, wording, 360)
    chart.add_scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        line={"color": colours.muted, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=rows["customers"],
        y=rows["value"],
        mode="lines",
        line={"color": colours.accent, "width": 2.5},
        fill="tonexty",
        fillcolor=tinted(colours.accent, 0.1),
        hovertext=[_said(row, wording) for row in rows.to_dict("records")],
        hovertemplate="%{hovertext}" + HIDDEN,
    )
    _draw_mark(chart, mark, mark_label, theme)
    _name_diagonal(chart, equal_label, mark[1] > mark[0], theme)
    chart.update_layout(margin_r=24)
    ticks = worded_ticks((0, 1), wording, 4)
    return chart.update_xaxes(range=(0, 1), **ticks).update_yaxes(range=(0, 1.02), **ticks)


def _name_diagonal(chart: go.Figure, label: str, is_below_curve: bool, theme: Theme) -> None:
    """On the side of the diagonal that the curve leaves free."""
    chart.add_annotation(
        x=0.62,
        y=0.62,
        text=as_text(label),
        font={"size": 12, "color": palette(theme).muted},
        xanchor="left" if is_below_curve else "right",
        yanchor="top" if is_below_curve else "bottom",
    )


def _draw_mark(chart: go.Figure, mark: tuple[float, float], label: str, theme: Theme) -> None:
    colours = palette(theme)
    customers, value = mark
    chart.add_scatter(
        x=[customers, customers, 0],
        y=[0, value, value],
        mode="lines",
        line={"color": colours.accent, "width": 1},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=[customers],
        y=[value],
        mode="markers",
        marker={"size": 11, "color": colours.accent, "line": {"color": colours.paper, "width": 2}},
        hoverinfo="skip",
    )
    is_above = value > customers
    chart.add_annotation(
        x=customers,
        y=value,
        text=f"<b>{as_text(label)}</b>",
        xanchor="left" if is_above else "right",
        xshift=12 if is_above else -12,
        yshift=-12 if is_above else 12,
        bgcolor=colours.paper,
        borderpad=2,
    )


def _said(row: Row, wording: Wording) -> str:
    customers, value = (wording.number(row[name]) for name in ("customers", "value"))
    return as_text(f"{customers} → {value}")
