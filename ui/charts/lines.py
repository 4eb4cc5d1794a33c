"""How it moved: one line per segment over time, with how sure it is and what is unfinished."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, as_text, figure, write
from ui.charts.end_labels import End, name_lines
from ui.charts.hover import hover_texts
from ui.charts.ticks import period_ticks, worded_ticks
from ui.palette import Theme, as_ink, mixed, palette, tinted

_HEIGHT = 340
_ABOVE = 16


def lines(
    rows: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    colour: Callable[[str | None], str] | None = None,
    compared: pd.DataFrame | None = None,
    compared_label: str = "",
    is_from_zero: bool = False,
) -> go.Figure:
    """One line per segment; a click on a point returns its segment and period.

    Rows have segment, label, period, period_label, value, low, high, base, is_small and
    is_unfinished. `compared` has period and value: what the same places showed before, already
    moved onto these periods.
    """
    colours = palette(theme)
    groups = list(rows.groupby("segment", sort=False, dropna=False))
    is_alone = compared is not None and len(groups) == 1
    chart = figure(theme, wording, _HEIGHT, above=_ABOVE if is_alone else 0)
    span = _span(rows, compared, is_from_zero)
    ends = []
    if compared is not None:
        ends += _draw_compared(chart, compared, compared_label, theme)
    for segment, points in groups:
        tone = colour(None if pd.isna(segment) else str(segment)) if colour else colours.accent
        _draw_band(chart, points, tone, 0.16 if len(groups) < 3 else 0.08)
        _draw_line(chart, points, tone, wording, theme)
        ends += _end(points, as_ink(tone, theme))
    chart.update_yaxes(range=span, **worded_ticks(span, wording))
    chart.update_xaxes(**period_ticks(rows))
    if is_alone:
        _name_compared(chart, compared_label, theme)
    elif len(ends) > 1:
        name_lines(chart, ends, span)
    return chart


def _draw_line(
    chart: go.Figure, points: pd.DataFrame, tone: str, wording: Wording, theme: Theme
) -> None:
    pale = mixed(tone, palette(theme).paper, 0.35)
    finished = points[~points["is_unfinished"].astype(bool)]
    strokes = [(finished, "solid")]
    if len(finished) < len(points):
        strokes.append((points.iloc[max(len(finished) - 1, 0) :], "dot"))
    for stroke, dash in strokes:
        chart.add_scatter(
            x=stroke["period"],
            y=stroke["value"],
            mode="lines",
            line={"color": tone, "width": 2, "dash": dash},
            hoverinfo="skip",
        )
    faint = points["is_small"].astype(bool) | points["is_unfinished"].astype(bool)
    chart.add_scatter(
        x=points["period"],
        y=points["value"],
        mode="markers",
        marker={
            "size": 8,
            "color": [pale if is_faint else tone for is_faint in faint],
            "line": {"color": palette(theme).paper, "width": 1.5},
        },
        customdata=points[["segment", "period"]].astype(str).to_numpy(),
        hovertext=hover_texts(points, _headings(points), wording),
        hovertemplate="%{hovertext}" + HIDDEN,
    )


def _draw_band(chart: go.Figure, points: pd.DataFrame, tone: str, opacity: float) -> None:
    known = points.dropna(subset=["low", "high"])
    edges = [*known["high"], *known["low"][::-1]]
    chart.add_scatter(
        x=[*known["period"], *known["period"][::-1]],
        y=edges,
        mode="lines",
        fill="toself",
        fillcolor=tinted(tone, opacity),
        line_width=0,
        hoverinfo="skip",
    )


def _draw_compared(chart: go.Figure, rows: pd.DataFrame, label: str, theme: Theme) -> list[End]:
    tone = palette(theme).muted
    chart.add_scatter(
        x=rows["period"],
        y=rows["value"],
        mode="lines",
        line={"color": tone, "width": 1.5, "dash": "dash"},
        hoverinfo="skip",
    )
    return _end(rows.assign(label=label), tone)


def _name_compared(chart: go.Figure, label: str, theme: Theme) -> None:
    """The only name there is stands over the plot: beside it, it would take a phone's width."""
    name = {"text": as_text(f"- - {label}"), "font": {"color": palette(theme).muted}}
    above = {"x": 1, "xref": "paper", "xanchor": "right", "y": 1, "yref": "paper"}
    write(chart, [name | above | {"yanchor": "bottom"}])


def _end(points: pd.DataFrame, ink: str) -> list[End]:
    known = points.dropna(subset=["value"])
    if known.empty:
        return []
    return [End(str(known["label"].iloc[-1]), float(known["value"].iloc[-1]), ink)]


def _headings(points: pd.DataFrame) -> pd.Series:
    return points["label"].where(points["label"] == "", points["label"] + " · ") + points[
        "period_label"
    ].astype(str)


def _span(
    rows: pd.DataFrame, compared: pd.DataFrame | None, is_from_zero: bool
) -> tuple[float, float]:
    """What the vertical axis shows: the values whole, wide intervals at most half as much again."""
    values = pd.concat([rows["value"], *([] if compared is None else [compared["value"]])])
    low, high = float(values.min()), float(values.max())
    if pd.isna(low):
        return 0.0, 1.0
    room = max(high - low, abs(high) * 0.1, 1e-9)
    ends = rows[["low", "high"]].astype(float)
    top = max(high + 0.08 * room, min(float(ends["high"].max()), high + 0.75 * room))
    bottom = min(low - 0.08 * room, max(float(ends["low"].min()), low - 0.75 * room))
    return (min(0.0, low) if is_from_zero else bottom), top
