"""The terms on which the future is valued: the reader's to set, kept while the page is open."""

import streamlit as st

from metrics.worth.retention_worth import CONTRACT_READS, ORDER_READS
from metrics.worth.valuation import HORIZONS, Terms, margin_in_data
from ui.parts import told_when_refused
from ui.view import View

_DISCOUNT = 10


def chosen_terms(view: View) -> Terms:
    """How far ahead, at which discount, and at which margin where the data have none."""
    if not _is_anything_valued(view):
        return Terms()
    known = None
    if not view.scope.lacks(("orders.margin",)):
        with told_when_refused(view):
            known = margin_in_data(view.scope)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        weeks = _weeks(view)
        discount = st.number_input(
            view.say("valuation.discount"),
            1,
            100,
            _DISCOUNT,
            key="value-discount",
            help=view.say("valuation.discount_help"),
            width=220,
        )
        asked = None if known else _asked_margin(view)
    share = known or (asked / 100 if asked else 1.0)
    if known:
        st.caption(view.say("valuation.margin_known", share=view.formats.value(known, "share")))
    elif not asked:
        st.caption(view.say("valuation.margin_unknown"))
    return Terms(weeks, discount / 100, share)


def _is_anything_valued(view: View) -> bool:
    """Whether there are orders with sums, or contracts with dates."""
    return not all(view.scope.lacks(reads) for reads in (ORDER_READS, CONTRACT_READS))


def _weeks(view: View) -> int:
    chosen = st.segmented_control(
        view.say("valuation.weeks"),
        HORIZONS,
        default="one_year",
        required=True,
        format_func=lambda name: view.say(f"valuation.horizon.{name}"),
        key="value-weeks",
    )
    return HORIZONS.get(chosen or "", Terms.weeks)


def _asked_margin(view: View) -> float | None:
    return st.number_input(
        view.say("valuation.margin"),
        1.0,
        100.0,
        None,
        step=1.0,
        placeholder=view.say("valuation.margin_placeholder"),
        key="value-margin",
        help=view.say("valuation.margin_help"),
        width=260,
    )


def in_words(view: View, terms: Terms) -> dict[str, str]:
    """What the terms are called in a sentence."""
    horizon = next(name for name, weeks in HORIZONS.items() if weeks == terms.weeks)
    kind = "margin" if terms.margin_share < 1 else "sales"
    return {
        "what": view.say(f"valuation.{kind}_word"),
        "horizon": view.say(f"valuation.horizon.{horizon}"),
        "discount": view.formats.value(terms.discount, "share"),
    }
