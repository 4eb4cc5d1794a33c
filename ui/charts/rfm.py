"""Who bought lately and often: the named segments as blocks of the recency and frequency grid."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, figure, shortened, signs_wide
from ui.charts.heatmap import Scale, cell_colour
from ui.charts.hover import hover_texts, written
from ui.facts import Row
from ui.palette import Theme, mixed, palette, readable_on

_GAP = 0.05
_PALE = 0.35
_NARROW = 8
"""So many signs of half width stand beside one another in a block of one score on a phone."""


def rfm_grid(
    blocks: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    selected: str | None = None,
) -> go.Figure:
    """One block per segment, as dark as it has customers; a click returns the segment.

    Blocks have segment, label, recency_from, recency_to, frequency_from, frequency_to (scores
    from 1), value (the share of customers), base and is_small. Recency grows to the right,
    frequency upwards; `wording.x` and `wording.y` name them.
    """
    chart = figure(theme, wording, 440)
    is_pale = blocks["is_small"].astype(bool)
    if selected is not None:
        is_pale |= blocks["segment"].ne(selected)
    _draw_blocks(chart, blocks, is_pale, wording, theme)
    for update, side in ((chart.update_xaxes, "recency"), (chart.update_yaxes, "frequency")):
        last = int(blocks[f"{side}_to"].max()) if len(blocks) else 5
        update(range=(0.45, last + 0.55), tickvals=list(range(1, last + 1)), showgrid=False)
    return chart


def _draw_blocks(
    chart: go.Figure, blocks: pd.DataFrame, is_pale: pd.Series, wording: Wording, theme: Theme
) -> None:
    tones, ink = _tones(blocks, is_pale, theme)
    edge = {"color": palette(theme).grid, "width": 1}
    chart.add_bar(
        x=(blocks["recency_from"] + blocks["recency_to"]) / 2,
        y=blocks["frequency_to"] - blocks["frequency_from"] + 1 - _GAP,
        base=blocks["frequency_from"] - 0.5 + _GAP / 2,
        width=blocks["recency_to"] - blocks["recency_from"] + 1 - _GAP,
        marker={"color": tones, "cornerradius": 4, "line": edge},
        text=[_named(row, wording) for row in blocks.to_dict("records")],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 13, "color": ink},
        customdata=blocks[["segment"]].astype(object).to_numpy(),
        hovertext=hover_texts(blocks, blocks["label"], wording),
        hovertemplate="%{hovertext}" + HIDDEN,
    )


def _tones(blocks: pd.DataFrame, is_pale: pd.Series, theme: Theme) -> tuple[list[str], list[str]]:
    """The colour of each block by its share, and of the text on it."""
    colours = palette(theme)
    scale = Scale(0.0, float(blocks["value"].max()) if len(blocks) else 1.0)
    fills = [cell_colour(value, scale, theme) for value in blocks["value"]]
    pairs = list(zip(fills, is_pale, strict=True))
    tones = [mixed(fill, colours.paper, _PALE) if pale else fill for fill, pale in pairs]
    ink = [colours.ink if pale else readable_on(fill, theme) for fill, pale in pairs]
    return tones, ink


def _named(block: Row, wording: Wording) -> str:
    """The name in as many lines as its block is narrow, then its share."""
    label = str(block["label"])
    is_narrow = block["recency_from"] == block["recency_to"]
    name = "<br>".join(map(_narrow, label.split())) if is_narrow else shortened(label, 22)
    return f"{name}<br><b>{written(block['value'], wording)}</b>"


def _narrow(word: str) -> str:
    """A word as wide as a block is on a phone; Chinese is read in twos, and is parted so."""
    if word.isascii() or signs_wide(word) <= _NARROW:
        return shortened(word, 22)
    return f"{shortened(word[:-2], 22)}<br>{shortened(word[-2:], 22)}"
