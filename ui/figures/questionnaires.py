"""Which questionnaire to look at: each answers a question of its own, one at a time."""

from collections.abc import Callable

import streamlit as st

from ui.figures.expectation_gaps import gaps_of_expectation
from ui.figures.kano import features
from ui.figures.needs import needs, trust
from ui.figures.satisfaction_index import index_of_satisfaction
from ui.figures.servqual import service_gaps
from ui.parts import section
from ui.view import View

QUESTIONNAIRES: dict[str, Callable[[View], None]] = {
    "satisfaction_index": index_of_satisfaction,
    "expectation_gaps": gaps_of_expectation,
    "servqual": service_gaps,
    "needs": needs,
    "trust": trust,
    "kano": features,
}


def questionnaires(view: View) -> None:
    """Choose one and see it."""
    names = list(QUESTIONNAIRES)
    chosen = st.segmented_control(
        view.say("expectations.choose"),
        names,
        default=names[0],
        required=True,
        format_func=lambda name: view.say(f"{name}.choice"),
        key="questionnaire",
        label_visibility="collapsed",
    )
    section(view, chosen or names[0])
    QUESTIONNAIRES[chosen or names[0]](view)
