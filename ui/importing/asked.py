"""What no longer fits last time's matching: asked with the likely answer, in one step."""

from functools import partial

import streamlit as st

from data import corrections
from data.between.next_file import Answer, Question
from data.reading_rows import TextRows
from ui.importing.draft import Draft
from ui.importing.entries import Entry
from ui.importing.wording import column_told, meaning, samples, written
from ui.safe import plain
from ui.view import View

_MOST_NEW = 8
"""Of more new columns than these, the rest are taken as proposed."""


def asked(view: View, draft: Draft, entry: Entry) -> None:
    """Each question with its likely answer chosen, and one button that takes the answers."""
    rows, matching = entry.proposal.rows, entry.proposal.matching
    if not entry.asks or rows is None or matching is None or matching.table is None:
        return
    known = sum(column.because != "unknown" for column in matching.columns)
    with st.container(border=True, key=f"asked-{entry.number}"):
        st.markdown(view.say("importing.asked.summary", known=view.formats.count(known)))
        answers = _answers(view, entry, rows, matching.table)
        st.button(
            view.say("importing.asked.use"),
            type="primary",
            icon=":material/check:",
            on_click=draft.answer,
            args=(entry.number, answers),
            key=f"answer-{entry.number}",
        )


def _answers(view: View, entry: Entry, rows: TextRows, table: str) -> list[tuple[Question, Answer]]:
    """The questions in their order, each with what is chosen now."""
    named = partial(_column, view, rows, entry)
    given: list[tuple[Question, Answer]] = []
    for question in [q for q in entry.asks if q.kind != "new"]:
        options = partial(written, view) if question.kind == "written" else named
        given.append((question, _choice(view, entry, question, rows, question.options, options)))
    moved = {answer for question, answer in given if question.kind == "missing"}
    new = [q for q in entry.asks if q.kind == "new" and q.column.position not in moved]
    meanings = (None, *corrections.choosable(table))
    for question in new[:_MOST_NEW]:
        told = partial(_meaning, view)
        given.append((question, _choice(view, entry, question, rows, meanings, told)))
    if len(new) > _MOST_NEW:
        more = view.formats.count(len(new) - _MOST_NEW)
        st.caption(view.say("importing.asked.more", count=more))
    return given + [(question, question.likely) for question in new[_MOST_NEW:]]


def _choice(
    view: View,
    entry: Entry,
    question: Question,
    rows: TextRows,
    options: tuple[Answer, ...],
    told: "partial[str]",
) -> Answer:
    place = entry.asks.index(question)
    chosen: Answer = st.selectbox(
        _question(view, question, rows),
        options,
        options.index(question.likely) if question.likely in options else 0,
        format_func=told,
        width=560,
        key=f"ask-{entry.number}-{entry.version}-{place}",
    )
    return chosen


def _question(view: View, question: Question, rows: TextRows) -> str:
    column = question.column
    name = plain(column.header or f"#{column.position + 1}", 60)
    if question.kind == "missing":
        meant = meaning(view, column.meaning or "none")
        return view.say("importing.asked.missing", column=name, meaning=meant)
    values = plain(samples(rows, column.position))
    return view.say(f"importing.asked.{question.kind}", column=name, samples=values)


def _column(view: View, rows: TextRows, entry: Entry, position: Answer) -> str:
    """A column of the file that may be the missing one, by its name and some values."""
    matching = entry.proposal.matching
    if not isinstance(position, int) or matching is None:
        return view.say("importing.asked.gone")
    return column_told(matching, rows, position)


def _meaning(view: View, code: Answer) -> str:
    return meaning(view, str(code or "none"))
