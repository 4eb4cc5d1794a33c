"""By what customers are told apart: one choice, which every page shares."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from data.scope import Scope
from metrics.dimensions import available, dimension_called
from metrics.indicator import Dimension
from ui.labels import dimension_label
from ui.reader_rules import by_own_rules
from ui.safe import plain
from ui.view import View, choose


def everyone(view: View) -> Scope:
    """All customers of the study on the day, whatever the chips let through."""
    return replace(view.scope, conditions=())


def of_everyone(view: View) -> View:
    """The view without its chips: what is made of all customers is made, and kept, once."""
    return replace(view, choices=replace(view.choices, chips=()))


def offered(view: View) -> list[Dimension]:
    """The dimensions to choose from, by the reader's own rules where there are some.

    A chip must not take away the dimension it was made with.
    """
    return by_own_rules(view, available(everyone(view)))


def choose_dimension(view: View, dimensions: Sequence[Dimension], key: str) -> Dimension:
    """The dimension chosen among these, the first where none was."""
    labels = {d.name: dimension_label(view.say, d) for d in dimensions}
    names = list(labels)
    chosen = view.choices.by if view.choices.by in labels else names[0]
    widget = f"{key}-by-{chosen}"
    st.selectbox(
        view.say("breakdown.by"),
        names,
        index=names.index(chosen),
        format_func=lambda name: plain(labels[name]),
        key=widget,
        on_change=_choose_by,
        args=(widget,),
    )
    return dimension_called(chosen)


def with_siblings(view: View, dimension: Dimension) -> View:
    """The view in which the segments that no chip of this dimension let in are seen as well."""
    others = tuple(c for c in view.choices.chips if c.dimension != dimension.name)
    return replace(view, choices=replace(view.choices, chips=others))


def _choose_by(widget: str) -> None:
    choose(by=st.session_state[widget])
