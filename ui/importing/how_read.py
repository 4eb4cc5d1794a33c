"""How a file was read: its table, sheet, encoding, separator and header, each to be corrected."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from data import corrections
from data.reading_rows import TextRows
from data.tables import ATTRIBUTES, TABLES
from data.text_files.dialects import DELIMITERS
from ui.importing.draft import Draft
from ui.importing.entries import Entry
from ui.importing.wording import delimiter, encoding, level
from ui.safe import plain, visible
from ui.view import View

_ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "shift-jis", "windows-1252")
_NAMED = ("json", "parquet")
"""In such files every column has its name, and nothing separates them."""
_NAMES_END = ("fewer_names", "blank_end")
_WIDTH = 230
_PREVIEW = 5


def how_read(view: View, draft: Draft, entry: Entry) -> None:
    """What was found out about the file, and the choices that override it."""
    rows = entry.proposal.rows
    if rows is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _table(view, draft, entry)
        for field, options, chosen in _choices(rows):
            _choice(view, draft, entry, field, options, chosen)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_found(view, rows), width="content")
        _preview(view, entry, rows)


def _table(view: View, draft: Draft, entry: Entry) -> None:
    matching = entry.proposal.matching
    tables = [name for name in TABLES if name != ATTRIBUTES.name]
    key = f"table-{entry.number}-{entry.version}"
    st.selectbox(
        view.say("importing.table"),
        tables,
        tables.index(matching.table) if matching and matching.table else None,
        format_func=lambda name: view.say(f"table.{name}"),
        placeholder=view.say("importing.table_hint"),
        width=_WIDTH,
        key=key,
        on_change=_taken_for,
        args=(draft, entry.number, key),
    )


def _choices(rows: TextRows) -> list[tuple[str, list[object], object]]:
    """Field, options and what was found, for what can be chosen about a file of this kind."""
    header: tuple[str, list[object], object] = ("has_header", [True, False], rows.has_header)
    sheets: list[tuple[str, list[object], object]] = [("sheet", [*rows.sheets], rows.sheet)]
    found = sheets if len(rows.sheets) > 1 else []
    if rows.encoding in _NAMED:
        return found
    if rows.sheets:
        return [*found, header]
    return [
        ("encoding", _with(_ENCODINGS, rows.encoding), rows.encoding),
        ("delimiter", _with(DELIMITERS, rows.delimiter), rows.delimiter),
        header,
    ]


def _with(options: tuple[str, ...], found: str) -> list[object]:
    return [*options] if found in options else [found, *options]


def _choice(
    view: View, draft: Draft, entry: Entry, field: str, options: list[object], chosen: object
) -> None:
    key = f"{field}-{entry.number}-{entry.version}"
    st.selectbox(
        view.say(f"importing.{field}"),
        options,
        options.index(chosen),
        format_func=partial(_option, view, field),
        width=_WIDTH,
        key=key,
        on_change=_wanted,
        args=(draft, entry.number, field, key),
    )


def _option(view: View, field: str, option: object) -> str:
    match field:
        case "encoding":
            return encoding(view, str(option))
        case "delimiter":
            return delimiter(view, str(option))
        case "has_header":
            return view.say("importing.header_yes" if option else "importing.header_no")
    return visible(option, 60)


def _taken_for(draft: Draft, number: int, key: str) -> None:
    table = st.session_state[key]
    if table:
        draft.correct(number, lambda proposal: corrections.as_table(proposal, table))


def _wanted(draft: Draft, number: int, field: str, key: str) -> None:
    # Reading a large file takes seconds: it is done on the page, where progress can be shown.
    changed = {field: st.session_state[key]}
    draft.wanted[number] = replace(draft.entries[number].choices, **changed)


def _found(view: View, rows: TextRows) -> str:
    said = [view.say(f"importing.read_{level(rows.confidence)}")]
    if rows.sheet:
        said.append(view.say("importing.found_sheet", sheet=plain(rows.sheet)))
    if rows.preamble:
        said.append(view.say("importing.found_preamble", rows=rows.preamble))
    return view.say.passage([*said, *_about_names(view, rows)])


def _about_names(view: View, rows: TextRows) -> list[str]:
    """That the line of names does not go as far as the lines below it."""
    kinds = {problem.kind for problem in rows.problems}
    names = sum(bool(name) for name in rows.header)
    facts = {"names": names, "columns": rows.width}
    return [view.say(f"importing.found_{kind}", **facts) for kind in _NAMES_END if kind in kinds]


def _preview(view: View, entry: Entry, rows: TextRows) -> None:
    """The first rows as they were read: a wrong encoding is seen at once."""
    box = st.popover(
        view.say("importing.preview"),
        icon=":material/table:",
        type="tertiary",
        key=f"preview-{entry.number}",
        on_change="rerun",
    )
    if box.open:
        with box:
            st.dataframe(_first(rows), hide_index=True, key=f"first-{entry.number}")


def _first(rows: TextRows) -> pd.DataFrame:
    first = rows.rows.slice(0, _PREVIEW).to_pandas().drop(columns="row").map(visible)
    # Two headers may be equal, and none may be blank: the place tells them apart.
    names = [f"{place}. {visible(name, 40)}" for place, name in enumerate(rows.header, 1)]
    return first.set_axis(names, axis=1)
