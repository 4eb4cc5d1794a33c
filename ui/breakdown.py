"""An indicator by segment: bars to click, which filter, and the way to the people behind them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from metrics import quotients
from metrics.dimensions import available
from metrics.indicator import Dimension, Indicator
from ui.bar import toggle
from ui.charts.bars import bars
from ui.labels import dimension_label, markdown_label, segment_label
from ui.links import Chip
from ui.palette import colour_of
from ui.parts import figure, wording
from ui.passport import of_indicator
from ui.view import View, choose

MOST_SEGMENTS = 24
"""More bars than this are a list, not a picture; the list of segments has a search."""


def breakdown(view: View, indicators: Sequence[Indicator], key: str) -> Dimension | None:
    """Choose an indicator and a dimension, see each segment, click one to filter by it.

    Gives the dimension chosen; None where nothing can be told apart.
    """
    told = [i for i in indicators if not view.scope.lacks(i.reads)]
    dimensions = available(view.scope)
    if not told or not dimensions:
        return None
    with st.container(horizontal=True):
        indicator = _indicator(view, told, key)
        dimension = _dimension(view, dimensions, key)
    rows = by_segment(view, indicator, dimension)
    whole = quotients.overall(view.scope, [indicator])
    chosen = _chosen(view, dimension)
    chart = bars(
        rows.head(MOST_SEGMENTS),
        wording(view, indicator.unit),
        view.theme,
        selected=chosen,
        whole=whole["value"].iloc[0] if len(whole) else None,
        whole_label=view.say("figure.whole"),
        colour=partial(colour_of, sorted(rows["segment"].dropna()), theme=view.theme),
    )
    measured = whole.iloc[0] if len(whole) else None
    passport = of_indicator(view, indicator, measured)
    figure(view, chart, rows, passport, key, partial(_filter_by, view, dimension))
    _people(view, rows, dimension, key)
    return dimension


def by_segment(view: View, indicator: Indicator, dimension: Dimension) -> pd.DataFrame:
    """Each segment with its label; those not let in by a chip of this dimension stay visible."""
    others = tuple(c for c in view.choices.chips if c.dimension != dimension.name)
    siblings = replace(view, choices=replace(view.choices, chips=others)).scope
    rows = quotients.by(siblings, [indicator], dimension)
    rows = rows[rows["base"] > 0].copy()
    rows["label"] = [segment_label(view.say, dimension, s) for s in rows["segment"]]
    rows["is_small"] = rows["base"] < indicator.minimum
    return rows.sort_values("base", ascending=False)


def _indicator(view: View, told: Sequence[Indicator], key: str) -> Indicator:
    return st.selectbox(
        view.say("breakdown.indicator"),
        told,
        format_func=lambda i: view.say(f"indicator.{i.name}.name"),
        key=f"{key}-indicator",
        persist_state="session",
    )


def _dimension(view: View, dimensions: Sequence[Dimension], key: str) -> Dimension:
    names = [d.name for d in dimensions]
    chosen = view.choices.by if view.choices.by in names else names[0]
    widget = f"{key}-by-{chosen}"
    return st.selectbox(
        view.say("breakdown.by"),
        dimensions,
        index=names.index(chosen),
        format_func=lambda d: dimension_label(view.say, d),
        key=widget,
        on_change=_choose_by,
        args=(widget,),
    )


def _choose_by(widget: str) -> None:
    choose(by=st.session_state[widget].name, segment=None)


def _chosen(view: View, dimension: Dimension) -> str | None:
    let_in = [c.value for c in view.choices.chips if c.dimension == dimension.name]
    return let_in[0] if len(let_in) == 1 else None


def _filter_by(view: View, dimension: Dimension, point: dict[str, object]) -> None:
    segment = point["customdata"][0]  # type: ignore[index]
    toggle(view, Chip(dimension.name, segment))


def _people(view: View, rows: pd.DataFrame, dimension: Dimension, key: str) -> None:
    """What a click does, for those who use the keyboard, and the second step: the people."""
    chosen = _chosen(view, dimension)
    row = rows[rows["segment"] == chosen]
    if row.empty:
        return
    count = view.formats.count(row["customers"].iloc[0])
    name = markdown_label(view.say, dimension, chosen)
    st.page_link(
        "pages/segments.py",
        label=view.say("figure.people", count=count, segment=name),
        icon=":material/groups:",
    )
