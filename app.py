"""The frame: page set-up, navigation and the shared bar; every page is drawn inside it."""

from pathlib import Path

import streamlit as st

from ui.bar import bar
from ui.discretion import be_discreet
from ui.errors import told_apart
from ui.navigation import FIRST, GROUPS, PAGES, insist_on_navigation
from ui.notices import notices
from ui.unanswered import unanswered
from ui.view import current_view, write_link

insist_on_navigation()
be_discreet()

HERE = Path(__file__).parent
view = current_view()
st.set_page_config(view.say("app.name"), HERE / "ui" / "mark.png", layout="wide")
st.logo(HERE / "ui" / "wordmark.svg", size="large")
pages = {
    name: st.Page(
        f"pages/{name}.py",
        title=view.say(f"nav.{name}"),
        url_path="start" if name == FIRST else name,
    )
    for name in PAGES
}
first = pages[FIRST]


def lead_to_first() -> None:
    """The first page stands at the root of the address; its own name leads there."""
    st.switch_page(first)


own_name = st.Page(lead_to_first, title=first.title, url_path=FIRST, visibility="hidden")
alone = [first, pages["import_data"], own_name]
groups = {
    view.say(f"nav_groups.{group}"): [pages[name] for name in names if name in pages]
    for group, names in GROUPS.items()
}
page = st.navigation({"": alone, **groups}, position="top")
write_link(page.url_path)
with told_apart(view.say):
    bar(view)
    notices(view)
    with unanswered(view):
        page.run()
