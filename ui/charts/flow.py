"""Where they went between two dates: a band from each stage to each, as wide as it has people."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, as_text, figure, shortened
from ui.charts.hover import written
from ui.facts import Row
from ui.palette import Theme, palette, tinted

Side = Literal["source", "target"]


@dataclass(frozen=True)
class _Node:
    """A stage at one of the two dates; `middle` is where it stands from the top, 0..1."""

    side: Side
    stage: str
    label: str
    customers: float
    middle: float


def stage_flow(
    rows: pd.DataFrame, wording: Wording, theme: Theme, *, stages: list[str]
) -> go.Figure:
    """Bands from the stages at the first date to those at the second.

    Rows have source, source_label, target, target_label and value (customers); `stages` are all
    codes from best to worst. It takes no clicks: the matrix beside it, a heatmap, does.
    """
    chart = figure(theme, wording, 420)
    nodes = _nodes(rows, stages)
    place = {(node.side, node.stage): number for number, node in enumerate(nodes)}
    tones = {stage: _tone(number, len(stages), theme) for number, stage in enumerate(stages)}
    chart.add_sankey(
        arrangement="snap",
        node={
            "label": [f"{shortened(n.label)}  {written(n.customers, wording)}" for n in nodes],
            "color": [tones[node.stage] for node in nodes],
            "x": [0.001 if node.side == "source" else 0.999 for node in nodes],
            "y": [node.middle for node in nodes],
            "pad": 14,
            "thickness": 12,
            "line_width": 0,
            "hoverinfo": "skip",
        },
        link={
            "source": [place["source", stage] for stage in rows["source"]],
            "target": [place["target", stage] for stage in rows["target"]],
            "value": rows["value"],
            "color": [tinted(tones[stage], 0.32) for stage in rows["source"]],
            "customdata": [_said(row, wording) for row in rows.to_dict("records")],
            "hovertemplate": "%{customdata}" + HIDDEN,
        },
        textfont_size=12,
    )
    return chart


def _nodes(rows: pd.DataFrame, stages: list[str]) -> list[_Node]:
    return [*_column(rows, "source", stages), *_column(rows, "target", stages)]


def _column(rows: pd.DataFrame, side: Side, stages: list[str]) -> list[_Node]:
    """The stages at one date from top to bottom, as far apart as they are large."""
    sizes = rows.groupby(side)["value"].sum()
    labels = rows.drop_duplicates(side).set_index(side)[f"{side}_label"]
    present = [stage for stage in stages if stage in sizes.index]
    shares = sizes[present] / sizes.sum()
    middles = (shares.cumsum() - shares / 2).clip(0.001, 0.999)
    return [
        _Node(side, stage, str(labels[stage]), float(sizes[stage]), float(middles[stage]))
        for stage in present
    ]


def _tone(number: int, count: int, theme: Theme) -> str:
    """From best to worst along the diverging colours, which differ to everybody."""
    steps = palette(theme).diverging
    return steps[round((1 - number / max(count - 1, 1)) * (len(steps) - 1))]


def _said(row: Row, wording: Wording) -> str:
    ends = f"{as_text(row['source_label'])} → {as_text(row['target_label'])}"
    return f"<b>{ends}</b><br>{written(row['value'], wording)}"
