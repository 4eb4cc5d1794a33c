"""How it has been going, in the space of a word: a line without axes, for cards in reports."""

from collections.abc import Sequence

import plotly.graph_objects as go

from ui.charts.canvas import Wording, figure
from ui.palette import Theme, palette, tinted


def sparkline(values: Sequence[float | None], theme: Theme) -> go.Figure:
    """The values in their order, the last one marked; a null leaves a gap."""
    tone = palette(theme).accent
    chart = figure(theme, Wording(), 48)
    places = list(range(len(values)))
    chart.add_scatter(
        x=places,
        y=list(values),
        mode="lines",
        line={"color": tone, "width": 1.75},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=places[-1:],
        y=list(values[-1:]),
        mode="markers",
        marker={"size": 6, "color": tone, "line": {"color": tinted(tone, 0.3), "width": 3}},
        cliponaxis=False,
        hoverinfo="skip",
    )
    chart.update_xaxes(visible=False).update_yaxes(visible=False)
    return chart.update_layout(margin={"l": 2, "r": 8, "t": 4, "b": 4})
