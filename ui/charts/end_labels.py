"""Where the name of a line goes: at its end, pushed apart so that no two names overlap."""

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from ui.charts.canvas import pixels_wide, shortened, write

_LINE_HEIGHT = 18


@dataclass(frozen=True)
class End:
    """The last point of a line, with the line's name and the colour to write it in."""

    label: str
    y: float
    ink: str


def name_lines(chart: go.Figure, ends: list[End], span: tuple[float, float], gap: int = 8) -> None:
    """Write each line's name to the right of the plot, a gap of so many pixels away.

    `span` is what the vertical axis shows.
    """
    names = {end: shortened(end.label, 16) for end in ends}
    places = _pushed_apart({end: end.y for end in ends}, _least_distance(chart, span))
    at_the_end = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": gap}
    notes = [
        at_the_end | {"y": place, "text": names[end], "font": {"color": end.ink}}
        for end, place in places.items()
    ]
    write(chart, notes)
    chart.update_layout(margin_r=pixels_wide(list(names.values())) + gap + 12)


def _least_distance(chart: go.Figure, span: tuple[float, float]) -> float:
    low, high = span
    pixels = chart.layout.height - 90
    return float((high - low) * _LINE_HEIGHT / pixels)


def _pushed_apart(wanted: Mapping[End, float], distance: float) -> dict[End, float]:
    """Places in the order of the ends, each at least so far above the one below it."""
    in_order = sorted(wanted, key=lambda end: (wanted[end], end.label))
    places: list[float] = []
    for end in in_order:
        lowest = places[-1] + distance if places else wanted[end]
        places.append(max(wanted[end], lowest))
    middle = sum(places[k] - wanted[end] for k, end in enumerate(in_order)) / max(len(places), 1)
    return {end: place - middle for end, place in zip(in_order, places, strict=True)}
