"""Which way of showing several pages the server goes."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def insist_on_navigation() -> None:
    """Leave the legacy multipage mode, in which a deep link would run a page without its frame.

    A folder named pages/ beside app.py makes the server start in that mode (seen in 1.67).
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
