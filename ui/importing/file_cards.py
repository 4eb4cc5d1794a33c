"""One card for each file: what it was taken for, and where the reader can say otherwise."""

from functools import partial

import streamlit as st

from data.cleaners.treatments import FIRMS_APART
from data.exports import file_name
from data.matching_files import to_toml
from ui.importing.asked import asked
from ui.importing.columns import columns
from ui.importing.draft import Draft
from ui.importing.encoding_choice import encoding_choice
from ui.importing.entries import Entry
from ui.importing.how_read import how_read
from ui.importing.lacking import lacking
from ui.importing.wording import obstacle
from ui.parts import section
from ui.safe import plain
from ui.view import View

_ICONS = {"ready": ":material/check_circle:", "asks": ":material/help:", "no": ":material/error:"}
_FEW = 2
"""So many cards stand open at once; of more, only those that ask for something."""


def file_cards(view: View, draft: Draft) -> None:
    """Every file on the list."""
    if not draft.entries:
        return
    section(view, "importing.files")
    entries, is_few = draft.entries.values(), len(draft.entries) <= _FEW
    is_enough = not is_few and any(entry.is_ready for entry in entries)
    idle = [entry for entry in entries if is_enough and entry.is_unknown]
    for entry in entries:
        if entry not in idle:
            _card(view, draft, entry, is_few or not entry.is_ready)
    if idle:
        st.caption(view.say("importing.idle", files=view.formats.count(len(idle))))
    for entry in idle:
        _card(view, draft, entry, is_open=False)


def _card(view: View, draft: Draft, entry: Entry, is_open: bool) -> None:
    state = "ready" if entry.is_ready else "asks" if entry.proposal.rows else "no"
    box = st.expander(
        _headline(view, entry),
        expanded=is_open,
        icon=_ICONS[state],
        key=f"card-{entry.number}",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        if entry.proposal.error:
            _unreadable(view, draft, entry)
        else:
            _readable(view, draft, entry)


def _headline(view: View, entry: Entry) -> str:
    file = plain(entry.proposal.file)
    rows, matching = entry.proposal.rows, entry.proposal.matching
    if rows is None or matching is None:
        return view.say("importing.headline_unreadable", file=file)
    facts = {"rows": view.formats.count(rows.rows_read), "columns": rows.width}
    if matching.table is None:
        is_of_firms = FIRMS_APART in matching.rules
        known = "headline_firms" if is_of_firms else "headline_unknown"
        return view.say(f"importing.{known}", file=file, **facts)
    table = view.say(f"table.{matching.kind}")
    return view.say("importing.headline", file=file, table=table, **facts)


def _unreadable(view: View, draft: Draft, entry: Entry) -> None:
    error = entry.proposal.error
    if error is not None:
        st.markdown(obstacle(view, error.kind, error.facts))
    encoding_choice(view, draft, entry)
    with st.container(horizontal=True):
        if entry.past:
            _undo(view, draft, entry)
        _remove(view, draft, entry)


def _readable(view: View, draft: Draft, entry: Entry) -> None:
    how_read(view, draft, entry)
    encoding_choice(view, draft, entry)
    asked(view, draft, entry)
    lacking(view, draft, entry)
    if entry.proposal.matching and entry.proposal.matching.table:
        columns(view, draft, entry)
    with st.container(horizontal=True):
        _undo(view, draft, entry)
        _matching(view, entry)
        _remove(view, draft, entry)


def _undo(view: View, draft: Draft, entry: Entry) -> None:
    st.button(
        view.say("importing.undo"),
        icon=":material/undo:",
        disabled=not entry.past,
        on_click=draft.undo,
        args=(entry.number,),
        key=f"undo-{entry.number}",
    )


def _matching(view: View, entry: Entry) -> None:
    matching = entry.proposal.matching
    if matching is not None and matching.table:
        st.download_button(
            view.say("importing.keep_matching"),
            partial(to_toml, matching),
            file_name(entry.proposal.file, suffix="toml"),
            "application/toml",
            icon=":material/download:",
            help=view.say("importing.keep_matching_hint"),
            on_click="ignore",
            key=f"toml-{entry.number}-{entry.version}",
        )


def _remove(view: View, draft: Draft, entry: Entry) -> None:
    st.button(
        view.say("importing.remove"),
        icon=":material/close:",
        type="tertiary",
        on_click=draft.remove,
        args=(entry.number,),
        key=f"remove-{entry.number}",
    )
