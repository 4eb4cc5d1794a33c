"""The parts that every page is made of: headings, figures, empty states, ways to the people."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from zlib import crc32

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.exports import csv_bytes, file_name
from metrics.refusals import NotComputableError, TooFewError
from ui.charts.canvas import Wording
from ui.figure_rows import heading, told
from ui.labels import columns_named
from ui.opened import LONGEST_NAME
from ui.passport import Passport, draw
from ui.refused_facts import why_not
from ui.safe import plain, visible
from ui.unanswered import ask, put_off
from ui.view import View

_QUIET = {"displayModeBar": False, "scrollZoom": False}


def title(view: View, page: str) -> None:
    """The page's question and what it is asked of."""
    st.title(view.say(f"{page}.title"), anchor=False)
    st.caption(view.say(f"{page}.question"))
    if page != "import_data":
        _whose(view)


def _whose(view: View) -> None:
    """Whose customers these are: nobody should take the demo company for their own."""
    name = plain(view.opened.name, LONGEST_NAME)
    if not view.opened.is_demo:
        customers = view.formats.count(view.opened.customer_count)
        st.caption(view.say("title.own", name=name, customers=customers))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(view.say("title.demo", name=name), width="content")
        st.page_link("pages/import_data.py", label=view.say("title.use_own"))


def section(view: View, key: str) -> None:
    """A part of the page: its question, and a line on how to read it."""
    question = view.say(f"{key}.title")
    heading = st.empty()
    with heading.container():
        st.header(question, anchor=False)
        if view.say.has(f"{key}.hint"):
            st.caption(view.say(f"{key}.hint"))
    ask(question, heading)


def wording(view: View, unit: str, x: str = "", y: str = "") -> Wording:
    """How a chart of this unit writes its numbers and names n and the interval."""
    return Wording(
        base=view.say("figure.n"),
        interval="95%",
        too_few=view.say("figure.too_few"),
        unfinished=view.say("figure.unfinished_mark"),
        number=partial(_number, view, unit),
        x=x,
        y=y,
    )


def figure(
    view: View,
    chart: go.Figure,
    rows: pd.DataFrame,
    passport: Passport,
    key: str,
    on_click: Callable[[dict[str, object]], None] | None = None,
) -> None:
    """A chart with its table, its passport and its download; a click hands on the mark's data."""
    widget = f"{key}-{crc32(repr(view.choices).encode())}"
    st.plotly_chart(
        chart,
        theme=None,
        key=widget,
        config=_QUIET,
        alt=f"{passport.name}: {passport.meaning}",
        on_select=partial(_clicked, widget, on_click) if on_click else "ignore",
        selection_mode="points",
    )
    _tools(view, rows, passport, key)


def table(view: View, rows: pd.DataFrame, key: str, **options: object) -> None:
    """Rows under headings in the reader's language, for reading."""
    texts = rows.select_dtypes(["object", "str"]).map(_visible)
    named = rows.assign(**texts).rename(
        columns={name: heading(view, name) for name in rows.columns}
    )
    st.dataframe(named, hide_index=True, key=key, **options)  # type: ignore[call-overload]


def _visible(value: object) -> object:
    return visible(value) if isinstance(value, str) else value


def _tools(view: View, rows: pd.DataFrame, passport: Passport, key: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        with st.popover(
            view.say("passport.button"), icon=":material/info:", type="tertiary", key=f"i-{key}"
        ):
            draw(view, passport)
        shown = st.popover(
            view.say("figure.table"),
            icon=":material/table:",
            type="tertiary",
            key=f"t-{key}",
            on_change="rerun",
        )
        if shown.open:
            with shown:
                st.dataframe(told(view, rows), hide_index=True, key=f"rows-{key}")
        _download(view, rows, passport.name, key)


def _download(view: View, rows: pd.DataFrame, name: str, key: str) -> None:
    segments = [chip.value or "" for chip in view.choices.chips]
    st.download_button(
        view.say("figure.download"),
        partial(_csv, view, rows),
        file_name(name, *segments, view.as_of.isoformat(), suffix="csv"),
        "text/csv",
        key=f"d-{key}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _csv(view: View, rows: pd.DataFrame) -> bytes:
    return csv_bytes(told(view, rows))


@contextmanager
def told_when_refused(view: View) -> Iterator[None]:
    """Draw within it; what the data cannot carry is said in the reader's language instead."""
    try:
        yield
    except TooFewError as refusal:
        too_few(view, refusal.have, refusal.need, refusal.of)
    except NotComputableError as refusal:
        why = why_not(refusal.kind, refusal.facts, view.say, view.formats)
        st.info(why, icon=":material/block:")


def too_few(view: View, have: int, need: int, of: str) -> None:
    """The empty state for a segment too small to say anything about."""
    count = view.formats.count
    facts = {"have": count(have), "need": count(need), "what": view.say(f"counted.{of}")}
    st.info(view.say("empty.too_few", **facts), icon=":material/group_off:")


def locked(view: View, columns: tuple[str, ...], otherwise: str = "") -> None:
    """The empty state for columns that the data do not have; a section's goes to the page's end."""
    named = columns_in_words(view, columns)
    if put_off(named, otherwise):
        return
    st.info(view.say("empty.not_matched", columns=named), icon=":material/lock:")
    page = view.say("nav.import_data")
    st.caption(view.say("empty.not_matched_hint", page=page))


def columns_in_words(view: View, columns: tuple[str, ...]) -> str:
    """Columns of ours, as table.column, the way a reader would call them."""
    return columns_named(view.say, columns)


def _number(view: View, unit: str, value: float) -> str:
    return view.formats.value(value, unit)


def _clicked(widget: str, on_click: Callable[[dict[str, object]], None]) -> None:
    points = st.session_state[widget]["selection"]["points"]
    if points:
        on_click(points[0])
