"""The firms sold to on credit as a profile by industry: sales, share of wallet, collected."""

import pandas as pd
import streamlit as st

from metrics.credit.business_profile import READS, business_profile
from ui.block import block
from ui.cells import formatted, labels
from ui.crossfilter import is_closed
from ui.formats import NOTHING
from ui.parts import told_when_refused
from ui.passport import of_figure, passport_button
from ui.safe import visible
from ui.view import View

_UNITS = {
    "customers": "whole",
    "net_spend": "money",
    "wallet_share": "share",
    "collected": "share",
}


@block
def firms(view: View) -> None:
    """One row per industry, and how many firms the share of their spending stands on."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = business_profile(view.scope)
        told = [
            view.say("segment.no_value") if pd.isna(name) else visible(str(name), 60)
            for name in found["industry"]
        ]
        rows = found[[*_UNITS]].assign(industry=told)[["industry", *_UNITS]]
        st.dataframe(
            formatted(view, rows, _UNITS),
            column_config=labels(view, rows, wallet_share=view.say("business_profile.share")),
            hide_index=True,
            placeholder=NOTHING,
            key="business-profile-rows",
        )
        passport_button(view, of_figure(view, "business_profile"), "business", is_named=True)
        base = view.formats.count(found["wallet_base"].sum())
        st.caption(view.say("business_profile.wallet", base=base))
