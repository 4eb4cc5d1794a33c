"""A part of a page that is drawn anew alone, as long as a click in it changes nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st

from ui.errors import told_apart
from ui.view import View, is_outdated

Given = ParamSpec("Given")


def block(
    draw: Callable[Concatenate[View, Given], None],
) -> Callable[Concatenate[View, Given], None]:
    """Draw it as a block; where a click in it changed what the page is about, the page follows."""

    @st.fragment
    @wraps(draw)
    def alone(view: View, /, *given: Given.args, **named: Given.kwargs) -> None:
        if is_outdated(view):
            st.rerun()
        view.heard.clear()
        with told_apart(view.say):
            draw(view, *given, **named)

    return alone
