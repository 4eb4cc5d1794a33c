import json
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from ui.charts.bars import bars
from ui.charts.canvas import (
    Wording,
    as_text,
    in_two_lines,
    on_paper,
    shortened,
    signs_wide,
    template,
)
from ui.charts.dumbbell import dumbbell
from ui.charts.flow import stage_flow
from ui.charts.heatmap import Scale, cell_colour, heatmap
from ui.charts.histogram import histogram
from ui.charts.hover import hover_text
from ui.charts.ladder import ladder
from ui.charts.lifecycle import lifecycle_bars
from ui.charts.lines import lines
from ui.charts.lorenz import lorenz_curve
from ui.charts.quadrant import Quadrants, quadrant
from ui.charts.radar import radar
from ui.charts.rfm import rfm_grid
from ui.charts.sparkline import sparkline
from ui.charts.survival import at_risk, survival_curves
from ui.charts.ticks import period_ticks, round_values
from ui.charts.timeline import timeline
from ui.charts.waterfall import waterfall
from ui.palette import Theme, colour_of, palette

EVIL = "<a href='http://evil.example'>x</a><br>&amp; %{x} \u202egnp"
HARMLESS = "&lt;a href='http://evil.example'&gt;x&lt;/a&gt;&lt;br&gt;&amp;amp; %{x} gnp"
WORDS = Wording(interval="95%", too_few="too few", number="{:.2f}".format)


def _measured(**columns: object) -> pd.DataFrame:
    facts = {"value": 0.4, "low": 0.3, "high": 0.55, "base": 40, "is_small": False}
    return pd.DataFrame(facts | {"is_unfinished": False} | columns)


SEGMENTS = _measured(
    segment=["one", "two", None],
    label=["One", EVIL, "no value"],
    value=[0.2, 0.5, 0.3],
    low=[0.1, 0.4, 0.05],
    high=[0.35, 0.6, 0.7],
    base=[40, 80, 12],
    is_small=[False, False, True],
)
MONTHS = _measured(
    segment=["one"] * 3,
    label=EVIL,
    period=pd.to_datetime(["2024-01-01", "2024-02-01", "2024-03-01"]),
    period_label=["Jan", "Feb", EVIL],
    value=[0.4, 0.5, 0.2],
    is_unfinished=[False, False, True],
)
CURVE = pd.DataFrame(
    {
        "segment": ["one"] * 4,
        "label": EVIL,
        "time": [0.0, 2.0, 5.0, 9.0],
        "survival": [1.0, 0.8, 0.6, 0.3],
        "low": [None, 0.7, 0.5, 0.1],
        "high": [None, 0.9, 0.7, 0.5],
        "at_risk": [100, 90, 60, 9],
        "is_thin": [False, False, False, True],
    }
)
CELLS = _measured(
    row=["mean", "mean", "jan", "jan"],
    row_label=["Mean", "Mean", EVIL, EVIL],
    column=["0", "1", "0", "1"],
    column_label=["0", "1", "0", EVIL],
    value=[1.0, 0.4, 1.0, 0.3],
    is_unfinished=[False, False, False, True],
)
SCORES = pd.DataFrame(
    {
        "score": [1, 2],
        "label": ["1", "2"],
        "value": [0.25, 0.75],
        "base": [1, 3],
        "role": ["bad", "good"],
    }
)
GROUPS = pd.DataFrame(
    {"role": ["bad"], "label": [EVIL], "first": [1], "last": [1], "value": [0.25]}
)
STAGES = pd.DataFrame(
    {
        "stage": ["new", "dormant"],
        "label": ["New", EVIL],
        "period": pd.to_datetime(["2024-01-01"] * 2),
        "period_label": "Jan",
        "value": [30, 12],
        "is_unfinished": False,
    }
)
MOVES = pd.DataFrame(
    {
        "source": ["loyal", "loyal", "lost"],
        "source_label": [EVIL, EVIL, "Lost"],
        "target": ["loyal", "lost", "lost"],
        "target_label": [EVIL, "Lost", "Lost"],
        "value": [6, 2, 4],
    }
)
RUNGS = _measured(
    step=["first", "again"], label=["First", EVIL], value=[200, 50], share=[None, 0.25]
)
SHARES = pd.DataFrame({"customers": [0.0, 0.2, 1.0], "value": [0.0, 0.7, 1.0]})
BLOCKS = _measured(
    segment=["champions", "new"],
    label=["Champions", EVIL],
    recency_from=[4, 5],
    recency_to=[5, 5],
    frequency_from=[4, 1],
    frequency_to=[5, 1],
    value=[0.75, 0.25],
)
DRIVERS = _measured(item=["price", "app"], label=["Price", EVIL], x=[3.0, 4.0], y=[0.4, 0.1])
MOVEMENTS = pd.DataFrame(
    {
        "step": ["start", "new", "lost", "end"],
        "label": ["Start", EVIL, "Lost", "End"],
        "value": [100.0, 30.0, -50.0, 80.0],
        "is_total": [True, False, False, True],
    }
)
HAPPENINGS = pd.DataFrame(
    {
        "lane": ["order", "ticket"],
        "lane_label": ["Orders", EVIL],
        "code": ["o1", "t1"],
        "happened_at": pd.to_datetime(["2024-01-05", "2024-03-01"]),
        "label": ["Order", EVIL],
        "tone": ["plain", "bad"],
    }
)
SPELLS = pd.DataFrame(
    {
        "lane": ["contract"],
        "lane_label": ["Contract"],
        "started_at": pd.to_datetime(["2024-01-01"]),
        "ended_at": pd.to_datetime(["2024-02-01"]),
        "label": [EVIL],
    }
)

