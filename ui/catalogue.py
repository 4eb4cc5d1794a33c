"""The definitions of indicators, generated from the same list that measures them."""

from collections.abc import Sequence

import streamlit as st

from metrics.indicator import Indicator
from ui.figure_sources import FIGURES
from ui.parts import locked
from ui.passport import Passport, draw, of_figure, of_indicator
from ui.view import View


def catalogue(view: View, indicators: Sequence[Indicator]) -> None:
    """Each indicator under its name: its passport, and what it lacks in these data."""
    for indicator in indicators:
        lacking = view.scope.lacks(indicator.reads)
        _entry(view, of_indicator(view, indicator, None), indicator.name, lacking)


def figures_catalogue(view: View) -> None:
    """Each curve, grid and model under its name."""
    for name in FIGURES:
        # A figure may go by the name of an indicator that it draws.
        _entry(view, of_figure(view, name), f"figure-{name}", ())


def _entry(view: View, passport: Passport, key: str, lacking: tuple[str, ...]) -> None:
    icon = ":material/lock:" if lacking else ":material/function:"
    box = st.expander(passport.name, icon=icon, key=f"definition-{key}", on_change="rerun")
    if box.open:
        with box:
            draw(view, passport)
            if lacking:
                locked(view, lacking)
