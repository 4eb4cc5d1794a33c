"""Files that lie in the folder of the server: too large for a browser to hand over."""

import streamlit as st

from data.contents import Content
from data.server_folder import server_folder
from ui.importing.draft import Draft
from ui.safe import visible
from ui.view import View


def server_files(view: View, draft: Draft) -> list[tuple[str, Content]]:
    """The files that the reader takes from the folder, once; none where there is no folder."""
    folder = server_folder()
    sizes = folder.sizes() if folder else {}
    if folder is None or not sizes:
        return []
    labels = {name: _label(view, name, size) for name, size in sizes.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            view.say("importing.folder.files"),
            list(sizes),
            format_func=labels.__getitem__,
            placeholder=view.say("importing.folder.choose"),
            key=f"folder-{draft.drops}",
            select_all=False,
        )
        st.button(
            view.say("importing.folder.take"),
            icon=":material/folder_open:",
            disabled=not chosen,
            on_click=draft.fetch,
            args=(chosen,),
            key="take-from-folder",
        )
    names, draft.lying = draft.lying, ()
    return [(name, folder.opened(name)) for name in names]


def _label(view: View, name: str, size: int) -> str:
    megabytes = view.formats.count(max(1, size >> 20))
    return view.say("importing.folder.file", file=visible(name), megabytes=megabytes)
