"""How far prevention comes: of those warned of, who was called, came back, told how it was."""

import streamlit as st

from metrics.campaigns.retention_steps import READS, retention_steps
from ui.block import block
from ui.crossfilter import is_closed
from ui.facts import Row
from ui.figures.funnel import funnel
from ui.parts import told_when_refused
from ui.passport import of_figure
from ui.view import View


@block
def prevention(view: View) -> None:
    """A bar per step, the share that goes on, and how many days each takes."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        rows = retention_steps(view.scope)
        labels = [view.say(f"retention_steps.{step}") for step in rows["step"]]
        drawn = rows.assign(label=labels, value=rows["warning_count"])
        funnel(view, drawn, of_figure(view, "retention_steps"), "retention-steps")
        timed = rows[rows["median_days"].notna()].to_dict("records")
        st.markdown("\n".join(f"- {_days(view, row)}" for row in timed))


def _days(view: View, row: Row) -> str:
    half, most = (view.formats.decimal(row[name], 1) for name in ("median_days", "p90_days"))
    return view.say(f"retention_steps.wait_{row['step']}", half=half, most=most)
