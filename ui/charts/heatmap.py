"""Where in the grid: a clickable cell for each pair, with its value written in it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, figure, shortened
from ui.charts.hover import hover_text, written
from ui.palette import Theme, mixed, palette, readable_on

_CELL_HEIGHT = 32


@dataclass(frozen=True)
class Scale:
    """The values at both ends of the colours; `is_diverging` puts the middle at no difference."""

    low: float
    high: float
    is_diverging: bool = False


def heatmap(
    cells: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    scale: Scale,
    set_apart: str | None = None,
) -> go.Figure:
    """A grid of clickable cells; a click returns the codes of its row and of its column.

    Cells have row, row_label, column, column_label, value, base, is_small, is_unfinished, in the
    order in which rows (from the top) and columns appear. `set_apart` is the code of a row that
    stands alone above the others, such as their weighted mean.
    """
    row_names = _names(cells, "row")
    column_names = _names(cells, "column")
    chart = figure(theme, wording, height=64 + _CELL_HEIGHT * len(row_names))
    placed = cells.assign(
        x=cells["column"].map({code: x for x, code in enumerate(column_names)}),
        y=cells["row"].map(_heights(list(row_names), set_apart)),
    )
    _draw_cells(chart, placed, scale, wording, theme)
    _draw_targets(chart, placed, wording)
    _name_axes(chart, row_names, column_names, set_apart)
    return chart


def cell_colour(value: float, scale: Scale, theme: Theme) -> str:
    """The colour of a value on the scale, one of the theme's ten."""
    colours = palette(theme)
    steps = colours.diverging if scale.is_diverging else colours.sequential
    share = (value - scale.low) / ((scale.high - scale.low) or 1)
    return steps[min(max(int(share * len(steps)), 0), len(steps) - 1)]


def _draw_cells(
    chart: go.Figure, placed: pd.DataFrame, scale: Scale, wording: Wording, theme: Theme
) -> None:
    """Rectangles rather than a heatmap trace: they can be pale or hatched one by one."""
    colours = palette(theme)
    for is_hatched, cells in placed.dropna(subset="value").groupby("is_unfinished"):
        fills = [cell_colour(value, scale, theme) for value in cells["value"]]
        faint = cells["is_small"].astype(bool) | bool(is_hatched)
        drawn = [
            mixed(fill, colours.paper, 0.3) if pale else fill
            for fill, pale in zip(fills, faint, strict=True)
        ]
        ink = [
            colours.muted if pale else readable_on(fill, theme)
            for fill, pale in zip(fills, faint, strict=True)
        ]
        chart.add_bar(
            x=cells["x"],
            y=np.full(len(cells), 0.94),
            base=cells["y"] - 0.47,
            width=0.96,
            marker={
                "color": drawn,
                "cornerradius": 2,
                "pattern": {"shape": "/" if is_hatched else "", "size": 5, "solidity": 0.25},
            },
            text=[written(value, wording) for value in cells["value"]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"color": ink, "size": 12},
            hoverinfo="skip",
        )


def _draw_targets(chart: go.Figure, placed: pd.DataFrame, wording: Wording) -> None:
    """What is clicked: points that cannot be seen, over the cells."""
    cells = placed.dropna(subset="value")
    records = cells.to_dict("records")
    chart.add_scatter(
        x=cells["x"],
        y=cells["y"],
        mode="markers",
        marker={"size": 26, "symbol": "square", "opacity": 0.001},
        customdata=cells[["row", "column"]].astype(object).to_numpy(),
        hovertext=[
            hover_text(f"{record['row_label']} · {record['column_label']}", record, wording)
            for record in records
        ],
        hovertemplate="%{hovertext}" + HIDDEN,
    )


def _names(cells: pd.DataFrame, side: str) -> dict[str, str]:
    once = cells.drop_duplicates(side)
    return dict(zip(once[side], once[f"{side}_label"], strict=True))


def _heights(rows: list[str], set_apart: str | None) -> dict[str, float]:
    """Rows from the top downwards, with half a row's room below the one that is set apart."""
    last = len(rows) - 1
    return {
        code: last - place + (0.5 if code == set_apart else 0) for place, code in enumerate(rows)
    }


def _name_axes(
    chart: go.Figure, rows: dict[str, str], columns: dict[str, str], set_apart: str | None
) -> None:
    heights = _heights(list(rows), set_apart)
    chart.update_yaxes(
        tickvals=[heights[code] for code in rows],
        ticktext=[shortened(label, 22) for label in rows.values()],
        showgrid=False,
        range=(-0.55, max(heights.values(), default=0) + 0.55),
    )
    chart.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=[shortened(label, 12) for label in columns.values()],
        side="top",
        range=(-0.52, len(columns) - 0.48),
    )
    chart.update_layout(barmode="overlay", bargap=0)
