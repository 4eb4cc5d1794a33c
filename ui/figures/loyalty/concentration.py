"""On how few customers the revenue of the period rests."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.statistics.intervals import Numbers
from metrics.worth.concentration import TOP, concentration, customer_values, lorenz
from ui.block import block
from ui.charts.lorenz import lorenz_curve
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure, passport_button
from ui.view import View

_UNITS = {"top20_share": "share", "gini": "score", "customers_for_80": "share"}


@block
def concentration_of_value(view: View) -> None:
    """The Lorenz curve from the best customer on, and its three measures as cards."""
    if is_closed(view, ("orders.amount",)):
        return
    with told_when_refused(view):
        values = customer_values(view.scope)
        measures = concentration(values).set_index("name")
        _curve(view, values, measures)
        with st.grid(min_column_width=230, border=True, key="concentration-cards") as grid:
            for name, row in measures.iterrows():
                with grid.cell():
                    _card(view, str(name), row)


def _curve(view: View, values: Numbers, measures: pd.DataFrame) -> None:
    rows = _best_first(lorenz(values))
    share = partial(view.formats.value, unit="share")
    top = float(measures.loc["top20_share", "value"])
    words = wording(
        view, "share", x=view.say("concentration.customers"), y=view.say("concentration.revenue")
    )
    chart = lorenz_curve(
        rows,
        words,
        view.theme,
        mark=(TOP, top),
        mark_label=view.say("concentration.mark", revenue=share(top)),
    )
    figure(view, chart, rows, of_figure(view, "lorenz"), "lorenz")


def _best_first(poorest_first: pd.DataFrame) -> pd.DataFrame:
    return (1 - poorest_first[["customers", "value"]])[::-1].reset_index(drop=True)


def _card(view: View, name: str, row: pd.Series) -> None:
    passport = of_figure(view, name)
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        st.markdown(passport.name, width="stretch")
        passport_button(view, passport, name)
    value = view.formats.value(row["value"], _UNITS[name])
    st.metric(passport.name, value, label_visibility="collapsed")
    interval = view.formats.interval(row["low"], row["high"], _UNITS[name])
    base = view.formats.count(row["base"])
    st.caption(view.say("card.interval", interval=interval, base=base))
