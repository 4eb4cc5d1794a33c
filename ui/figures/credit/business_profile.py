"""The firms sold to on credit as a profile by industry: sales, share of wallet, collected."""

import pandas as pd
import streamlit as st

from metrics.credit.business_profile import FEWEST, READS, business_profile
from ui.block import block
from ui.cells import formatted, labels
from ui.crossfilter import is_closed
from ui.figures.credit.credit_grades import credit_rules
from ui.formats import NOTHING
from ui.palette import palette
from ui.parts import told_when_refused
from ui.passport import of_figure, passport_button
from ui.profile_in_words import firms_called
from ui.safe import visible
from ui.view import View

_UNITS = {
    "customers": "whole",
    "net_spend": "money",
    "wallet_share": "share",
    "wallet_base": "whole",
    "collected": "share",
}
_COLUMNS = [
    *("industry", "customers", "net_spend", "wallet_share", "wallet_interval", "wallet_base"),
    *("collected", "collected_interval"),
]
_OWN = ("wallet_share", "wallet_interval", "wallet_base", "collected", "collected_interval")


@block
def firms(view: View) -> None:
    """One row per industry, with how sure its shares are; too few firms to judge are greyed."""
    if is_closed(view, READS):
        return
    months = credit_rules(view).credit_months
    with told_when_refused(view):
        found = business_profile(view.scope, months)
        rows = _told(view, found)
        muted = f"color: {palette(view.theme).muted}"
        tones = found["is_small"].map({True: muted, False: ""})
        st.dataframe(
            formatted(view, rows, _UNITS).apply(
                lambda row: [tones[row.name]] * len(row), axis="columns"
            ),
            column_config=labels(
                view, rows, **{name: view.say(f"business_profile.{name}") for name in _OWN}
            ),
            hide_index=True,
            placeholder=NOTHING,
            key="business-profile-rows",
        )
        passport_button(view, of_figure(view, "business_profile"), "business", is_named=True)
        base = view.formats.count(found["wallet_base"].sum())
        st.caption(view.say("business_profile.wallet", base=base, months=months, fewest=FEWEST))


def _told(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """The table's rows as they are read."""
    each = found.to_dict("records")
    named = [visible(firms_called(row, view.say), 60) for row in each]
    spans = {
        f"{name}_interval": [
            view.formats.interval(row[f"{name}_low"], row[f"{name}_high"], "share") for row in each
        ]
        for name in ("wallet", "collected")
    }
    return found.assign(industry=named, **spans)[_COLUMNS]
