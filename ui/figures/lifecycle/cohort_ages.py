"""How the ages of the cohort grid are counted: each alone, with all later ones, or in brackets."""

import re
from typing import get_args

import streamlit as st

from metrics.lifecycle.cohort_ages import EACH, Ages, Way
from ui.choice import one_of
from ui.view import View

# Whatever stands between two numbers, other than what parts brackets, joins them.
_BRACKET = re.compile(r"(\d{1,4})(?: *[^\d ,，、;；]+ *(\d{1,4}))?", re.ASCII)
_LONGEST = 200


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
    standing = Ages("bracket")
    firsts = zip(standing.edges, standing.edges[1:], strict=False)
    written = ", ".join(f"{first}–{after - 1}" for first, after in firsts)
    written = st.text_input(view.say("cohorts.edges"), written, key="cohorts-edges", width=320)
    ages = Ages("bracket", edges_written(written))
    if ages.is_sound:
        return ages
    st.warning(view.say("cohorts.edges_refused"))
    return standing


def edges_written(text: str) -> tuple[int, ...]:
    """Where brackets begin and the last one has ended: of `1–3, 4–6` as of `1, 4, 7`.

    The period of the first order, 0, is no bracket's: it stands alone.
    """
    edges: list[int] = []
    for first, last in _BRACKET.findall(text[:_LONGEST]):
        numbers = [max(int(first), 1), *([int(last) + 1] if last else [])]
        edges += [number for number in numbers if number not in edges[-1:]]
    return tuple(edges)