PARTS = pd.DataFrame(
    {
        "label": ["Speed", EVIL],
        "expected": [80.0, 60.0],
        "perceived": [70.0, 65.0],
        "desired": [90.0, None],
        "verdict": ["bad", "neutral"],
        "written": ["−10", EVIL],
    }
)

Draw = Callable[[Theme], go.Figure]
MARKS: dict[str, Draw] = {
    "bars": partial(bars, SEGMENTS, WORDS, whole=0.3, whole_label="all"),
    "lines": partial(lines, MONTHS, WORDS, compared=MONTHS[["period", "value"]]),
    "survival_curves": partial(survival_curves, CURVE, WORDS),
    "heatmap": partial(heatmap, CELLS, WORDS, scale=Scale(0, 1)),
    "histogram": partial(histogram, SCORES, WORDS, groups=GROUPS),
    "lifecycle_bars": partial(lifecycle_bars, STAGES, WORDS),
    "stage_flow": partial(stage_flow, MOVES, WORDS, stages=["loyal", "lost"]),
    "ladder": partial(ladder, RUNGS, WORDS, share="{:.0%}".format),
    "lorenz_curve": partial(lorenz_curve, SHARES, WORDS, mark=(0.2, 0.7), mark_label=EVIL),
    "rfm_grid": partial(rfm_grid, BLOCKS, WORDS),
    "sparkline": partial(sparkline, [1.0, None, 2.0]),
    "quadrant": partial(quadrant, DRIVERS, WORDS, fields=Quadrants(3.5, 0.2, top_left=EVIL)),
    "waterfall": partial(waterfall, MOVEMENTS, WORDS),
    "dumbbell": partial(
        dumbbell, PARTS, WORDS, marks={"expected": EVIL, "perceived": "found", "desired": "wished"}
    ),
    "radar": partial(radar, DRIVERS, WORDS),
    "timeline": partial(timeline, HAPPENINGS, WORDS, spells=SPELLS),
}
CLICKED = {
    "bars": [["one"], [None], ["two"]],
    "lines": [["one", "2024-01-01"], ["one", "2024-02-01"], ["one", "2024-03-01"]],
    "heatmap": [["mean", "0"], ["mean", "1"], ["jan", "0"], ["jan", "1"]],
    "histogram": [[1], [2]],
    "lifecycle_bars": [["new", "2024-01-01"], ["dormant", "2024-01-01"]],
    "ladder": [["first"], ["again"]],
    "rfm_grid": [["champions"], ["new"]],
    "quadrant": [["price"], ["app"]],
    "waterfall": [["start"], ["new"], ["lost"], ["end"]],
    "timeline": [["order", "o1"], ["ticket", "t1"]],
}


