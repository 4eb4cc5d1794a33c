"""How content comments sound, how far that can be trusted, and where words and marks differ."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from metrics.comments.moods import at_odds, moods
from metrics.comments.sentiment import Heard, heard
from metrics.comments.written import READS
from metrics.stated.comment_facts import sentiment_facts
from ui.block import block
from ui.charts.bars import bars
from ui.comments_in_words import read_told
from ui.crossfilter import is_closed
from ui.figures.comments.verbatims import quoted
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.period import Period
from ui.remembered import remembered
from ui.view import View

FEWEST = 30


@block
def moods_beside_marks(view: View) -> None:
    """How each language was read, and the share that sounds unhappy by the mark that was given."""
    if is_closed(view, READS):
        return
    with told_when_refused(view), st.spinner(view.say("comments.working")):
        found = heard_once(view)
        read = (read_told(sentiment_facts(o), view.say, view.formats) for o in found.languages)
        st.markdown("\n".join(f"- {line}" for line in read))
        rows = _moods(view, found)
        _chart(view, rows)
        _at_odds(view, found)


def heard_once(view: View) -> Heard:
    """Every comment read, once for all pages of a session."""
    return _heard(as_of_alone(view))


def as_of_alone(view: View) -> View:
    """A filter or a period chooses what to show; it must not change what was learned."""
    chosen = view.choices
    period = Period(range="all", as_of=chosen.period.as_of, compare="none")
    return replace(view, choices=replace(chosen, chips=(), period=period, language=None))


@remembered(2, is_shared=True)
def _heard(view: View) -> Heard:
    return heard(view.scope)


@remembered(8)
def _moods(view: View, _found: Heard) -> pd.DataFrame:
    return moods(view.scope, _found)


def _chart(view: View, rows: pd.DataFrame) -> None:
    names = [view.say(f"comments.marked_{kind}") for kind in rows["mark_kind"]]
    drawn = rows.assign(segment=rows["mark_kind"], label=names, value=rows["share"])
    drawn["is_small"] = drawn["base"] < FEWEST
    st.markdown(f"**{view.say('comments.unhappy')}**")
    chart = bars(drawn, wording(view, "share"), view.theme, is_sorted=False)
    table = rows.assign(mark_kind=names)
    figure(view, chart, table, of_figure(view, "comment_moods"), "comment-moods")
    share = rows.set_index("mark_kind")["share"]
    if share.get("middle", 0.0) > share.get("low", 1.0):
        st.caption(view.say("comments.lukewarm"))


def _at_odds(view: View, found: Heard) -> None:
    box = st.expander(view.say("comments.odds_open"), key="comment-odds", on_change="rerun")
    if not box.open:
        return
    with box:
        st.caption(view.say("comments.odds_hint"))
        quoted(view, at_odds(view.scope, found))
