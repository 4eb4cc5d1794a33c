"""What the data cannot tell yet: a page's closed questions, said once, below those it answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.view import View


@dataclass
class _Page:
    question: str = ""
    heading: DeltaGenerator | None = None
    closed: dict[str, str] = field(default_factory=dict)


_PAGE: ContextVar[_Page | None] = ContextVar("page", default=None)


@contextmanager
def unanswered(view: View) -> Iterator[None]:
    """Draw a page within it; what its questions lack then stands at its end."""
    page = _Page()
    _PAGE.set(page)
    yield
    _PAGE.set(None)
    if page.closed:
        _list(view, page.closed)


def ask(question: str, heading: DeltaGenerator) -> None:
    """Begin a question; `heading` is what stands above its answer."""
    if page := _PAGE.get():
        page.question, page.heading = question, heading


def put_off(columns: str, otherwise: str = "") -> bool:
    """Take back the question that lacks these columns; False where none is being asked.

    `otherwise` is the question of what stands above a page's first section.
    """
    page = _PAGE.get()
    question = page and (page.question if page.heading else otherwise)
    if page is None or not question:
        return False
    if page.heading:
        page.heading.empty()
        page.heading = None
    page.closed[question] = columns
    return True


def _list(view: View, closed: dict[str, str]) -> None:
    st.header(view.say("unanswered.title"), anchor=False)
    st.caption(view.say("unanswered.hint", page=view.say("nav.import_data")))
    lines = (
        view.say("unanswered.line", question=question, columns=columns)
        for question, columns in closed.items()
    )
    st.markdown("\n".join(lines))
