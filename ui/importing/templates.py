"""A file to fill in, for those who have no export: one for each table, empty or with samples."""

from functools import partial

import pandas as pd
import streamlit as st

from data.exports import file_name
from data.headings import heading, table_heading
from data.tables import TABLES
from data.templates import FORMATS, OFFERED, template
from ui.parts import section, table
from ui.view import View

_FILLINGS = ("sample", "empty")
_MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def templates(view: View) -> None:
    """Choose a table, take its template, and read what each of its columns is."""
    section(view, "importing.templates")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            view.say("importing.templates.table"),
            OFFERED,
            format_func=lambda name: view.say(f"table.{name}"),
            width=230,
            key="template-table",
        )
        filling = st.segmented_control(
            view.say("importing.templates.filling"),
            _FILLINGS,
            default=_FILLINGS[0],
            required=True,
            format_func=lambda one: view.say(f"importing.templates.{one}"),
            key="template-filling",
        )
        for kind in FORMATS:
            _download(view, chosen, kind, is_empty=filling == "empty")
    _explained(view, chosen)


def notes(view: View, name: str) -> pd.DataFrame:
    """One row per column of a table: its heading, what stands in it, whether it is needed."""
    return pd.DataFrame(
        [
            {
                "template_column": heading(name, column, view.say.language),
                "template_says": _says(view, name, column),
                "template_needed": _needed(view, name, column),
            }
            for column in TABLES[name].names
        ]
    )


def template_file(view: View, name: str, kind: str, is_empty: bool) -> bytes:
    """The template of a table, explained in the reader's language."""
    told = notes(view, name)
    told = told.set_axis([view.say(f"heading.{column}") for column in told], axis=1)
    sheet = view.say("importing.templates.explained")
    return template(name, view.say.language, kind, told, sheet, is_empty)


def _download(view: View, name: str, kind: str, *, is_empty: bool) -> None:
    words = [table_heading(name, view.say.language)]
    words += [] if is_empty else [view.say("importing.templates.sample")]
    st.download_button(
        view.say(f"importing.templates.{kind}"),
        partial(template_file, view, name, kind, is_empty),
        file_name(*words, suffix=kind),
        _MIME[kind],
        icon=":material/download:",
        on_click="ignore",
        key=f"template-{kind}",
    )


def _explained(view: View, name: str) -> None:
    box = st.expander(
        view.say("importing.templates.explained"),
        icon=":material/help:",
        key="template-notes",
        on_change="rerun",
    )
    if box.open:
        with box:
            table(view, notes(view, name), "template-columns")


def _says(view: View, name: str, column: str) -> str:
    own = "of_any" if column == "customer_id" else name
    return view.say(f"template.{own}.{column}")


def _needed(view: View, name: str, column: str) -> str:
    required = column in TABLES[name].required
    return view.say(f"importing.templates.{'needed' if required else 'optional'}")
