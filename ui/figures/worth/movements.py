"""How monthly revenue got from there to here: new, expansion, contraction, churn, reactivation."""

import pandas as pd
import streamlit as st

from metrics.contracts.movements import revenue_movements
from ui.block import block
from ui.charts.waterfall import waterfall
from ui.parts import figure, locked, wording
from ui.passport import of_figure
from ui.view import View

READS = ("subscriptions.started_on", "subscriptions.monthly_amount")
_MOVES = ("new_amount", "reactivation", "expansion", "contraction", "churn")


@block
def movements(view: View) -> None:
    """From the monthly revenue at the period's start to that at its end, step by step."""
    lacking = view.scope.lacks(READS)
    if lacking:
        locked(view, lacking)
        return
    months = revenue_movements(view.scope)
    months = months[months["is_complete"]]
    if months.empty:
        st.caption(view.say("movements.none"))
        return
    rows = _steps(view, months)
    chart = waterfall(rows, wording(view, "money"), view.theme)
    figure(view, chart, rows, of_figure(view, "movements"), "movements")


def _steps(view: View, months: pd.DataFrame) -> pd.DataFrame:
    sums = months[list(_MOVES)].sum()
    values = {"starting": months["starting"].iloc[0], **sums, "ending": months["ending"].iloc[-1]}
    return pd.DataFrame(
        {
            "step": list(values),
            "label": [view.say(f"movements.{step}") for step in values],
            "value": list(values.values()),
            "is_total": [step in ("starting", "ending") for step in values],
        }
    )