OUR_TEMPLATES = {"%{hovertext}<extra></extra>", "%{customdata}<extra></extra>"}


def _sent(chart: go.Figure) -> dict[str, Any]:
    """The figure as the browser gets it."""
    sent: dict[str, Any] = json.loads(chart.to_json())
    return sent


def _is_said(customdata: list[object]) -> bool:
    return all(isinstance(entry, str) for entry in customdata)


def _texts(part: object) -> list[str]:
    """Every text that is drawn; the codes which a click returns are data and stay as they are."""
    if isinstance(part, dict):
        drawn = [value for name, value in part.items() if name != "customdata" or _is_said(value)]
        return [text for value in drawn for text in _texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in _texts(value)]
    return [part] if isinstance(part, str) else []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("mark", MARKS)
def test_nothing_from_a_file_reaches_a_chart_as_a_tag_or_a_template(
    mark: str, theme: Theme
) -> None:
    sent = _sent(MARKS[mark](theme))
    texts = _texts(sent)
    templates = {trace.get("hovertemplate") for trace in sent["data"]} - {None}
    assert [text for text in texts if "<a " in text or "\u202e" in text] == []
    assert templates <= OUR_TEMPLATES


@pytest.mark.parametrize("mark", sorted(set(MARKS) - {"sparkline"}))
def test_a_text_cut_on_the_chart_is_whole_where_it_is_pointed_at(mark: str) -> None:
    assert HARMLESS in " ".join(_texts(_sent(MARKS[mark]("light"))))


@pytest.mark.parametrize("mark", CLICKED)
def test_a_click_returns_the_codes_of_the_mark(mark: str) -> None:
    traces = _sent(MARKS[mark]("light"))["data"]
    codes = [code for trace in traces for code in trace.get("customdata", [])]
    assert codes == CLICKED[mark]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("mark", MARKS)
def test_every_chart_stands_on_the_themes_own_ground(mark: str, theme: Theme) -> None:
    chart = MARKS[mark](theme)
    assert chart.layout.template == template(theme)
    assert palette(theme).font == chart.layout.template.layout.font.family
    paper = chart.layout.template.layout.paper_bgcolor
    assert paper == "rgba(0, 0, 0, 0)"
    assert on_paper(chart, theme).layout.paper_bgcolor == palette(theme).paper


def test_the_longest_bar_is_on_top_and_the_unknown_at_the_bottom() -> None:
    rows = SEGMENTS.assign(value=[0.2, 0.5, None])
    drawn = _sent(bars(rows, WORDS, "light"))["data"][0]
    assert drawn["customdata"] == [[None], ["one"], ["two"]]


def test_whiskers_reach_exactly_to_the_ends_of_the_interval() -> None:
    whiskers = bars(SEGMENTS.iloc[:1], WORDS, "light").data[0].error_x
    assert list(whiskers.array) == pytest.approx([0.15])
    assert list(whiskers.arrayminus) == pytest.approx([0.1])


def test_small_bars_and_the_siblings_of_a_selected_one_are_pale() -> None:
    full = palette("light").accent
    small = bars(SEGMENTS, WORDS, "light").data[0]
    assert [tone == full for tone in small.marker.color] == [True, False, True]
    chosen = bars(SEGMENTS, WORDS, "light", selected="one").data[0]
    assert [tone == full for tone in chosen.marker.color] == [True, False, False]


def test_bars_carry_the_colour_of_their_segment() -> None:
    colour = partial(colour_of, ["one", "two"], theme="dark")
    drawn = bars(SEGMENTS.assign(is_small=False), WORDS, "dark", colour=colour)
    colours = palette("dark")
    assert list(drawn.data[0].marker.color) == [
        colours.categorical[0],
        colours.muted,
        colours.categorical[1],
    ]


