"""What was hoped for against what was found: a line for each part, between its marks."""

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
from ui.charts.hover import written
from ui.charts.ticks import worded_ticks
from ui.palette import Theme, palette

_LEGEND = {
    "orientation": "h",
    "x": 0,
    "y": 1,
    "yanchor": "bottom",
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
}
_SYMBOLS = {"expected": "circle-open", "perceived": "circle", "desired": "diamond-open"}


def dumbbell(
    rows: pd.DataFrame, wording: Wording, theme: Theme, *, marks: dict[str, str]
) -> go.Figure:
    """One line per row, in their order from the top, with what is written of its gap at the right.

    Rows have label, expected, perceived, desired (any of them nan), verdict ("good", "bad" or
    "neutral", the tone of the line) and written; `marks` names the marks that are drawn.
    """
    shown = rows.iloc[::-1].reset_index(drop=True)
    chart = figure(theme, wording, 84 + 38 * max(len(shown), 1), above=30)
    _draw_lines(chart, shown, theme)
    for name, label in marks.items():
        _draw_marks(chart, shown, name, label, wording, theme)
    values = rows[[*marks]].to_numpy(float)
    span = (float(pd.Series(values.ravel()).min()), float(pd.Series(values.ravel()).max()))
    room = max(span[1] - span[0], 4.0) * 0.08
    wide = (span[0] - room, span[1] + room) if span[0] == span[0] else (0.0, 100.0)
    chart.update_xaxes(range=wide, **worded_ticks(wide, wording, 5))
    places = list(range(len(shown)))
    chart.update_yaxes(
        tickvals=places,
        ticktext=[in_two_lines(label) for label in shown["label"]],
        range=[-0.6, len(shown) - 0.4],
        showgrid=False,
    )
    texts = [as_text(text) for text in shown["written"]]
    write(chart, beside(texts, places))
    chart.update_layout(margin_r=pixels_wide(texts) + 16, showlegend=True, legend=_LEGEND)
    return chart


def _draw_lines(chart: go.Figure, shown: pd.DataFrame, theme: Theme) -> None:
    colours = palette(theme)
    tones = {"good": colours.good, "bad": colours.bad, "neutral": colours.muted}
    for verdict, some in shown.groupby("verdict"):
        ends = some[["expected", "perceived"]].assign(gap=None).to_numpy().ravel().tolist()
        heights = [place for place in some.index for _ in range(3)]
        line = {"color": tones[str(verdict)], "width": 4}
        chart.add_scatter(
            x=ends, y=heights, mode="lines", line=line, showlegend=False, hoverinfo="skip"
        )


def _draw_marks(
    chart: go.Figure, shown: pd.DataFrame, name: str, label: str, wording: Wording, theme: Theme
) -> None:
    colours = palette(theme)
    tone = colours.accent if name == "perceived" else colours.ink
    told = [
        f"<b>{as_text(part)}</b><br>{as_text(label)} {written(value, wording)}"
        for part, value in zip(shown["label"], shown[name], strict=True)
    ]
    chart.add_scatter(
        name=as_text(label),
        x=shown[name],
        y=list(range(len(shown))),
        mode="markers",
        marker={"symbol": _SYMBOLS[name], "size": 13, "color": tone, "line": {"width": 2}},
        hovertext=told,
        hovertemplate="%{hovertext}" + HIDDEN,
        cliponaxis=False,
    )
