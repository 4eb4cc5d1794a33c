"""Whether those in the club, and those who contribute, stay, and whether that is their kind."""

import streamlit as st

from metrics.indicator import Dimension
from metrics.loyalty.staying_by_tie import TIES_BEFORE, StayingByTie, known_ties, staying_by_tie
from ui.block import block
from ui.charts.bars import bars
from ui.choice import one_of
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.path_in_words import tie_told
from ui.remembered import remembered
from ui.view import View


@block
def stay_by_tie(view: View) -> None:
    """A bar for those tied and one for the others, then the same among customers alike."""
    ties = {tie.name: tie for tie in known_ties(view.scope)}
    if not ties:
        is_closed(view, tuple(tie.reads[0] for tie in TIES_BEFORE))
        return
    name = one_of(view, "staying_by_tie.which", [*ties], "staying_by_tie.{}", "tie")
    with told_when_refused(view):
        found = _stayed(view, ties[name])
        _drawn(view, found, name)
        facts = {**found._asdict(), "tie": name, "rows": found.rows.to_dict("records")}
        st.markdown(tie_told(facts, view.say, view.formats))


@remembered(3)
def _stayed(view: View, tie: Dimension) -> StayingByTie:
    return staying_by_tie(view.scope, tie)


def _drawn(view: View, found: StayingByTie, name: str) -> None:
    labels = [view.say(f"segment.{name}.{segment}") for segment in found.rows["segment"]]
    rows = found.rows.assign(label=labels, is_small=False)
    chart = bars(rows, wording(view, "share"), view.theme, is_sorted=False)
    figure(view, chart, rows, of_figure(view, "staying_by_tie"), "staying-by-tie")
