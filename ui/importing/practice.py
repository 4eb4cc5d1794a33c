"""The demo company's exports, to try the import with."""

from functools import partial

import streamlit as st

from data.exports import demo_zip, file_name
from ui.parts import section
from ui.view import View

_ENCODINGS = ("utf-8-sig", "gb18030")


def practice(view: View) -> None:
    """One zip of CSV files in each of the two encodings that exports come in here."""
    section(view, "importing.practice")
    with st.container(horizontal=True):
        for encoding in _ENCODINGS:
            st.download_button(
                view.say(f"importing.practice.{encoding}"),
                partial(demo_zip, view.say.language, encoding),
                file_name(view.say("importing.practice.file"), encoding, suffix="zip"),
                "application/zip",
                icon=":material/folder_zip:",
                on_click="ignore",
                key=f"practice-{encoding}",
            )
