"""A click on a mark filters: its siblings stay in sight, and the people are one step on."""

from dataclasses import replace

import streamlit as st

from data.scope import Scope
from metrics.people import people_count
from ui.labels import chip_label
from ui.links import Chip
from ui.parts import locked
from ui.view import View, choose


def kind_of(dimension: str) -> str:
    """What a dimension is one of; its name may go on, after a colon, with what makes it its own."""
    return dimension.partition(":")[0]


def siblings(view: View, *kinds: str) -> Scope:
    """The scope as if no mark of these kinds had been clicked."""
    others = tuple(c for c in view.choices.chips if kind_of(c.dimension) not in kinds)
    return replace(view, choices=replace(view.choices, chips=others)).scope


def let_in(view: View, kind: str) -> tuple[Chip, ...]:
    """The chips of one kind that let segments in."""
    chips = view.choices.chips
    return tuple(c for c in chips if kind_of(c.dimension) == kind and not c.is_excluded)


def choose_only(view: View, kind: str, chips: tuple[Chip, ...]) -> None:
    """Let just these in among those of a kind; the same once more takes them away."""
    others = tuple(c for c in view.choices.chips if kind_of(c.dimension) != kind)
    choose(chips=others if set(let_in(view, kind)) == set(chips) else others + chips)


def people_link(view: View, *kinds: str) -> None:
    """The way to the people whom the filters let through, once a mark of these kinds is clicked."""
    if any(let_in(view, kind) for kind in kinds):
        count = view.formats.count(people_count(view.scope))
        label = view.say("figure.people", count=count)
        st.page_link("pages/segments.py", label=label, icon=":material/groups:")


def is_closed(view: View, reads: tuple[str, ...]) -> bool:
    """Whether the data lack what a figure needs, which is then said instead."""
    lacking = view.scope.lacks(reads)
    if lacking:
        locked(view, lacking)
    return bool(lacking)


def filtered_out(view: View) -> None:
    """The empty state for filters that leave nobody, with each of them to remove."""
    st.info(view.say("empty.filtered"), icon=":material/filter_alt_off:")
    st.caption(view.say("empty.filtered_hint"))
    with st.container(horizontal=True):
        for place, chip in enumerate(view.choices.chips):
            others = tuple(other for other in view.choices.chips if other != chip)
            st.button(
                chip_label(view.say, chip),
                icon=":material/close:",
                icon_position="right",
                on_click=choose,
                kwargs={"chips": others},
                key=f"remove-{place}",
            )


def is_nobody_left(view: View) -> bool:
    """Whether the filters leave no customer, which is then said once for the whole page."""
    is_empty = bool(view.choices.chips) and not people_count(view.scope)
    if is_empty:
        filtered_out(view)
    return is_empty
