"""How the agents do: each with an interval, drawn towards all, in the order of their names."""

import streamlit as st

from metrics.registry import BY_NAME
from metrics.service.agents import FEWEST_REQUESTS, agents, told
from ui.block import block
from ui.charts.bars import bars
from ui.choice import one_of
from ui.masking import masked, names_shown
from ui.parts import figure, locked, told_when_refused, wording
from ui.passport import of_figure
from ui.safe import visible
from ui.view import View


@block
def agents_compared(view: View) -> None:
    """One bar per agent by a measure; in words, whether agents differ at all."""
    measures = told(view.scope)
    if not measures:
        locked(view, view.scope.lacks(("tickets.agent", "tickets.score")))
        return
    measure = one_of(view, "agents.measure", measures, "indicator.{}.name", "agents-measure")
    is_named = names_shown(view)
    with told_when_refused(view):
        _drawn(view, measure, is_named)


def _drawn(view: View, measure: str, is_named: bool) -> None:
    found = agents(view.scope, measure)
    names = found.rows[["segment"]].rename(columns={"segment": "agent"})
    names = names if is_named else masked(names)
    labels = [visible(str(name), 40) for name in names["agent"]]
    rows = found.rows.assign(segment=labels, label=labels)
    unit = BY_NAME[measure].unit
    chart = bars(
        rows,
        wording(view, unit),
        view.theme,
        whole=found.whole,
        whole_label=view.say("agents.all"),
        is_sorted=False,
    )
    figure(view, chart, rows, of_figure(view, "agents"), "agents")
    verdict = "differ" if found.p < 0.05 and found.spread > 0 else "same"
    p = view.formats.probability(found.p)
    spread = view.formats.difference(found.spread, unit, view.say("card.percentage_points"))
    st.markdown(view.say(f"agents.{verdict}", p=p, spread=spread.removeprefix("+")))
    st.caption(view.say("agents.note", fewest=FEWEST_REQUESTS))
