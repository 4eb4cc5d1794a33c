"""The frame: page set-up, navigation and the shared bar; every page is drawn inside it."""

from pathlib import Path

import streamlit as st

from ui.bar import bar
from ui.discretion import be_discreet
from ui.errors import told_apart
from ui.notices import notices
from ui.view import current_view, insist_on_navigation, write_link

insist_on_navigation()
be_discreet()

HERE = Path(__file__).parent
PAGES = (
    "overview",
    "satisfaction",
    "loyalty",
    "churn",
    "segments",
    "lifecycle",
    "definitions",
    "import_data",
)

view = current_view()
st.set_page_config(view.say("app.name"), HERE / "ui" / "mark.png", layout="wide")
st.logo(HERE / "ui" / "wordmark.svg", size="large")
pages = [
    st.Page(f"pages/{name}.py", title=view.say(f"nav.{name}"), url_path=name) for name in PAGES
]
page = st.navigation(pages, position="top")
write_link(page.url_path)
with told_apart(view.say):
    bar(view)
    notices(view)
    page.run()
