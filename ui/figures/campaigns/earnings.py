"""Whether a campaign paid: what it earned beyond what would have come anyway, against its cost."""

import streamlit as st

from metrics.campaigns.effects import earnings
from metrics.campaigns.trials import UNITS, Trial
from metrics.worth.valuation import margin_in_data
from ui.campaigns_in_words import earned_told
from ui.figures.worth.equity import plain_money
from ui.parts import told_when_refused
from ui.passport import of_figure, passport_button
from ui.view import View


def earned(view: View, found: Trial, names: dict[str, str]) -> None:
    """One sentence per arm, on a margin and a cost that the data have or the reader sets."""
    money = [name for name in found.outcomes if UNITS[name] == "money"]
    if not money:
        st.caption(view.say("earnings.no_money"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        share = _margin(view)
        cost = None if found.people["cost"].fillna(0).sum() > 0 else _cost(view)
    lines = [
        earned_told(names[arm], earnings(found, arm, money[0], share, cost), view.say, view.formats)
        for arm in found.arms
    ]
    st.markdown(plain_money("\n".join(f"- {line}" for line in lines)))
    passport_button(view, of_figure(view, "earnings"), "earnings", is_named=True)
    if share == 1:
        st.caption(view.say("earnings.margin_unknown"))


def _margin(view: View) -> float:
    known = None
    if not view.scope.lacks(("orders.margin",)):
        with told_when_refused(view):
            known = margin_in_data(view.scope)
    asked = st.number_input(
        view.say("earnings.margin"),
        1.0,
        100.0,
        round(100 * known, 1) if known else 100.0,
        step=1.0,
        key="earnings-margin",
        width=260,
    )
    return asked / 100


def _cost(view: View) -> float:
    return st.number_input(
        view.say("earnings.cost"),
        0.0,
        None,
        0.0,
        step=0.01,
        format="%.2f",
        help=view.say("earnings.cost_help"),
        key="earnings-cost",
        width=260,
    )
