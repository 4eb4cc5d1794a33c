"""The next step of those whose files are open: to their numbers."""

import streamlit as st

from ui.importing.draft import Draft
from ui.view import View


def lead_on(view: View, draft: Draft) -> None:
    """Say that the files are open, and lead to what they tell, until others are dropped."""
    if view.opened.is_demo or draft.entries:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(view.say("importing.loaded"), icon=":material/check_circle:", width="stretch")
        label, icon = view.say("importing.open_overview"), ":material/dashboard:"
        if st.button(label, type="primary", icon=icon, key="lead-on"):
            st.switch_page("pages/overview.py")
