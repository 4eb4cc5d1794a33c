"""What is said where customers do not show what a model of buying assumes."""

from collections.abc import Sequence

import streamlit as st

from ui.view import View


def told_when_plain(view: View, plainness: Sequence[str]) -> None:
    """Say that all buy alike, or that nobody leaves, and what is then not to be read."""
    for kind in plainness:
        st.warning(view.say(f"plain_buying.{kind}"), icon=":material/drag_handle:")
