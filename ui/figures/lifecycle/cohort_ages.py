"""How the ages of the cohort grid are counted: each alone, with all later ones, or in brackets."""

from typing import get_args

import streamlit as st

from metrics.lifecycle.cohort_ages import BRACKETS, EACH, Ages, Way
from ui.brackets_written import brackets_written
from ui.choice import one_of
from ui.view import View


def chosen_ages(view: View) -> Ages:
    """The ages as the reader wants them; edges that make no brackets are told and left alone."""
    way: Way = (
        one_of(
            view,
            "cohorts.way",
            get_args(Way),
            "cohorts.way_{}",
            "cohorts-way",
            first=EACH.way,
            is_label_shown=False,
        )
        or EACH.way
    )
    return _in_brackets(view) if way == "bracket" else Ages(way)


def _in_brackets(view: View) -> Ages:
    firsts = zip(BRACKETS.edges, BRACKETS.edges[1:], strict=False)
    written = ", ".join(f"{first}–{after - 1}" for first, after in firsts)
    written = st.text_input(view.say("cohorts.edges"), written, key="cohorts-edges", width=320)
    ages = brackets_written(written)
    if ages.is_sound:
        return ages
    st.warning(view.say("cohorts.edges_refused"))
    return BRACKETS
