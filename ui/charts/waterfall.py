"""What became of the revenue: what came and what went, step by step, from one sum to the next."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, beside, figure, pixels_wide, shortened, write
from ui.charts.hover import hover_texts, written
from ui.facts import Row
from ui.palette import Theme, mixed, palette


def waterfall(rows: pd.DataFrame, wording: Wording, theme: Theme) -> go.Figure:
    """One level bar per step, read from top to bottom; a click returns the step.

    Rows have step, label, value and is_total, and optionally base. A movement's value is added to
    what stands before it; a total's value is the sum itself, drawn from zero.
    """
    chart = figure(theme, wording, 28 + 36 * len(rows))
    spans = _spans(rows)
    heights = [len(rows) - 1 - place for place in range(len(rows))]
    values = [_signed(row, wording) for row in rows.to_dict("records")]
    chart.add_bar(
        x=spans["to"] - spans["from"],
        base=spans["from"],
        y=heights,
        orientation="h",
        marker_color=_colours(rows, theme),
        customdata=rows[["step"]].astype(object).to_numpy(),
        hovertext=hover_texts(rows, rows["label"], wording),
        hovertemplate="%{hovertext}" + HIDDEN,
    )
    line = {"type": "line", "line": {"color": palette(theme).muted, "width": 1}}
    chart.layout.shapes = [
        line | {"x0": reached, "x1": reached, "y0": height, "y1": height - 1}
        for height, reached in zip(heights[:-1], spans["to"], strict=False)
    ]
    write(chart, beside(values, heights))
    chart.update_yaxes(
        tickvals=heights, ticktext=[shortened(label, 22) for label in rows["label"]], showgrid=False
    )
    chart.update_xaxes(visible=False)
    return chart.update_layout(margin_r=pixels_wide(values) + 16)


def _spans(rows: pd.DataFrame) -> pd.DataFrame:
    """From where to where each bar reaches; a total begins again at zero."""
    part = rows["is_total"].astype(bool).cumsum()
    reached = rows["value"].groupby(part).cumsum()
    start = (reached - rows["value"]).where(~rows["is_total"].astype(bool), 0.0)
    return pd.DataFrame({"from": start, "to": reached})


def _signed(row: Row, wording: Wording) -> str:
    value = row["value"]
    sign = "+" if value > 0 and not row["is_total"] else ""
    return sign + written(value, wording)


def _colours(rows: pd.DataFrame, theme: Theme) -> list[str]:
    colours = palette(theme)
    sober = mixed(colours.ink, colours.paper, 0.7)
    return [
        sober if is_total else colours.good if value >= 0 else colours.bad
        for value, is_total in zip(rows["value"], rows["is_total"], strict=True)
    ]
