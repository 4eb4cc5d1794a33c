"""An indicator by segment: bars to click, which filter, and the way to the people behind them."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from metrics import quotients
from metrics.indicator import Dimension, Indicator
from metrics.people import people_count
from metrics.registry import BY_NAME
from ui.bar import toggle
from ui.charts.bars import bars
from ui.dimension_choice import choose_dimension, offered, with_siblings
from ui.labels import segment_label
from ui.links import Chip
from ui.palette import colour_of
from ui.parts import figure, locked, wording
from ui.passport import of_indicator
from ui.safe import plain
from ui.view import View

MOST_SEGMENTS = 24
"""More bars than this are a list, not a picture; the list of segments has a search."""


def breakdown(
    view: View, indicators: Sequence[Indicator], key: str, prefers: Sequence[str] = ()
) -> Dimension | None:
    """Choose an indicator and a dimension, see each segment, click one to filter by it.

    It begins with the first dimension it `prefers` and gives the one chosen; None where nothing
    can be told apart.
    """
    told = _counted(view, [i for i in indicators if not view.scope.lacks(i.reads)])
    told = [i for i in told if not i.is_of_ranks]
    dimensions = sorted(offered(view), key=lambda d: d.name not in prefers)
    if not told:
        locked(view, view.scope.lacks(indicators[0].reads) or indicators[0].reads)
    if not told or not dimensions:
        return None
    with st.container(horizontal=True):
        indicator = _indicator(view, told, key)
        dimension = choose_dimension(view, dimensions, key)
    rows = by_segment(view, indicator, dimension)
    whole = quotients.overall(view.scope, [indicator])
    chosen = _chosen(view, dimension)
    chart = bars(
        rows.head(MOST_SEGMENTS),
        wording(view, indicator.unit),
        view.theme,
        selected=chosen,
        whole=whole["value"].iloc[0] if len(whole) else None,
        whole_label=view.say("figure.chosen" if view.choices.chips else "figure.whole"),
        colour=partial(colour_of, sorted(rows["segment"].dropna()), theme=view.theme),
    )
    measured = whole.iloc[0] if len(whole) else None
    passport = of_indicator(view, indicator, measured)
    figure(view, chart, rows, passport, key, partial(_filter_by, view, dimension))
    if len(rows) == 1:
        st.caption(view.say("breakdown.one", name=plain(rows["label"].iloc[0])))
    if set(indicator.reads) & set(dimension.reads):
        st.caption(view.say("breakdown.in_the_making"))
    _people(view, dimension)
    return dimension


def by_segment(view: View, indicator: Indicator, dimension: Dimension) -> pd.DataFrame:
    """Each segment with its label; those not let in by a chip of this dimension stay visible."""
    rows = quotients.by(with_siblings(view, dimension).scope, [indicator], dimension)
    rows = rows[rows["base"] > 0].copy()
    rows["label"] = [segment_label(view.say, dimension, s) for s in rows["segment"]]
    rows["is_small"] = rows["base"] < indicator.minimum
    return rows.sort_values("base", ascending=False)


def _counted(view: View, indicators: Sequence[Indicator]) -> list[Indicator]:
    """Those with anything to count in this view: a column may be filled for another question."""
    if not indicators:
        return []
    bases = quotients.overall(view.scope, indicators).set_index("name")["base"]
    return [i for i in indicators if bases.get(i.name)]


def _indicator(view: View, told: Sequence[Indicator], key: str) -> Indicator:
    name = st.selectbox(
        view.say("breakdown.indicator"),
        [i.name for i in told],
        format_func=lambda name: view.say(f"indicator.{name}.name"),
        key=f"{key}-indicator",
        persist_state="session",
    )
    return BY_NAME[name or told[0].name]


def _chosen(view: View, dimension: Dimension) -> str | None:
    own = [c for c in view.choices.chips if c.dimension == dimension.name]
    let_in = [chip.value for chip in own if not chip.is_excluded]
    return let_in[0] if len(let_in) == 1 else None


def _filter_by(view: View, dimension: Dimension, point: dict[str, object]) -> None:
    segment = point["customdata"][0]  # type: ignore[index]
    toggle(view, Chip(dimension.name, segment))


def _people(view: View, dimension: Dimension) -> None:
    """What a click does, for those who use the keyboard, and the second step: the people."""
    if not any(chip.dimension == dimension.name for chip in view.choices.chips):
        return
    # Who answered is fewer than who is there: the link counts those whom the list will show.
    count = view.formats.count(people_count(view.scope))
    st.page_link(
        "pages/segments.py",
        label=view.say("figure.people", count=count),
        icon=":material/groups:",
    )
