"""The list of those whom the chips let through, page by page, and the way to one of them."""

from functools import partial
from zlib import crc32

import pandas as pd
import streamlit as st

from data.exports import file_name
from metrics.indicator import Dimension
from metrics.people import EVERYONE, people, people_count
from metrics.person import code_of
from ui.cells import formatted, labels
from ui.crossfilter import filtered_out
from ui.dimension_choice import everyone
from ui.formats import NOTHING
from ui.masking import names_shown
from ui.parts import section
from ui.people_rows import csv_of, heading_of, presented, told
from ui.view import View, choose

PAGE = 50
MOST_TAKEN_AWAY = 1_000_000
"""More rows than this no spreadsheet opens."""

_UNITS = {
    "joined_on": "day",
    "tenure_months": "whole",
    "monthly_amount": "money",
    "last_ordered_on": "day",
    "order_count": "count",
    "net_spend": "money",
    "last_csat": "count",
    "last_nps": "count",
}

_FIRST = ("net_spend", "order_count", "monthly_amount", "tenure_months", "joined_on", "customer_id")


def people_list(view: View, dimension: Dimension | None) -> None:
    """How many there are and who they are; a row opens one customer."""
    section(view, "segments.people")
    total = people_count(view.scope)
    if not total:
        _nobody(view)
        return
    st.markdown(view.say("segments.count", count=view.formats.count(total)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order_by = _order(view, told(view))
        is_descending = _direction(view)
        is_shown = names_shown(view)
    listed = partial(
        people,
        view.scope,
        dimension or EVERYONE,
        order_by=order_by,
        is_descending=is_descending,
    )
    key = f"{crc32(repr(view.choices).encode())}-{order_by}-{is_descending}"
    place = st.container()
    page = _page(view, total, key)
    rows = listed(limit=PAGE, offset=(page - 1) * PAGE)
    with place:
        shown = presented(view, rows, dimension, is_shown, order_by)
        _table(view, rows, shown, dimension, f"people-{key}-{page}")
    all_of_them = partial(listed, limit=MOST_TAKEN_AWAY)
    _take_away(view, partial(_csv, view, all_of_them, dimension, is_shown, order_by), is_shown)


def _order(view: View, columns: list[str]) -> str:
    first = next(name for name in _FIRST if name in columns)
    chosen = st.selectbox(
        view.say("segments.order"),
        columns,
        index=columns.index(first),
        format_func=partial(heading_of, view),
        key="people-order",
        persist_state="page",
        width=240,
    )
    return chosen or first


def _direction(view: View) -> bool:
    chosen = st.segmented_control(
        view.say("segments.direction"),
        (True, False),
        default=True,
        required=True,
        format_func=lambda down: view.say("segments.descending" if down else "segments.ascending"),
        key="people-direction",
        persist_state="page",
    )
    return bool(chosen)


def _page(view: View, total: int, key: str) -> int:
    """The number of the page; where there is but one, nothing to choose."""
    count = -(-total // PAGE)
    if count == 1:
        return 1
    with st.container(horizontal=True, vertical_alignment="center"):
        page = st.pagination(count, key=f"page-{key}", persist_state="page")
        first, last = (page - 1) * PAGE + 1, min(page * PAGE, total)
        write = view.formats.count
        st.caption(
            view.say("segments.page", first=write(first), last=write(last), total=write(total))
        )
    return page


def _table(
    view: View, rows: pd.DataFrame, shown: pd.DataFrame, dimension: Dimension | None, key: str
) -> None:
    named = {str(name): heading_of(view, str(name), dimension) for name in shown}
    st.dataframe(
        formatted(view, shown, _UNITS),
        column_config=labels(view, shown, **named),
        hide_index=True,
        placeholder=NOTHING,
        height=528,
        key=key,
        on_select=partial(_open, rows["customer_id"].tolist(), key),
        selection_mode="single-row",
    )


def _open(customers: list[str], key: str) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        choose(person=code_of(customers[rows[0]]))


def _take_away(view: View, written: partial[bytes], is_shown: bool) -> None:
    segments = [chip.value or "" for chip in view.choices.chips]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            view.say("segments.download"),
            written,
            file_name(view.say("segments.file"), *segments, view.as_of.isoformat(), suffix="csv"),
            "text/csv",
            key="people-csv",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        if not is_shown:
            st.caption(view.say("segments.names_hidden"))


def _csv(
    view: View,
    listed: partial[pd.DataFrame],
    dimension: Dimension | None,
    is_shown: bool,
    order_by: str,
) -> bytes:
    return csv_of(view, listed(), dimension, is_shown, order_by)


def _nobody(view: View) -> None:
    if people_count(everyone(view)):
        filtered_out(view)
        return
    st.info(view.say("empty.no_data"), icon=":material/group_off:")
    st.caption(view.say("empty.no_data_hint", page=view.say("nav.import_data")))
