"""Where in the grid: a clickable cell for each pair, with its value written in it."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, figure, shortened, signs_wide
from ui.charts.hover import hover_texts, written
from ui.palette import Theme, mixed, palette, readable_on

_CELL_HEIGHT = 32
_PALE = 0.3


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
    """A grid of cells; a click returns the codes of the row and of the column.

    Cells have row, row_label, column, column_label, value, low, high, base, is_small and
    is_unfinished, in the order in which rows (from the top) and columns are to stand. `set_apart`
    is the code of a row that stands alone above the others, such as their weighted mean.
    """
    rows, columns = _names(cells, "row"), _names(cells, "column")
    heights = _heights(list(rows), set_apart)
    headings = _headings(list(columns.values()))
    above = 18 if any("<br>" in heading for heading in headings) else 4
    chart = figure(theme, wording, 60 + above + _CELL_HEIGHT * len(rows), above=above)
    placed = cells.dropna(subset="value").assign(
        x=lambda known: known["column"].map({code: x for x, code in enumerate(columns)}),
        y=lambda known: known["row"].map(heights),
    )
    for is_unfinished, some in placed.groupby(placed["is_unfinished"].astype(bool)):
        _draw_cells(chart, some, scale, wording, theme, is_hatched=bool(is_unfinished))
    _name_axes(chart, rows, headings, heights)
    return chart


def cell_colour(value: float, scale: Scale, theme: Theme) -> str:
    """The colour of a value on the scale, one of the theme's ten."""
    colours = palette(theme)
    steps = colours.diverging if scale.is_diverging else colours.sequential
    share = (value - scale.low) / ((scale.high - scale.low) or 1)
    return steps[min(max(int(share * len(steps)), 0), len(steps) - 1)]


def _draw_cells(
    chart: go.Figure,
    cells: pd.DataFrame,
    scale: Scale,
    wording: Wording,
    theme: Theme,
    *,
    is_hatched: bool,
) -> None:
    """Bars rather than plotly's own heatmap: these can be clicked, pale and hatched one by one."""
    fills = [cell_colour(value, scale, theme) for value in cells["value"]]
    faint = [bool(is_small) or is_hatched for is_small in cells["is_small"]]
    headings = cells["row_label"] + " · " + cells["column_label"]
    chart.add_bar(
        x=cells["x"],
        y=[0.94] * len(cells),
        base=cells["y"] - 0.47,
        width=0.96,
        marker={
            "color": _faded(fills, faint, theme),
            "cornerradius": 2,
            "pattern": {"shape": "/" if is_hatched else "", "size": 5, "solidity": 0.25},
        },
        text=[written(value, wording) for value in cells["value"]],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": _ink(fills, faint, theme), "size": 12},
        customdata=cells[["row", "column"]].astype(object).to_numpy(),
        hovertext=hover_texts(cells, headings, wording),
        hovertemplate="%{hovertext}" + HIDDEN,
    )


def _faded(fills: list[str], faint: list[bool], theme: Theme) -> list[str]:
    paper = palette(theme).paper
    pairs = zip(fills, faint, strict=True)
    return [mixed(fill, paper, _PALE) if is_faint else fill for fill, is_faint in pairs]


def _ink(fills: list[str], faint: list[bool], theme: Theme) -> list[str]:
    muted = palette(theme).muted
    pairs = zip(fills, faint, strict=True)
    return [muted if is_faint else readable_on(fill, theme) for fill, is_faint in pairs]


def _names(cells: pd.DataFrame, side: str) -> dict[str, str]:
    once = cells.drop_duplicates(side)
    return dict(zip(once[side], once[f"{side}_label"], strict=True))


def _heights(rows: list[str], set_apart: str | None) -> dict[str, float]:
    """Rows from the top downwards, with half a row's room below the one that is set apart."""
    last = len(rows) - 1
    raised = {set_apart: 0.5}
    return {code: last - place + raised.get(code, 0.0) for place, code in enumerate(rows)}


def _name_axes(
    chart: go.Figure, rows: dict[str, str], headings: list[str], heights: dict[str, float]
) -> None:
    chart.update_yaxes(
        tickvals=list(heights.values()),
        ticktext=[shortened(label, 22) for label in rows.values()],
        showgrid=False,
        range=(-0.55, max(heights.values(), default=0) + 0.55),
    )
    chart.update_xaxes(
        tickvals=list(range(len(headings))),
        ticktext=headings,
        side="top",
        range=(-0.52, len(headings) - 0.48),
    )
    chart.update_layout(barmode="overlay", bargap=0, uniformtext={"minsize": 9, "mode": "hide"})


def _headings(labels: list[str]) -> list[str]:
    """The columns' names, on two lines where a phone could only write them aslant on one."""
    widest, narrow = (max(signs // max(len(labels), 1), 4) for signs in (60, 36))
    return [
        "<br>".join(shortened(part, widest) for part in _in_halves(label, narrow))
        for label in labels
    ]


def _in_halves(label: str, narrow: int) -> tuple[str, ...]:
    """The label, in two parts as even as its words allow where it is not narrow."""
    # Chinese stands without blanks, and may be parted anywhere.
    blank = "" if " " not in label and signs_wide(label) > len(label) else " "
    words = label.split() if blank else list(label)
    if signs_wide(label) <= narrow or len(words) < 2:
        return (label,)
    halves = ((blank.join(words[:n]), blank.join(words[n:])) for n in range(1, len(words)))
    return min(halves, key=lambda parts: max(map(signs_wide, parts)))
