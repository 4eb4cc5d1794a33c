"""What a reader must know before reading on: what of a link was ignored, or which data it needs."""

import streamlit as st

from ui.safe import plain
from ui.view import View, choices, is_missing_its_study


def notices(view: View) -> None:
    """Say what the link asked for in vain; say nothing where all is well."""
    if view.choices.ignored:
        names = view.say("list.comma").join(plain(name) for name in view.choices.ignored)
        st.warning(view.say("link.ignored", names=names), icon=":material/link_off:")
    if is_missing_its_study():
        _, _, name = (choices().study or "").partition("~")
        page = view.say("nav.import_data")
        st.info(view.say("link.needs_study", name=plain(name)), icon=":material/upload_file:")
        st.caption(view.say("link.needs_study_hint", page=page))