def test_only_the_unfinished_end_of_a_line_is_dotted() -> None:
    strokes = [t for t in lines(MONTHS, WORDS, "light").data if t.mode == "lines" and t.line.width]
    assert [(t.line.dash, len(t.x)) for t in strokes] == [("solid", 2), ("dot", 2)]


def test_a_curve_of_many_steps_is_drawn_with_as_many_as_a_screen_can_show() -> None:
    days = np.arange(5_001)
    curve = _measured(
        segment=["one"] * len(days),
        label="One",
        time=days,
        survival=1 - days / 10_000,
        at_risk=len(days) - days,
        is_thin=False,
    )
    [drawn, _] = [t for t in survival_curves(curve, WORDS, "light").data if t.line.dash]
    assert (drawn.x[0], drawn.y[0]) == (0, 1)
    assert (drawn.x[-1], drawn.y[-1]) == (5_000, 0.5)
    assert len(drawn.x) <= 402
    assert max(np.diff(drawn.x)) <= 2 * 5_000 / 400
    assert list(drawn.y) == [1 - day / 10_000 for day in drawn.x]


def test_a_curve_is_dotted_where_few_are_left() -> None:
    drawn = [trace for trace in survival_curves(CURVE, WORDS, "light").data if trace.line.dash]
    assert [(t.line.dash, list(t.x)) for t in drawn] == [
        ("solid", [0.0, 2.0, 5.0]),
        ("dot", [5.0, 9.0]),
    ]


def test_the_number_at_risk_counts_those_observed_until_then() -> None:
    assert at_risk(CURVE, [0.0, 1.0, 2.0, 4.0, 9.0, 12.0]) == [100, 90, 90, 60, 9, 0]


def test_an_unfinished_cell_is_hatched_and_a_row_set_apart_stands_alone() -> None:
    chart = heatmap(CELLS, WORDS, "light", scale=Scale(0, 1), set_apart="mean")
    finished, unfinished = chart.data
    assert (finished.marker.pattern.shape, unfinished.marker.pattern.shape) == ("", "/")
    assert list(chart.layout.yaxis.tickvals) == [1.5, 0]


def test_long_headings_stand_on_two_lines_in_chinese_too() -> None:
    names = dict(enumerate(["流失预警", "At risk", "新客", *"abcd"]))
    cells = pd.concat(CELLS.tail(1).assign(column=n, column_label=names[n]) for n in names)
    chart = heatmap(cells, WORDS, "light", scale=Scale(0, 1))
    assert list(chart.layout.xaxis.ticktext)[:3] == ["流失<br>预警", "At<br>risk", "新客"]


@pytest.mark.parametrize(("value", "step"), [(-1, 0), (0, 0), (0.09, 0), (0.1, 1), (1, 9), (7, 9)])
def test_a_cell_takes_one_of_ten_colours_and_never_leaves_the_scale(
    value: float, step: int
) -> None:
    assert cell_colour(value, Scale(0, 1), "light") == palette("light").sequential[step]


def test_those_who_fell_silent_are_below_the_axis_and_named_as_people() -> None:
    chart = lifecycle_bars(STAGES, Wording(number="{:.0f}".format), "light")
    assert [list(trace.y) for trace in chart.data] == [[30], [-12]]
    assert not any(text.startswith("-") for text in chart.layout.yaxis.ticktext)


def test_a_flow_has_as_many_people_on_both_sides() -> None:
    flow = stage_flow(MOVES, Wording(), "light", stages=["loyal", "lost"]).data[0]
    assert [label.split()[-1] for label in flow.node.label] == ["8", "4", "6", "6"]
    assert (list(flow.link.source), list(flow.link.target)) == ([0, 0, 1], [2, 3, 3])


def test_each_movement_begins_where_the_one_before_it_ended() -> None:
    drawn = waterfall(MOVEMENTS, WORDS, "light").data[0]
    assert list(drawn.base) == [0, 100, 130, 0]
    assert list(drawn.x) == [100, 30, -50, 80]


