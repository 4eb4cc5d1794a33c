"""How far they come: a bar for each rung, and the share that climbs from one to the next."""

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
from ui.facts import Row
from ui.palette import Theme, mixed, palette

_STEP = 54


def ladder(
    rows: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    share: Callable[[float], str],
    selected: str | None = None,
) -> go.Figure:
    """One bar per rung, the widest on top; a click returns the rung.

    Rows have step, label, value (customers), share (of the rung above; null on the first), low and
    high of that share, base and is_small. `share` writes a share as `wording.number` writes a
    count.
    """
    chart = figure(theme, wording, 24 + _STEP * len(rows))
    heights = [len(rows) - 1 - place for place in range(len(rows))]
    chart.add_bar(
        x=rows["value"],
        y=heights,
        orientation="h",
        width=0.52,
        marker_color=_colours(rows, theme, selected),
        customdata=rows[["step"]].astype(object).to_numpy(),
        hovertext=_hovers(rows, wording, share),
        hovertemplate="%{hovertext}" + HIDDEN,
    )
    counts = [written(value, wording) for value in rows["value"]]
    chart.update_yaxes(
        tickvals=heights, ticktext=[in_two_lines(label) for label in rows["label"]], showgrid=False
    )
    chart.update_xaxes(visible=False, rangemode="tozero")
    chart.update_layout(margin_r=pixels_wide(counts) + 16)
    write(chart, [*beside(counts, heights), *_shares(rows, heights, share, theme)])
    return chart


def _shares(
    rows: pd.DataFrame, heights: list[int], share: Callable[[float], str], theme: Theme
) -> list[dict[str, Any]]:
    """Between two rungs: what part of the upper one stands on the lower one."""
    font = {"size": 12, "color": palette(theme).muted}
    place = {"x": 0, "xanchor": "left", "xshift": 2, "font": font}
    return [
        place | {"y": height + 0.5, "text": f"↓ {as_text(share(climbed))}"}
        for height, climbed in zip(heights, rows["share"], strict=True)
        if pd.notna(climbed)
    ]


def _hovers(rows: pd.DataFrame, wording: Wording, share: Callable[[float], str]) -> list[str]:
    """The interval belongs to the share, not to the count."""
    texts = hover_texts(rows.drop(columns=["low", "high"]), rows["label"], wording)
    return [
        text if pd.isna(row["share"]) else f"{text}<br>↓ {_with_interval(row, wording, share)}"
        for text, row in zip(texts, rows.to_dict("records"), strict=True)
    ]


def _with_interval(row: Row, wording: Wording, share: Callable[[float], str]) -> str:
    value, low, high = (share(row[name]) for name in ("share", "low", "high"))
    return as_text(f"{value} ({wording.interval} {low} – {high})")


def _colours(rows: pd.DataFrame, theme: Theme, selected: str | None) -> list[str]:
    colours = palette(theme)
    pale = mixed(colours.accent, colours.paper, 0.28)
    is_chosen = rows["step"].eq(selected) | (selected is None)
    full = is_chosen & ~rows["is_small"].astype(bool)
    return [colours.accent if strong else pale for strong in full]
