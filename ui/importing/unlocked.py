"""Which pages the open data answer, and which column would open what they do not."""

import pandas as pd
import streamlit as st

from metrics.indicator import Indicator
from metrics.registry import FAMILIES, INDICATORS
from ui.parts import section, table
from ui.view import View

_FAMILIES = {
    "satisfaction": FAMILIES["satisfaction"],
    "service": FAMILIES["service"],
    "loyalty": FAMILIES["loyalty"],
    "churn": FAMILIES["churn"],
    "credit": FAMILIES["credit"],
}
_ALWAYS = ("overview", "segments", "lifecycle")
_ICONS = {
    "overview": ":material/dashboard:",
    "segments": ":material/groups:",
    "lifecycle": ":material/route:",
    "satisfaction": ":material/sentiment_satisfied:",
    "service": ":material/support_agent:",
    "loyalty": ":material/favorite:",
    "credit": ":material/receipt_long:",
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
    """One row per figure and table that lacks columns for it."""
    comma = view.say("list.comma")
    return pd.DataFrame(
        [
            {
                "opens": view.say(f"indicator.{indicator.name}.name"),
                "of_table": view.say(f"table.{name}"),
                "missing": comma.join(view.say(f"column.{column}") for column in columns),
            }
            for indicator in indicators
            for name, columns in _by_table(view.scope.lacks(indicator.reads)).items()
        ]
    )


def _by_table(columns: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table_name, column in (column.split(".") for column in columns):
        found.setdefault(table_name, []).append(column)
    return found
