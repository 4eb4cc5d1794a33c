"""One segment as a card: who they are, what they buy, what they do, and what to offer them."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from metrics.buying.habits import BOUGHT
from metrics.comments.theme_members import WROTE_OF
from metrics.comments.themes import Theme
from metrics.indicator import Dimension
from metrics.own_numbers import MARKS
from metrics.people import segments_of
from metrics.segments.cluster_groups import RFM
from metrics.segments.personas import persona, segment_size, telling_segment
from ui.block import block
from ui.charts.bars import bars
from ui.dimension_choice import choose_dimension, everyone, offered
from ui.figures.comments.theme_words import chosen_themes
from ui.figures.segments.persona_fields import every_field, named
from ui.labels import segment_label
from ui.links import Chip
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.safe import plain
from ui.traits_in_words import trait_told
from ui.view import View, choose

_MOST, _MOST_BARS = 4, 10
_WHEN = (
    "usual_hours",
    "usual_channel",
    "counted_channel",
    "preferred_channel",
    "acquisition_channel",
)
_NOTHING = "\0"


@block
def personas(view: View) -> None:
    """Choose a dimension and a segment of it; the card, then every field beside all others."""
    dimensions = offered(view)
    if not dimensions:
        st.info(view.say("segments.none"), icon=":material/category:")
        return
    dimension, segment = _chosen(view, dimensions)
    with told_when_refused(view), st.spinner(view.say("personas.working")):
        rows = _found(view, dimension, segment, chosen_themes())
        _card(view, dimension, segment, rows)
        _lifts(view, rows)
        every_field(view, rows)


def _chosen(view: View, dimensions: Sequence[Dimension]) -> tuple[Dimension, str | None]:
    with st.container(horizontal=True):
        dimension = choose_dimension(view, dimensions, "personas")
        sizes = segments_of(everyone(view), dimension)
        codes = [_NOTHING if pd.isna(s) else str(s) for s in sizes["segment"]]
        codes.sort(key=lambda code: code == _NOTHING)
        telling = telling_segment(sizes)
        code = st.selectbox(
            view.say("personas.segment"),
            codes,
            index=codes.index(telling) if telling else 0,
            format_func=lambda code: plain(_name(view, dimension, code)),
            key=f"persona-{dimension.name}",
        )
    return dimension, None if code in (None, _NOTHING) else code


def _name(view: View, dimension: Dimension, code: str) -> str:
    return segment_label(view.say, dimension, None if code == _NOTHING else code)


@remembered(8)
def _found(
    view: View, dimension: Dimension, segment: str | None, themes: tuple[Theme, ...]
) -> pd.DataFrame:
    return persona(view.scope, dimension, segment, themes)


def _card(view: View, dimension: Dimension, segment: str | None, rows: pd.DataFrame) -> None:
    own, everybody = segment_size(view.scope, dimension, segment)
    name = plain(segment_label(view.say, dimension, segment))
    facts = {
        "name": name,
        "customers": view.formats.count(own),
        "share": view.formats.value(own / everybody, "share"),
    }
    told = rows[rows["is_notable"]]
    with st.container(border=True, key="persona-card"):
        st.subheader(name, anchor=False)
        st.caption(view.say("personas.size", **facts))
        groups = told.apply(_group, axis=1) if len(told) else pd.Series(dtype=str)
        for group in ("who", "buys", "when", "says", "does"):
            lines = told[groups == group].head(_MOST)
            if len(lines):
                rows = lines.to_dict("records")
                said = "\n".join(f"- {trait_told(row, view.say, view.formats)}" for row in rows)
                st.markdown(f"**{view.say(f'personas.{group}')}**\n{said}")
        if told.empty:
            st.markdown(view.say("personas.like_all"))
        st.button(
            view.say("personas.only"),
            icon=":material/filter_alt:",
            on_click=choose,
            kwargs={"chips": (*view.choices.chips, Chip(dimension.name, segment))},
            key="persona-only",
        )
    st.caption(view.say("personas.caution"))


def _group(row: pd.Series) -> str:
    if str(row["field"]).startswith((*MARKS, WROTE_OF)):
        return "says"
    if row["kind"] == "indicator" or row["field"] in RFM:
        return "does"
    if row["field"] == BOUGHT.name:
        return "buys"
    return "when" if row["field"] in _WHEN else "who"


def _lifts(view: View, rows: pd.DataFrame) -> None:
    """The traits that stand out, by how many times as often the segment has them."""
    told = rows[(rows["kind"] == "trait") & rows["is_notable"] & rows["lift"].notna()]
    told = told.head(_MOST_BARS)
    if told.empty:
        return
    drawn = told[["base", "here", "rest"]].assign(
        label=named(view, told),
        value=told["lift"],
        low=told["lift_low"],
        high=told["lift_high"],
        is_small=False,
    )
    drawn["segment"] = drawn["label"]
    chart = bars(
        drawn,
        wording(view, "score"),
        view.theme,
        whole=1.0,
        whole_label=view.say("personas.as_all"),
    )
    figure(view, chart, drawn, of_figure(view, "personas"), "personas")
