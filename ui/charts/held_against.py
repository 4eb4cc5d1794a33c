"""What was foretold against what came: a bar for what came, a mark across it for the forecast."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.bars import bars
from ui.charts.canvas import HIDDEN, Wording, as_text
from ui.charts.hover import written
from ui.palette import Theme, palette


def held_against(rows: pd.DataFrame, wording: Wording, theme: Theme, foretold: str) -> go.Figure:
    """One bar per row, in the rows' order from the top, and a mark where the forecast stood.

    Rows have what `bars` asks for and `foretold`; the argument is what the marks are called.
    """
    chart = bars(rows, wording, theme, is_sorted=False)
    shown = rows.iloc[::-1]
    marks = [
        f"<b>{as_text(label)}</b><br>{as_text(foretold)} {written(value, wording)}"
        for label, value in zip(shown["label"], shown["foretold"], strict=True)
    ]
    chart.add_scatter(
        x=shown["foretold"],
        y=list(range(len(shown))),
        mode="markers",
        marker={
            "symbol": "line-ns",
            "size": 24,
            "line": {"width": 3, "color": palette(theme).ink},
        },
        hovertext=marks,
        hovertemplate="%{hovertext}" + HIDDEN,
        cliponaxis=False,
    )
    return chart
