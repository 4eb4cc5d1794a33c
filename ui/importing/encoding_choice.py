"""In which encoding a file is, where that is not sure: its first lines in each, to choose from."""

from dataclasses import replace

import streamlit as st

from data import corrections
from data.text_files.encoding_choice import Candidate, candidates, is_sure
from ui.importing.draft import Draft
from ui.importing.entries import Entry
from ui.importing.wording import encoding
from ui.safe import visible
from ui.view import View

_WRONG = ("garbage", "wrong_encoding")
_NO_TEXT = ("xlsx", "xls", "json", "parquet")


def encoding_choice(view: View, draft: Draft, entry: Entry) -> None:
    """The first lines in every encoding the file might be in, each with a button to read it so."""
    found = _asked(draft, entry)
    if not found:
        return
    st.markdown(view.say("importing.encodings.ask"))
    with st.grid(2, min_column_width=280) as grid:
        for candidate in found:
            with grid.cell():
                _candidate(view, draft, entry, candidate)


def _asked(draft: Draft, entry: Entry) -> tuple[Candidate, ...]:
    """What there is to choose from; nothing where the file tells its encoding."""
    error, rows = entry.proposal.error, entry.proposal.rows
    if error is not None and error.kind in _WRONG:
        return draft.once(f"encodings-{entry.number}", lambda: _found(entry))
    if rows is None or rows.encoding in _NO_TEXT:
        return ()
    return draft.once(f"encodings-{entry.number}", lambda: _unsure(entry))


def _found(entry: Entry) -> tuple[Candidate, ...]:
    return candidates(corrections.telling_of(entry.proposal, entry.upload))


def _unsure(entry: Entry) -> tuple[Candidate, ...]:
    content = corrections.telling_of(entry.proposal, entry.upload)
    return () if is_sure(content) else candidates(content)


def _candidate(view: View, draft: Draft, entry: Entry, candidate: Candidate) -> None:
    rows = entry.proposal.rows
    is_used = rows is not None and rows.encoding == candidate.name
    verdict = "used" if is_used else "garbage" if candidate.is_garbage else "possible"
    with st.container(border=True, gap="xsmall"):
        name = encoding(view, candidate.name)
        st.markdown(view.say(f"importing.encodings.{verdict}", name=name))
        st.code("\n".join(visible(line) for line in candidate.lines), language=None)
        st.button(
            view.say("importing.encodings.use"),
            disabled=is_used,
            on_click=_wanted,
            args=(draft, entry.number, candidate.name),
            key=f"encode-{entry.number}-{candidate.name}",
        )


def _wanted(draft: Draft, number: int, name: str) -> None:
    draft.wanted[number] = replace(draft.entries[number].choices, encoding=name)
