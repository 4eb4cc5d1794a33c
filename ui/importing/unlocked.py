"""Which pages the open data answer, and which column would open what they do not."""

import pandas as pd
import streamlit as st

from metrics.indicator import Indicator
from metrics.registry import FAMILIES, INDICATORS
from ui.parts import columns_in_words, section, table
from ui.view import View

_FAMILIES = {
    "satisfaction": (*FAMILIES["satisfaction"], *FAMILIES["service"]),
    "loyalty": FAMILIES["loyalty"],
    "churn": FAMILIES["churn"],
}
_ALWAYS = ("overview", "segments", "lifecycle")
_ICONS = {
    "overview": ":material/dashboard:",
    "segments": ":material/groups:",
    "lifecycle": ":material/route:",
    "satisfaction": ":material/sentiment_satisfied:",
    "loyalty": ":material/favorite:",
    "churn": ":material/logout:",
}


def unlocked(view: View) -> None:
    """Links to the pages that have something to tell, then what the other figures lack."""
    section(view, "importing.unlocked")
    answered = [page for page, family in _FAMILIES.items() if _told(view, family)]
    with st.container(horizontal=True):
        for page in (*_ALWAYS[:1], *answered, *_ALWAYS[1:]):
            st.page_link(f"pages/{page}.py", label=view.say(f"nav.{page}"), icon=_ICONS[page])
    locked = [indicator for indicator in INDICATORS if view.scope.lacks(indicator.reads)]
    if locked:
        st.caption(view.say("importing.unlocked.locked"))
        table(view, _locked(view, locked), "locked")


def _told(view: View, family: tuple[Indicator, ...]) -> bool:
    return any(not view.scope.lacks(indicator.reads) for indicator in family)


def _locked(view: View, indicators: list[Indicator]) -> pd.DataFrame:
    """One row per column, or columns, that are missing, with all that these would open."""
    rows = pd.DataFrame(
        {
            "missing": [columns_in_words(view, view.scope.lacks(i.reads)) for i in indicators],
            "opens": [view.say(f"indicator.{i.name}.name") for i in indicators],
        }
    )
    return rows.groupby("missing", sort=False)["opens"].agg(", ".join).reset_index()
