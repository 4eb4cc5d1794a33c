"""Whether the customers on whom a campaign works can be told in advance."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from metrics.campaigns.trials import Trial
from metrics.campaigns.uplift import TIMES_POWER, TOP, Targeting, rankable, targeting
from metrics.campaigns.uplift_models import known_before
from ui.block import block
from ui.charts.gains import gain_curve
from ui.figures.campaigns.effects import arm_name, difference_in_words
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import Keys, remembered
from ui.view import View


@block
def whom_to_send(view: View, found: Trial) -> None:
    """Choose an arm and what customers are to do; the gain of going by a rank, and the verdict."""
    outcomes = rankable(found)
    if not outcomes:
        st.info(view.say("effects.no_outcome"), icon=":material/block:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        outcome = st.selectbox(
            view.say("effects.outcome"),
            outcomes,
            format_func=lambda name: view.say(f"effects.{name}"),
            key="targeting-outcome",
        )
        arm = st.selectbox(
            view.say("targeting.arm"),
            found.arms,
            format_func=lambda name: arm_name(view, name),
            key="targeting-arm",
        )
    if not st.toggle(view.say("targeting.learn"), key="targeting-learn"):
        st.caption(view.say("targeting.learn_hint"))
        return
    with told_when_refused(view), st.spinner(view.say("targeting.working")):
        told = _told(view, found, arm or found.arms[0], outcome or outcomes[0])
        st.markdown(_verdict(view, told))
        if told.base < told.needed:
            st.caption(_caution(view, told))
        _drawn(view, told)


def _hashed(found: Trial) -> str:
    return found.campaign


_KEYS: Keys = {Trial: _hashed}


@remembered(16, _KEYS)
def _told(view: View, found: Trial, arm: str, outcome: str) -> Targeting:
    return targeting(_known(view, found), found, arm, outcome)


@remembered(2, _KEYS)
def _known(view: View, found: Trial) -> pd.DataFrame:
    """What was known before."""
    return known_before(view.scope, found)


def _verdict(view: View, told: Targeting) -> str:
    per = view.formats.decimal
    more = partial(difference_in_words, view, "share")
    facts = {
        "customers": view.formats.count(told.base),
        # An area of shares is tiny: outcomes for every thousand customers can be read.
        **{name: per(1000 * getattr(told, name), 2) for name in ("qini", "low", "high")},
        "top": view.formats.value(TOP, "share"),
        **{name: more(getattr(told, name)) for name in ("effect", "top_effect")},
        **{name: more(getattr(told, name)) for name in ("top_low", "top_high")},
    }
    return view.say(f"targeting.{told.verdict}", **facts)


def _caution(view: View, told: Targeting) -> str:
    count = view.formats.count
    return view.say(
        "targeting.too_few", times=TIMES_POWER, needed=count(told.needed), have=count(told.base)
    )


def _drawn(view: View, told: Targeting) -> None:
    shares = wording(view, "share", view.say("targeting.share"))
    gains = replace(
        wording(view, "share", view.say("targeting.share"), view.say("targeting.gain")),
        number=partial(difference_in_words, view, "share"),
    )
    label = view.say("targeting.random")
    chart = gain_curve(told.curve, shares, gains, view.theme, random_label=label)
    figure(view, chart, told.curve, of_figure(view, "targeting"), "targeting")
