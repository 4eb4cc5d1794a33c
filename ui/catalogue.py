"""The definitions of indicators, generated from the same list that measures them."""

from collections.abc import Sequence

import streamlit as st

from metrics.indicator import Indicator
from ui.parts import locked
from ui.passport import draw, of_indicator
from ui.view import View


def catalogue(view: View, indicators: Sequence[Indicator]) -> None:
    """Each indicator under its name: its passport, and what it lacks in these data."""
    for indicator in indicators:
        lacking = view.scope.lacks(indicator.reads)
        name = view.say(f"indicator.{indicator.name}.name")
        icon = ":material/lock:" if lacking else ":material/function:"
        box = st.expander(name, icon=icon, key=f"definition-{indicator.name}", on_change="rerun")
        if box.open:
            with box:
                draw(view, of_indicator(view, indicator, None))
                if lacking:
                    locked(view, lacking)
