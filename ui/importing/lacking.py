"""What a file still needs before it can be loaded: asked for in place, one column at a time."""

from functools import partial

import streamlit as st

from data import corrections
from data.matching import Matching
from data.reading_rows import TextRows
from ui.importing.draft import Draft
from ui.importing.entries import Entry
from ui.importing.wording import column_told, level, meaning
from ui.view import View


def lacking(view: View, draft: Draft, entry: Entry) -> None:
    """Say what is not known yet, and that other files do not wait for it."""
    rows, matching = entry.proposal.rows, entry.proposal.matching
    if rows is None or matching is None:
        return
    if not entry.lacking:
        if level(matching.confidence) != "sure":
            st.info(_unsure(view, matching), icon=":material/help:")
        return
    waited = "importing.lacking" if matching.table else "importing.unrecognised"
    st.warning(view.say(waited), icon=":material/help:")
    if matching.table:
        _asked(view, draft, entry, rows, matching)
    if len(draft.entries) > 1:
        st.caption(view.say("importing.lacking_others"))
    elif matching.table:
        st.caption(view.say("importing.lacking_alone"))


def _unsure(view: View, matching: Matching) -> str:
    """That the table was guessed, and which others it might be."""
    if not matching.rivals:
        return view.say("importing.unsure_table")
    names = [view.say(f"table.{name}") for name in matching.rivals]
    return view.say("importing.unsure_tables", tables=view.say("list.comma").join(names))


def _asked(view: View, draft: Draft, entry: Entry, rows: TextRows, matching: Matching) -> None:
    """For each meaning without which no row can be kept, the columns that may have it."""
    filled = [c.position for c in matching.columns if corrections.samples(rows, c.position)]
    with st.container(horizontal=True):
        for name in entry.lacking:
            wanted = f"{matching.table}.{name}"
            key = f"lacking-{entry.number}-{entry.version}-{name}"
            st.selectbox(
                view.say("importing.lacking_which", meaning=meaning(view, wanted)),
                filled,
                None,
                format_func=partial(column_told, matching, rows),
                placeholder=view.say("importing.lacking_choose"),
                width=420,
                key=key,
                on_change=_chosen,
                args=(draft, entry.number, wanted, key),
            )


def _chosen(draft: Draft, number: int, wanted: str, key: str) -> None:
    position = st.session_state[key]
    if position is not None:
        draft.correct(number, lambda p: corrections.with_meaning(p, position, wanted))
