"""The columns of a file and what each means, to be corrected in place."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data import corrections
from data.intake import Proposal
from data.matching import ColumnMatch, Matching
from data.reading_rows import TextRows
from data.recognising.meanings import kind_of
from ui.importing.draft import Draft
from ui.importing.entries import Entry
from ui.importing.wording import WRITTEN, because, certainty, meaning, written
from ui.safe import visible
from ui.view import View

_LEFT_OUT = "none"
_DECIMALS = (".", ",")
_MOST_SHOWN = 26
"""With more columns the table scrolls within itself."""
_ROW = 35


def columns(view: View, draft: Draft, entry: Entry) -> None:
    """One line per column of the file; a change of meaning is applied at once."""
    rows, matching = entry.proposal.rows, entry.proposal.matching
    if rows is None or matching is None or matching.table is None:
        return
    key = f"columns-{entry.number}-{entry.version}"
    st.data_editor(
        _lines(view, rows, matching),
        hide_index=True,
        disabled=["header", "samples", "sure", "why"],
        column_config=_config(view, matching.table),
        placeholder="",
        height=_ROW * (min(rows.width, _MOST_SHOWN) + 1) + 3,
        key=key,
        on_change=_changed,
        args=(draft, entry.number, key),
    )


def _lines(view: View, rows: TextRows, matching: Matching) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "header": visible(matching.label(column), 60),
                "meaning": corrections.meaning_of(column, matching.table) or _LEFT_OUT,
                "samples": _samples(rows, column),
                "sure": certainty(view, column),
                "written": _written(column, matching.table),
                "why": because(view, rows, matching, column),
            }
            for column in matching.columns
        ]
    )


def _samples(rows: TextRows, column: ColumnMatch) -> str:
    return " · ".join(visible(v, 30) for v in corrections.samples(rows, column.position))


def _written(column: ColumnMatch, table: str | None) -> str | None:
    """How the dates or numbers of a column are written; None for texts."""
    if not column.meaning or "." not in column.meaning or table is None:
        return None
    kind = kind_of(*column.meaning.split(".", 1))
    if kind in ("date", "instant"):
        return column.date_order
    return column.decimal if kind == "number" else None


def _config(view: View, table: str) -> dict[str, Any]:
    text, choice = st.column_config.TextColumn, st.column_config.SelectboxColumn
    return {
        "header": text(view.say("importing.column_header"), width=140, pinned=True),
        "meaning": choice(
            view.say("importing.column_meaning"),
            help=view.say("importing.column_meaning_hint"),
            options=[_LEFT_OUT, *corrections.choosable(table)],
            format_func=lambda code: meaning(view, str(code)),
            required=True,
            width=250,
        ),
        "samples": text(view.say("importing.column_samples"), width=210),
        "sure": text(view.say("importing.column_sure"), width=100),
        "written": choice(
            view.say("importing.column_written"),
            help=view.say("importing.column_written_hint"),
            options=WRITTEN,
            format_func=partial(written, view),
            width=150,
        ),
        "why": text(view.say("importing.column_why"), width=240),
    }


def _changed(draft: Draft, number: int, key: str) -> None:
    edited: dict[int, dict[str, Any]] = st.session_state[key]["edited_rows"]
    for position, change in edited.items():
        draft.correct(number, partial(_said, position, change))


def _said(position: int, change: dict[str, Any], proposal: Proposal) -> Proposal:
    if "meaning" in change:
        proposal = corrections.with_meaning(proposal, position, _code(change["meaning"]))
    how = change.get("written")
    if how in _DECIMALS:
        return corrections.with_decimal(proposal, position, how)
    if how:
        return corrections.with_date_order(proposal, position, how)
    return proposal


def _code(chosen: str | None) -> str | None:
    return None if chosen == _LEFT_OUT else chosen
