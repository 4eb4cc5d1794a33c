"""How the ages of the cohort grid are counted: each alone, with all later ones, or in brackets."""

import re
from typing import get_args

import streamlit as st

from metrics.lifecycle.cohort_ages import EACH, Ages, Way
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
    standing = ", ".join(str(edge) for edge in EACH.edges)
    written = st.text_input(
        view.say("cohorts.edges"), standing, max_chars=80, key="cohorts-edges", width=260
    )
    ages = Ages("bracket", tuple(int(edge) for edge in re.findall("[0-9]{1,9}", written)))
    if ages.is_sound:
        return ages
    st.warning(view.say("cohorts.edges_refused"))
    return Ages("bracket")
