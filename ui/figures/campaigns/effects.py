"""What a campaign brought about: those written to against those who were left alone."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from metrics.campaigns.effects import effects
from metrics.campaigns.trials import (
    CONTROL,
    READS,
    Trial,
    experiments,
    planned_shares,
    sample_ratio,
    trial,
)
from ui.campaigns_in_words import arm_called, fairness_told, more_or_less
from ui.charts.bars import bars
from ui.choice import one_of
from ui.facts import Row
from ui.figures.campaigns.earnings import earned
from ui.parts import figure, locked, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.safe import plain, visible
from ui.view import View

_TOLD = [
    *("label", "outcome", "treated", "treated_base", "control", "control_base"),
    *("value", "low", "high", "p", "drawn_low", "drawn_high"),
    *("adjusted_value", "adjusted_low", "adjusted_high", "variance_saved"),
]


def effect(view: View) -> Trial | None:
    """Choose a campaign; whether its groups are fair, what it changed and what that earned.

    None where there is no campaign with a control group, which is then said.
    """
    campaign = _campaign(view)
    if campaign is None:
        return None
    with told_when_refused(view):
        found, rows = _found(view, campaign)
        _fairness(view, found)
        if rows.empty:
            st.info(view.say("effects.no_outcome"), icon=":material/block:")
            return found
        _drawn(view, rows)
        earned(view, found, {arm: arm_name(view, arm) for arm in found.arms})
        return found
    return None


def _campaign(view: View) -> str | None:
    """The campaign looked at; without one that left some alone, what cannot be known is said."""
    if lacking := view.scope.lacks(READS[:1]):
        locked(view, lacking)
        return None
    offered = experiments(view.scope)
    if not offered:
        st.info(view.say("effects.no_control"), icon=":material/block:")
        st.markdown(view.say("effects.no_control_why"))
        return None
    return st.selectbox(
        view.say("effects.campaign"),
        offered,
        format_func=lambda name: visible(name, 60),
        key="effects-campaign",
    )


@remembered(8)
def _found(view: View, campaign: str) -> tuple[Trial, pd.DataFrame]:
    found = trial(view.scope, campaign)
    return found, effects(found)


def _fairness(view: View, found: Trial) -> None:
    """The sizes of the groups against the split that was planned: before anything is compared."""
    p = sample_ratio(found.counts, _planned(view, found))
    is_fair, said = fairness_told(found.counts, p, view.say, view.formats)
    if is_fair:
        st.caption(said)
    else:
        st.warning(said, icon=":material/balance:")
    if found.left_out:
        st.caption(view.say("effects.left_out", count=view.formats.count(found.left_out)))


def _planned(view: View, found: Trial) -> dict[str, float]:
    """The shares that the groups were meant to have: guessed, unless the reader knows better."""
    guessed = planned_shares(found.counts)
    shown = round(100 * guessed[CONTROL], 1)
    held_out = st.number_input(
        view.say("effects.planned"),
        0.1,
        99.9,
        shown,
        step=1.0,
        format="%.1f",
        help=view.say("effects.planned_help"),
        key=f"effects-planned-{found.campaign}",
        width=320,
    )
    if held_out == shown:
        return guessed
    return dict.fromkeys(found.arms, (1 - held_out / 100) / len(found.arms)) | {
        CONTROL: held_out / 100
    }


def arm_name(view: View, arm: str) -> str:
    """What an arm is called: what it was offered, or that it was written to or left alone."""
    return arm_called(view.say, arm)


def _drawn(view: View, rows: pd.DataFrame) -> None:
    outcomes = list(dict.fromkeys(rows["outcome"]))
    chosen = one_of(view, "effects.outcome", outcomes, "effects.{}", "effects-outcome")
    own = rows[rows["outcome"] == chosen]
    st.markdown("\n".join(f"- {_sentence(view, row)}" for row in own.to_dict("records")))
    labelled = rows.assign(label=[arm_name(view, arm) for arm in rows["arm"]])
    drawn = labelled.loc[own.index].assign(
        segment=own["arm"], base=own["treated_base"], is_small=False
    )
    unit = str(own["unit"].iloc[0])
    words = replace(wording(view, unit), number=partial(difference_in_words, view, unit))
    chart = bars(drawn, words, view.theme)
    listed = labelled.assign(outcome=[view.say(f"effects.{name}") for name in rows["outcome"]])
    shown = listed[[name for name in _TOLD if name in listed]].dropna(axis=1, how="all")
    figure(view, chart, shown, of_figure(view, "effects"), "effects")


def _sentence(view: View, row: Row) -> str:
    """How much more, from where to where, how sure; and once more with the noise taken off."""
    value, unit = view.formats.value, str(row["unit"])

    def more(name: str) -> str:
        return plain(difference_in_words(view, unit, row[name]))

    facts = {
        "arm": plain(arm_name(view, str(row["arm"]))),
        "treated": plain(value(row["treated"], unit)),
        "control": plain(value(row["control"], unit)),
        **{name: more(name) for name in ("value", "low", "high")},
    }
    is_sure = row["low"] > 0 or row["high"] < 0
    said = view.say("effects.differs" if is_sure else "effects.undecided", **facts)
    if pd.isna(row.get("adjusted_value")):
        return said
    ends = {name: more(f"adjusted_{name}") for name in ("value", "low", "high")}
    saved = value(row["variance_saved"], "share")
    return view.say.passage([said, view.say("effects.adjusted", **ends, saved=saved)])


def difference_in_words(view: View, unit: str, difference: float) -> str:
    """How much more or less; shares differ by percentage points."""
    return more_or_less(view.say, view.formats, unit, difference)
