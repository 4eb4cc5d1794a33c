"""Who came, stayed, came back or fell silent: stacked above the axis, the silent below it."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, as_text, figure
from ui.charts.hover import hover_texts
from ui.charts.ticks import period_ticks, worded_ticks
from ui.palette import Theme, mixed, palette

BELOW = "dormant"

_LEGEND = {
    "orientation": "h",
    "x": 0,
    "y": 1.1,  # clear of the axis' name
    "yanchor": "bottom",
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
}


def lifecycle_bars(rows: pd.DataFrame, wording: Wording, theme: Theme) -> go.Figure:
    """One column per period; a click returns the stage and the period.

    Rows have stage (returning, new, resurrected or dormant), label, period, period_label, value
    (customers, never negative) and is_unfinished; stages are stacked in the order they appear.
    """
    chart = figure(theme, wording, 360, above=52)
    for stage, some in rows.groupby("stage", sort=False):
        _draw_stage(chart, some, str(stage), wording, theme)
    span = _span(rows)
    chart.update_yaxes(range=span, **_unsigned(worded_ticks(span, wording), wording))
    chart.update_xaxes(**period_ticks(rows))
    chart.add_hline(y=0, line={"color": palette(theme).ink, "width": 1})
    chart.update_layout(barmode="relative", bargap=0.25, barcornerradius=0, showlegend=True)
    return chart.update_layout(legend=_LEGEND)


def _draw_stage(
    chart: go.Figure, some: pd.DataFrame, stage: str, wording: Wording, theme: Theme
) -> None:
    tone = stage_colour(stage, theme)
    pale = mixed(tone, palette(theme).paper, 0.4)
    label = some["label"].iloc[0]
    chart.add_bar(
        name=as_text(label),
        x=some["period"],
        y=-some["value"] if stage == BELOW else some["value"],
        marker={
            "color": [pale if faint else tone for faint in some["is_unfinished"]],
            "pattern": {
                "shape": ["/" if faint else "" for faint in some["is_unfinished"]],
                "bgcolor": pale,
                "fgcolor": tone,
                "solidity": 0.2,
                "size": 6,
            },
        },
        customdata=some[["stage", "period"]].astype(str).to_numpy(),
        hovertext=hover_texts(some, some["label"] + " · " + some["period_label"], wording),
        hovertemplate="%{hovertext}" + HIDDEN,
    )


def stage_colour(stage: str, theme: Theme) -> str:
    """The colour of a stage of the lifecycle: greens stay, ochre came back, red fell silent."""
    colours = palette(theme)
    return {
        "returning": colours.accent,
        "new": colours.categorical[6],
        "resurrected": colours.categorical[4],
        BELOW: colours.bad,
    }.get(stage, colours.muted)


def _span(rows: pd.DataFrame) -> tuple[float, float]:
    is_below = rows["stage"] == BELOW
    top = rows[~is_below].groupby("period")["value"].sum().max()
    bottom = rows[is_below].groupby("period")["value"].sum().max()
    high, low = (0.0 if pd.isna(end) else float(end) for end in (top, bottom))
    return -1.08 * low, 1.08 * high or 1.0


def _unsigned(ticks: dict[str, object], wording: Wording) -> dict[str, object]:
    """Customers below the axis are customers: they are counted, not subtracted."""
    values = ticks["tickvals"]
    assert isinstance(values, list)
    return ticks | {"ticktext": [as_text(wording.number(abs(value))) for value in values]}