def test_a_hover_text_says_value_interval_base_and_what_is_wrong() -> None:
    row: dict[Hashable, Any] = {
        "value": 0.5,
        "low": 0.25,
        "high": 0.75,
        "base": 1234,
        "is_small": True,
    }
    said = "<b>a&lt;b</b><br>0.50<br>95% 0.25 – 0.75<br>n = 1,234<br>too few"
    assert hover_text("a<b", row, WORDS) == said
    assert hover_text("a", {"value": None, "base": 3}, WORDS) == "<b>a</b><br>n = 3"


def test_a_text_is_drawn_as_it_is_written() -> None:
    assert as_text(EVIL) == HARMLESS


@pytest.mark.parametrize(
    ("text", "width", "kept"),
    [
        ("Month-to-month", 14, "Month-to-month"),
        ("Month-to-month", 8, "Month-t…"),
        ("按月签约的客户", 8, "按月签…"),
        ("a<b", 3, "a&lt;b"),
    ],
)
def test_a_name_is_cut_to_its_width_on_screen(text: str, width: int, kept: str) -> None:
    assert shortened(text, width) == kept
    assert signs_wide("按a") == 3


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Month-to-month", "Month-to-month"),
        ("Overall satisfaction", "Overall<br>satisfaction"),
        ("2026年7月 · 夏日焕新推送 2026", "2026年7月 ·<br>夏日焕新推送 2026"),
        ("按月签约且从不投诉的客户", "按月签约且从不投诉<br>的客户"),
        (
            "a<b and many more signs than these can hold",
            "a&lt;b and many more<br>signs than these…",
        ),
    ],
)
def test_a_long_name_is_drawn_on_two_lines(text: str, drawn: str) -> None:
    assert in_two_lines(text) == drawn


@pytest.mark.parametrize(
    ("span", "values"),
    [
        ((0.0, 1.0), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        ((0.13, 0.41), [0.15, 0.2, 0.25, 0.3, 0.35, 0.4]),
        ((-3.0, 9.0), [-2.0, 0.0, 2.0, 4.0, 6.0, 8.0]),
        ((5.0, 5.0), [5.0]),
    ],
)
def test_an_axis_names_round_values(span: tuple[float, float], values: list[float]) -> None:
    assert round_values(span) == values


def test_periods_are_named_as_far_as_a_phone_has_room() -> None:
    months = pd.DataFrame({"period": pd.date_range("2023-01-01", periods=24, freq="MS")})
    ticks = period_ticks(months.assign(period_label=months["period"].dt.strftime("%Y-%m")))
    assert ticks["ticktext"] == ["2023-01", "2023-07", "2024-01", "2024-07"]


EMPTY_ROWS = {
    "bars": partial(bars, SEGMENTS.iloc[:0], WORDS),
    "lines": partial(lines, MONTHS.iloc[:0], WORDS),
    "survival_curves": partial(survival_curves, CURVE.iloc[:0], WORDS),
    "heatmap": partial(heatmap, CELLS.iloc[:0], WORDS, scale=Scale(0, 1)),
    "lifecycle_bars": partial(lifecycle_bars, STAGES.iloc[:0], WORDS),
    "rfm_grid": partial(rfm_grid, BLOCKS.iloc[:0], WORDS),
    "timeline": partial(timeline, HAPPENINGS.iloc[:0], WORDS),
    "sparkline": partial(sparkline, []),
}


@pytest.mark.parametrize("mark", EMPTY_ROWS)
def test_without_rows_a_chart_is_empty_rather_than_broken(mark: str) -> None:
    sent = _sent(EMPTY_ROWS[mark]("light"))
    assert "NaN" not in json.dumps(sent)


def test_a_long_chinese_name_in_a_narrow_block_stands_on_two_lines() -> None:
    blocks = BLOCKS.assign(label=["即将沉睡客户", "需关注客户"])
    texts = list(rfm_grid(blocks, WORDS, "light").data[0].text)
    assert texts[0].startswith("即将沉睡客户<br><b>")
    assert texts[1].startswith("需关注<br>客户<br><b>")
