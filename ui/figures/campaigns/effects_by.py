"""For whom a campaign worked: its effect by segment, and whether segments differ at all."""

from dataclasses import replace
from functools import partial

import streamlit as st

from metrics.campaigns.effects_by import EffectsBy, effects_by
from metrics.campaigns.trials import UNITS, Trial
from metrics.indicator import Dimension
from ui.block import block
from ui.campaigns_in_words import cautions_told, segments_told
from ui.charts.bars import bars
from ui.choice import one_of
from ui.dimension_choice import choose_dimension, offered
from ui.figures.campaigns.effects import arm_name, difference_in_words
from ui.labels import labelled
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.view import View

_PREFERRED = ("region", "gender", "age_band")
"""What most files know of most customers, in groups large enough to compare."""

_TOLD = [
    *("label", "treated", "treated_base", "control", "control_base"),
    *("value", "low", "high", "p"),
]


@block
def effect_by_segment(view: View, found: Trial) -> None:
    """One bar per segment with its interval; first whether the effects differ at all."""
    dimensions = sorted(offered(view), key=lambda each: each.name not in _PREFERRED)
    if not dimensions or not found.outcomes:
        lacking = "effects.no_outcome" if dimensions else "effects_by.nothing"
        st.info(view.say(lacking), icon=":material/lock:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        dimension = choose_dimension(view, dimensions, "effects-by")
        arm = _arm(view, found)
    outcome = one_of(view, "effects.outcome", found.outcomes, "effects.{}", "effects-by-outcome")
    view.heard.clear()
    with told_when_refused(view):
        told = effects_by(view.scope, found, arm, outcome, dimension)
        _drawn(view, told, dimension, UNITS[outcome])


def _arm(view: View, found: Trial) -> str:
    if len(found.arms) == 1:
        return found.arms[0]
    chosen: str = st.selectbox(
        view.say("targeting.arm"),
        found.arms,
        format_func=partial(arm_name, view),
        key="effects-by-arm",
    )
    return chosen


def _drawn(view: View, told: EffectsBy, dimension: Dimension, unit: str) -> None:
    rows = labelled(view.say, dimension, told.rows).assign(is_small=False)
    number = partial(difference_in_words, view, unit)
    each = told.rows.to_dict("records")
    st.markdown(segments_told(dimension, each, told.p, unit, view.say, view.formats))
    chart = bars(rows, replace(wording(view, unit), number=number), view.theme)
    figure(view, chart, rows[_TOLD], of_figure(view, "effects_by"), "effects-by")
    cautions = cautions_told(dimension, told._asdict(), view.say, view.formats)
    st.caption(view.say.passage(cautions))
