"""The bar on top of every page: segment chips, the time pill and the language."""

import pandas as pd
import streamlit as st

from metrics.dimensions import dimension_called
from metrics.indicator import Dimension
from metrics.people import segments_of
from ui.dimension_choice import everyone, offered
from ui.labels import chip_label, dimension_label, markdown_label
from ui.links import Chip
from ui.palette import palette
from ui.safe import plain
from ui.time_pill import time_pill
from ui.translation import translated
from ui.view import View, choose, is_missing_its_study
from ui.words import languages

# One of the three rules of style in the house: the framework has no container that stays in sight.
# What sticks is the wrapper: the container itself has no room to move in.
# On a phone it would cover a quarter of the page, so there it scrolls away.
_STAYS_IN_SIGHT = """<style>@media (min-width: 640px) {{
  [data-testid="stLayoutWrapper"]:has(> .st-key-bar) {{
    position: sticky; top: 3.75rem; z-index: 90; background: {paper}; padding-block: .4rem;
  }}
}}</style>"""

# Another: what is chosen is written in the frame's colour, which in the dark cannot be read on it.
_CHOSEN_IS_READ = """<style>
  [data-testid="stButtonGroup"] button[data-selected="true"] p {{ color: {accent}; }}
</style>"""


def bar(view: View) -> None:
    """Draw the bar; a change is kept and the page drawn anew."""
    colours = palette(view.theme)
    st.html(_STAYS_IN_SIGHT.format(paper=colours.paper))
    st.html(_CHOSEN_IS_READ.format(accent=colours.accent))
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        for chip in view.choices.chips:
            _chip(view, chip)
        _filter(view)
        if len(view.choices.chips) > 1:
            clear = view.say("bar.clear_all")
            st.button(clear, type="tertiary", on_click=choose, kwargs={"chips": ()}, key="clear")
        st.space("stretch")
        if view.is_dated:
            time_pill(view)
        _language(view)


def toggle(view: View, chip: Chip) -> None:
    """Let a segment in as a chip, or take the chip away where it is there already."""
    chips = view.choices.chips
    without = tuple(other for other in chips if other != chip)
    choose(chips=without if chip in chips else (*chips, chip))


def _chip(view: View, chip: Chip) -> None:
    st.button(
        chip_label(view.say, chip),
        icon=":material/close:",
        icon_position="right",
        key=f"chip-{chip.is_excluded}-{chip.dimension}-{chip.value}",
        help=view.say("bar.remove_chip"),
        on_click=toggle,
        args=(view, chip),
    )


def _filter(view: View) -> None:
    label = view.say("bar.filter")
    box = st.popover(label, icon=":material/filter_list:", on_change="rerun", key="filter")
    if not box.open:
        return
    with box:
        labels = {d.name: plain(dimension_label(view.say, d)) for d in offered(view)}
        name = st.selectbox(
            view.say("bar.filter_by"),
            list(labels),
            format_func=labels.__getitem__,
            key="filter_dimension",
        )
        if name is not None:
            _segments(view, dimension_called(name))


def _segments(view: View, dimension: Dimension) -> None:
    values = st.multiselect(
        view.say("bar.segments"),
        segments_of(everyone(view), dimension)["segment"].tolist(),
        format_func=lambda value: markdown_label(view.say, dimension, value),
        placeholder=view.say("bar.segments_hint"),
        key=f"filter_values_{dimension.name}",
        select_all=False,
    )
    way = st.segmented_control(
        view.say("bar.way"),
        (False, True),
        default=False,
        required=True,
        format_func=lambda out: view.say("bar.way_out" if out else "bar.way_in"),
        key="filter_way",
    )
    named = (None if pd.isna(value) else value for value in values)
    chips = tuple(Chip(dimension.name, value, bool(way)) for value in named)
    added = tuple(chip for chip in chips if chip not in view.choices.chips)
    st.button(
        view.say("bar.apply"),
        type="primary",
        disabled=not added,
        on_click=choose,
        kwargs={"chips": view.choices.chips + added},
        key="filter_apply",
    )


def _language(view: View) -> None:
    names = languages()
    st.menu_button(
        names[view.say.language],
        list(names),
        format_func=names.__getitem__,
        type="tertiary",
        icon=":material/language:",
        key="language",
        on_click=_language_from,
        args=(view,),
    )


def _language_from(view: View) -> None:
    language = st.session_state["language"]
    if is_missing_its_study():
        choose(language=language)
        return
    there = translated(view, language)
    choose(language=there.language, chips=there.chips, by=there.by)
