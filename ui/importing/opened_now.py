"""What is open now, the way back to the demo, and what happens to a reader's files."""

import streamlit as st

from ui.safe import plain
from ui.view import View, open_study


def opened_now(view: View) -> None:
    """Say whose numbers the other pages show, and promise that files stay here."""
    name = plain(view.opened.name, 200)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        if view.opened.is_demo:
            st.markdown(view.say("importing.open_demo", name=name), width="stretch")
        else:
            st.markdown(view.say("importing.open_own", name=name), width="stretch")
            st.button(
                view.say("importing.back_to_demo"),
                icon=":material/undo:",
                on_click=open_study,
                args=(None,),
                key="back-to-demo",
            )
    st.caption(view.say("importing.promise"))
