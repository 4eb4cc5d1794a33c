"""What happened with one customer: every contact, order and answer on its lane, in time."""

from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, as_text, figure, pixels_wide, shortened
from ui.facts import Row
from ui.palette import Theme, palette, tinted

Tone = Literal["plain", "good", "bad", "muted"]

_LANE = 46


def timeline(
    happenings: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    spells: pd.DataFrame | None = None,
) -> go.Figure:
    """One lane per kind of happening; a click returns the lane and the happening's code.

    Happenings have lane, lane_label, code, happened_at, label and tone (plain, good, bad, muted),
    lanes in the order they appear. `spells` have lane, lane_label, started_at, ended_at and label:
    what lasted, such as a contract.
    """
    named = happenings if spells is None else pd.concat([spells, happenings])
    lanes = named.drop_duplicates("lane").set_index("lane")["lane_label"]
    heights = {lane: len(lanes) - 1 - place for place, lane in enumerate(lanes.index)}
    chart = figure(theme, wording, 48 + _LANE * max(len(lanes), 1))
    if spells is not None:
        _draw_spells(chart, spells, heights, wording, theme)
    _draw_happenings(chart, happenings, heights, wording, theme)
    chart.update_yaxes(
        tickvals=list(heights.values()),
        ticktext=[shortened(label, 14) for label in lanes],
        range=(-0.6, len(lanes) - 0.4),
    )
    ticks = _date_ticks(happenings["happened_at"], wording)
    chart.update_layout(margin_r=12 + pixels_wide(ticks["ticktext"]) // 2)
    return chart.update_xaxes(**ticks)


def _draw_happenings(
    chart: go.Figure,
    happenings: pd.DataFrame,
    heights: dict[str, int],
    wording: Wording,
    theme: Theme,
) -> None:
    colours = palette(theme)
    tones = {"good": colours.good, "bad": colours.bad, "muted": colours.muted}
    signs = {"good": "triangle-up", "bad": "triangle-down"}
    chart.add_scatter(
        x=happenings["happened_at"],
        y=happenings["lane"].map(heights),
        mode="markers",
        marker={
            "size": 12,
            "color": [tones.get(tone, colours.accent) for tone in happenings["tone"]],
            "symbol": [signs.get(tone, "circle") for tone in happenings["tone"]],
            "line": {"color": colours.paper, "width": 1},
        },
        customdata=happenings[["lane", "code"]].astype(object).to_numpy(),
        hovertext=[_said(row, wording) for row in happenings.to_dict("records")],
        hovertemplate="%{hovertext}" + HIDDEN,
    )


def _draw_spells(
    chart: go.Figure,
    spells: pd.DataFrame,
    heights: dict[str, int],
    wording: Wording,
    theme: Theme,
) -> None:
    for spell in spells.to_dict("records"):
        ends = [spell["started_at"], spell["ended_at"]]
        said = " – ".join(as_text(wording.date(pd.Timestamp(end))) for end in ends)
        chart.add_scatter(
            x=ends,
            y=[heights[spell["lane"]]] * 2,
            mode="lines",
            line={"color": tinted(palette(theme).accent, 0.35), "width": 12},
            hovertext=f"<b>{as_text(spell['label'])}</b><br>{said}",
            hovertemplate="%{hovertext}" + HIDDEN,
        )


def _date_ticks(happened: pd.Series, wording: Wording) -> dict[str, Any]:
    """Three dates, however long the story is: its ends and its middle."""
    first, last = happened.min(), happened.max()
    if pd.isna(first):
        return {"visible": False, "ticktext": []}
    count = 1 if first == last else 3
    days = list(pd.date_range(first, last, periods=count).normalize())
    room = max((last - first) * 0.06, pd.Timedelta(days=1))
    return {
        "tickvals": days,
        "ticktext": [as_text(wording.date(day)) for day in days],
        "range": (first - room, last + room),
    }


def _said(row: Row, wording: Wording) -> str:
    when = as_text(wording.date(pd.Timestamp(row["happened_at"])))
    return f"<b>{as_text(row['label'])}</b><br>{as_text(row['lane_label'])} · {when}"
