"""The flow of a team that looks after customers: how many come to each step, and how long ago."""

import streamlit as st

from metrics.quality.crm_flow import FLOW, crm_flow
from ui.block import block
from ui.charts.bars import bars
from ui.facts import Row
from ui.parts import figure, locked, wording
from ui.passport import of_figure
from ui.view import View


@block
def flow(view: View) -> None:
    """A bar per step, of all customers; then how long ago each was last done to half of them."""
    found = crm_flow(view.scope)
    if found.empty:
        locked(view, tuple(reads[0] for _, reads in FLOW.values()))
        return
    rows = found.assign(
        segment=found["step"],
        label=[view.say(f"crm_flow.{step}") for step in found["step"]],
        low=float("nan"),
        high=float("nan"),
        is_small=False,
    )
    chart = bars(rows, wording(view, "share"), view.theme, is_sorted=False)
    told = rows[["label", "customers", "base", "value", "days_since"]]
    figure(view, chart, told, of_figure(view, "crm_flow"), "crm-flow")
    aged = rows.dropna(subset="days_since").to_dict("records")
    st.markdown("\n".join(f"- {_age(view, row)}" for row in aged))


def _age(view: View, row: Row) -> str:
    days = round(row["days_since"])
    return view.say("crm_flow.age", step=str(row["label"]), days=days)
