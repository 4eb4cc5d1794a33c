"""The pages, in which order and groups, and which way of showing them the server goes."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

PAGES = (
    "overview",
    "satisfaction",
    "expectations",
    "comments",
    "service",
    "credit",
    "loyalty",
    "value",
    "churn",
    "campaigns",
    "watch_list",
    "segments",
    "groups",
    "personas",
    "offers",
    "lifecycle",
    "data_quality",
    "definitions",
    "import_data",
)
FIRST = PAGES[0]
GROUPS = {
    "says": ("satisfaction", "expectations", "comments", "service"),
    "buys": ("loyalty", "value", "lifecycle", "offers"),
    "stays": ("churn", "watch_list", "campaigns", "credit"),
    "is": ("segments", "groups", "personas"),
    "behind": ("data_quality", "definitions"),
}
"""The pages that stand together in the navigation."""


def insist_on_navigation() -> None:
    """Leave the legacy multipage mode, in which a deep link would run a page without its frame.

    A folder named pages/ beside app.py makes the server start in that mode (seen in 1.67).
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
