"""Which scores they gave: a column for each point of the scale, under the groups it belongs to."""

from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, as_text, figure
from ui.charts.hover import hover_texts, written
from ui.palette import Theme, palette

Role = Literal["bad", "neutral", "good"]


def histogram(
    rows: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    groups: pd.DataFrame | None = None,
) -> go.Figure:
    """One column per score or band of scores; a click returns the score.

    Rows have score, its label, value (its share), base (its answers) and role (bad, neutral or
    good, as detractors, passives and promoters are). `groups` have role, label, first, last and
    value, and are named above the scores they hold.
    """
    chart = figure(theme, wording, 300, above=0 if groups is None else 44)
    chart.add_bar(
        x=rows["score"],
        y=rows["value"],
        marker_color=[_tone(role, theme) for role in rows["role"]],
        text=[written(value, wording) for value in rows["value"]],
        textposition="outside",
        textfont_size=12,
        cliponaxis=False,
        customdata=rows[["score"]].astype(object).to_numpy(),
        hovertext=hover_texts(rows, rows["label"], wording),
        hovertemplate="%{hovertext}" + HIDDEN,
    )
    chart.update_xaxes(tickvals=rows["score"], ticktext=rows["label"])
    chart.update_yaxes(visible=False, rangemode="tozero")
    chart.update_layout(bargap=0.18, uniformtext={"minsize": 9, "mode": "show"})
    if groups is not None:
        _name_groups(chart, groups, wording, theme)
    return chart


def _name_groups(chart: go.Figure, groups: pd.DataFrame, wording: Wording, theme: Theme) -> None:
    for group in groups.to_dict("records"):
        tone = _tone(group["role"], theme)
        place = {"yref": "paper", "ysizemode": "pixel", "yanchor": 1, "y0": 14, "y1": 14}
        chart.add_shape(
            type="line",
            x0=group["first"] - 0.4,
            x1=group["last"] + 0.4,
            line={"color": tone, "width": 2},
            **place,
        )
        label = f"{as_text(group['label'])}<br><b>{written(group['value'], wording)}</b>"
        chart.add_annotation(
            x=(group["first"] + group["last"]) / 2,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=16,
            text=label,
            font_color=tone,
        )


def _tone(role: Role, theme: Theme) -> str:
    colours = palette(theme)
    return {"bad": colours.bad, "neutral": colours.muted, "good": colours.good}[role]
