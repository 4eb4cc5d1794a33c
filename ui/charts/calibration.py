"""Does what was foretold happen: one point per tenth of the customers, beside the diagonal."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, as_text, figure
from ui.charts.hover import written
from ui.charts.ticks import worded_ticks
from ui.palette import Theme, palette


def calibration_plot(rows: pd.DataFrame, wording: Wording, theme: Theme) -> go.Figure:
    """Foretold across, happened upwards; on the diagonal the two agree.

    Rows have foretold, happened, low, high, customers.
    """
    colours = palette(theme)
    chart = figure(theme, wording, 360)
    end = 1.04 * float(rows[["foretold", "happened", "high"]].max().max())
    chart.add_scatter(
        x=[0, end],
        y=[0, end],
        mode="lines",
        line={"color": colours.muted, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=rows["foretold"],
        y=rows["happened"],
        mode="markers",
        marker={"size": 10, "color": colours.accent},
        error_y={
            "array": rows["high"] - rows["happened"],
            "arrayminus": rows["happened"] - rows["low"],
            "color": colours.muted,
            "thickness": 1,
        },
        hovertext=[_told(row, wording) for row in rows.to_dict("records")],
        hovertemplate="%{hovertext}" + HIDDEN,
    )
    span = (0.0, end)
    chart.update_xaxes(range=span, **worded_ticks(span, wording))
    return chart.update_yaxes(range=span, **worded_ticks(span, wording))


def _told(row: dict[str, float], wording: Wording) -> str:
    low, high = written(row["low"], wording), written(row["high"], wording)
    lines = (
        f"{wording.x}: {written(row['foretold'], wording)}",
        f"{wording.y}: {written(row['happened'], wording)} ({wording.interval} {low} – {high})",
        f"{wording.base} = {int(row['customers'])}",
    )
    return "<br>".join(as_text(line) for line in lines)
