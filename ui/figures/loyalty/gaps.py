"""How long it takes until the next order, those still to come counted as such."""

import math

import pandas as pd
import streamlit as st

from metrics.buying.gaps import gap_curve
from metrics.refusals import insist
from metrics.statistics.survival import THIN, median
from ui.block import block
from ui.charts.survival import survival_curves
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.view import View

LONGEST = 365
_TICK = 30
"""A year is shown, by months of 30 days; what takes longer is in the table."""


@block
def gaps(view: View) -> None:
    """The share of orders that no other one has followed so many days later."""
    if is_closed(view, ("orders.ordered_at",)):
        return
    with told_when_refused(view):
        curve = _curve(view)
        insist(THIN, int(curve["at_risk"].max()) if len(curve) else 0, "orders")
        _draw(view, curve)


@remembered(8)
def _curve(view: View) -> pd.DataFrame:
    return gap_curve(view.scope)


def _draw(view: View, curve: pd.DataFrame) -> None:
    shown = curve[curve["time"] <= LONGEST].assign(segment="all", label="")
    chart = survival_curves(
        shown,
        wording(view, "share", x=view.say("gaps.days")),
        view.theme,
        at_risk_label=view.say("gaps.at_risk"),
        step=2 * _TICK,
    )
    figure(view, chart, curve, of_figure(view, "gaps"), "gaps")
    st.caption(_said(view, curve))


def _said(view: View, curve: pd.DataFrame) -> str:
    days = median(curve)
    if math.isnan(days):
        return view.say("gaps.never")
    return view.say("gaps.median", days=view.formats.count(days))
