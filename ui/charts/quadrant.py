"""What to work on first: each driver by how much it matters and how well it is done."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from ui.charts.canvas import HIDDEN, Wording, as_text, figure, shortened, write
from ui.charts.hover import hover_texts
from ui.charts.ticks import worded_ticks
from ui.palette import Theme, mixed, palette


@dataclass(frozen=True)
class Quadrants:
    """Where the two lines cross, and what each field tells to do."""

    x: float
    y: float
    top_left: str = ""
    top_right: str = ""
    bottom_left: str = ""
    bottom_right: str = ""


def quadrant(
    rows: pd.DataFrame,
    wording: Wording,
    theme: Theme,
    *,
    fields: Quadrants,
    across: Wording | None = None,
) -> go.Figure:
    """One named point per driver; a click returns the driver.

    Rows have item, label, x, y (as `wording.x` and `wording.y` name them), base and is_small, and
    optionally value, low and high for the hover text, and x_low, x_high, y_low, y_high where the
    intervals are drawn. `across` writes x where it is not in y's unit.
    """
    colours = palette(theme)
    chart = figure(theme, wording, 420)
    line = {"color": colours.grid, "width": 1}
    chart.add_vline(x=fields.x, line=line).add_hline(y=fields.y, line=line)
    _name_fields(chart, fields, theme)
    _mark(chart, rows, wording, theme)
    wide, high = _roomy(rows, "x", fields.x, 0.16), _roomy(rows, "y", fields.y, 0.24)
    chart.update_xaxes(range=wide, **worded_ticks(wide, across or wording, 4))
    return chart.update_yaxes(range=high, showgrid=False, **worded_ticks(high, wording, 4))


def _mark(chart: go.Figure, rows: pd.DataFrame, wording: Wording, theme: Theme) -> None:
    colours = palette(theme)
    pale = mixed(colours.accent, colours.paper, 0.35)
    chart.add_scatter(
        x=rows["x"],
        y=rows["y"],
        mode="markers+text",
        text=[shortened(label, 16) for label in rows["label"]],
        textposition=_sides(rows),
        textfont_size=12,
        cliponaxis=False,
        marker={
            "size": 12,
            "color": [pale if is_small else colours.accent for is_small in rows["is_small"]],
            "line": {"color": colours.paper, "width": 1.5},
        },
        **_intervals(rows, colours.muted),
        customdata=rows[["item"]].astype(object).to_numpy(),
        hovertext=hover_texts(rows, rows["label"], wording),
        hovertemplate="%{hovertext}" + HIDDEN,
    )


def _name_fields(chart: go.Figure, fields: Quadrants, theme: Theme) -> None:
    corners = [
        (0, 1, fields.top_left),
        (1, 1, fields.top_right),
        (0, 0, fields.bottom_left),
        (1, 0, fields.bottom_right),
    ]
    font = {"family": palette(theme).heading_font, "size": 15, "color": palette(theme).muted}
    notes = [
        {
            "xref": "paper",
            "yref": "paper",
            "x": x,
            "y": y,
            "xanchor": "left" if x == 0 else "right",
            "yanchor": "bottom" if y == 0 else "top",
            "text": as_text(name),
            "font": font,
        }
        for x, y, name in corners
    ]
    write(chart, notes)


def _sides(rows: pd.DataFrame) -> list[str]:
    """Of two neighbours the upper one is named above its point and the lower one below."""
    in_order = rows.sort_values("x")
    before, after = (in_order["x"].diff(step).abs() for step in (1, -1))
    follows = after.fillna(float("inf")) < before.fillna(float("inf"))
    beside = in_order["y"].shift(-1).where(follows, in_order["y"].shift(1))
    is_upper = (in_order["y"] >= beside.fillna(in_order["y"])).reindex(rows.index)
    # Beside the point where its intervals are drawn, which would run through a name above it.
    across = "right" if "x_low" in rows else "center"
    return [f"top {across}" if upper else f"bottom {across}" for upper in is_upper]


def _intervals(rows: pd.DataFrame, colour: str) -> dict[str, object]:
    """The bars from each point to the ends of its intervals, where the rows have them."""
    return {
        f"error_{axis}": {
            "array": rows[f"{axis}_high"] - rows[axis],
            "arrayminus": rows[axis] - rows[f"{axis}_low"],
            "color": colour,
            "thickness": 1,
            "width": 0,
        }
        for axis in "xy"
        if f"{axis}_low" in rows
    }


def _roomy(rows: pd.DataFrame, axis: str, line: float, share: float) -> tuple[float, float]:
    values = rows.filter(regex=f"^{axis}(_low|_high)?$")
    low, high = min(float(values.min(axis=None)), line), max(float(values.max(axis=None)), line)
    room = share * ((high - low) or 1.0)
    return low - room, high + room
