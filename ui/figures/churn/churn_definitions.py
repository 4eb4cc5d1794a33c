"""How many are lost by each of many definitions, and who flips from one to another."""

import pandas as pd
import streamlit as st

from metrics.buying.silence import RETURNED_SHARE, Silence, typical_silence
from metrics.risk.churn_definitions import (
    DEFINITIONS,
    READS,
    STANDARD,
    flipping,
    lost_by_definition,
    verdicts,
)
from ui.block import block
from ui.cells import formatted, labels
from ui.charts.bars import bars
from ui.formats import NOTHING
from ui.masking import masked, names_shown
from ui.parts import figure, locked, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.view import View

FEWEST = 30
MOST_DISPUTED = 20


@block
def churn_definitions(view: View) -> None:
    """One bar per definition of the same customers on the same day; those who flip below."""
    lacking = view.scope.lacks(READS)
    if lacking:
        locked(view, lacking)
        return
    with told_when_refused(view):
        silence, found = _judged(view)
        rows = _named(view, lost_by_definition(found), silence)
        st.markdown(_sentence(view, rows, silence))
        chart = bars(rows, wording(view, "share"), view.theme, selected=STANDARD, is_sorted=False)
        figure(view, chart, rows, of_figure(view, "churn_definitions"), "churn-definitions")
        days = view.formats.count(silence.days)
        st.caption(view.say("churn_definitions.legend", typical=days))
        _disputed(view, found, silence)


@remembered(8)
def _judged(view: View) -> tuple[Silence, pd.DataFrame]:
    silence = typical_silence(view.scope)
    return silence, verdicts(view.scope, silence.days)


def _named(view: View, rows: pd.DataFrame, silence: Silence) -> pd.DataFrame:
    days = view.formats.count(silence.days)
    names = [
        view.say(f"churn_definitions.short.{definition}", typical=days)
        for definition in rows["definition"]
    ]
    named = rows.rename(columns={"definition": "segment", "share": "value"})
    return named.assign(label=names, is_small=named["base"] < FEWEST)


def _name(view: View, definition: str, silence: Silence) -> str:
    return view.say(f"churn_definitions.{definition}", typical=view.formats.count(silence.days))


def _sentence(view: View, rows: pd.DataFrame, silence: Silence) -> str:
    judged = rows[~rows["is_small"]]
    said = [
        view.say(
            "churn_definitions.range",
            low=view.formats.value(judged["value"].min(), "share"),
            high=view.formats.value(judged["value"].max(), "share"),
        ),
        view.say(
            "churn_definitions.reason",
            share=view.formats.value(RETURNED_SHARE, "share"),
            days=view.formats.count(silence.days),
            returned=view.formats.count(silence.returned),
        ),
    ]
    return view.say.passage(said)


def _disputed(view: View, found: pd.DataFrame, silence: Silence) -> None:
    """The customers on whom the definitions disagree most."""
    disputed = flipping(found)
    if disputed.empty:
        st.caption(view.say("churn_definitions.agreed"))
        return
    st.markdown(view.say("churn_definitions.disputed", count=view.formats.count(len(disputed))))
    shown = disputed.head(MOST_DISPUTED)
    shown = shown if names_shown(view) else masked(shown)
    used = [name for name in DEFINITIONS if found[name].notna().any()]
    cells = shown[["customer_id", "last_on", "silence"]].assign(
        **{name: _in_words(view, shown[name]) for name in used}
    )
    st.dataframe(
        formatted(view, cells, {"last_on": "day", "silence": "whole"}),
        column_config=labels(view, cells, **{n: _name(view, n, silence) for n in used}),
        hide_index=True,
        placeholder=NOTHING,
        key="churn-disputed",
    )


def _in_words(view: View, judged: pd.Series) -> pd.Series:
    said = {1.0: view.say("churn_definitions.lost"), 0.0: view.say("churn_definitions.kept")}
    return judged.map(said)
