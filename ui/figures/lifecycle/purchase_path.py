"""The path from a look to a purchase as a funnel of visits, with times and what comparing tells."""

import streamlit as st

from metrics.buying.purchase_path import READS, PurchasePath, purchase_path
from ui.block import block
from ui.crossfilter import is_closed
from ui.facts import Row
from ui.figures.funnel import funnel
from ui.parts import told_when_refused
from ui.passport import of_figure
from ui.path_in_words import compared_told
from ui.remembered import remembered
from ui.view import View


@block
def path_to_purchase(view: View) -> None:
    """A bar per step; how many minutes into a visit each is taken; whether comparing helps."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = _found(view)
        rows = found.steps
        labels = [view.say(f"purchase_path.{step}") for step in rows["step"]]
        drawn = rows.assign(label=labels, value=rows["visit_count"])
        funnel(view, drawn, of_figure(view, "purchase_path"), "purchase-path")
        lines = [
            _minutes(view, row) for row in rows.dropna(subset="median_minutes").to_dict("records")
        ]
        told = compared_told(found.compared.to_dict("records"), view.say, view.formats)
        st.markdown("\n".join(f"- {line}" for line in [*lines, told] if line))


@remembered(8)
def _found(view: View) -> PurchasePath:
    return purchase_path(view.scope)


def _minutes(view: View, row: Row) -> str:
    minutes = view.formats.decimal(row["median_minutes"], 1)
    step = view.say(f"purchase_path.{row['step']}")
    return view.say("purchase_path.minutes", step=step, minutes=minutes)
