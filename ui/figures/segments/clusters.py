"""Groups that customers fall into by themselves: found, or told that there are none."""

import pandas as pd
import streamlit as st

from metrics.segments.cluster_groups import (
    MOST_FIELDS,
    Found,
    find_groups,
    offered_fields,
    usual_fields,
)
from metrics.segments.clusters import STABLE
from ui.block import block
from ui.cells import column_label, formatted
from ui.labels import number_name, segment_label
from ui.parts import told_when_refused
from ui.passport import of_figure, passport_button
from ui.reader_rules import keep_made
from ui.remembered import remembered
from ui.traits_in_words import number_unit
from ui.view import View


@block
def groups_found(view: View) -> None:
    """Choose the numbers to go by; the groups with what is usual in each, and how sure they are."""
    names = _offered(view)
    if not names:
        st.info(view.say("clusters.no_numbers"), icon=":material/lock:")
        return
    chosen = st.multiselect(
        view.say("clusters.fields"),
        names,
        default=usual_fields(names),
        max_selections=MOST_FIELDS,
        format_func=lambda name: number_name(view.say, name),
        key="clusters-fields",
        select_all=False,
    )
    if not chosen:
        st.caption(view.say("clusters.choose"))
        return
    with told_when_refused(view):
        with st.spinner(view.say("clusters.searching")):
            found = _found(view, tuple(chosen))
        _told(view, found)
        passport_button(view, of_figure(view, "clusters"), "clusters", is_named=True)


@remembered(4)
def _offered(view: View) -> list[str]:
    return offered_fields(view.scope)


@remembered(4, is_shared=True)
def _found(view: View, fields: tuple[str, ...]) -> Found:
    return find_groups(view.scope, list(fields))


def _told(view: View, found: Found) -> None:
    share, count = view.formats.value, view.formats.count
    groups = found.groups
    facts = {
        "groups": count(len(groups.centres)),
        "customers": count(groups.base),
        "stable": share(float(groups.stability.min()), "share"),
        "needed": view.formats.percent(STABLE),
        "silhouette": view.formats.decimal(float(groups.tried["silhouette"].max()), 2),
    }
    st.markdown(view.say("clusters.said", **facts))
    rows = _rows(view, found)
    medians = found.profiles.drop(columns="customer_count")
    numbers = (_unit(str(name), medians[name]) for name in medians)
    units = dict(zip(rows.columns[1:], ("whole", "share", *numbers), strict=True))
    st.dataframe(formatted(view, rows, units), hide_index=True, key="clusters-rows")
    st.button(
        view.say("clusters.use"),
        icon=":material/category:",
        on_click=keep_made,
        args=(found.dimension.name,),
        key="clusters-use",
    )
    st.caption(view.say("clusters.caution"))


def _unit(name: str, medians: pd.Series) -> str:
    """Days and years are counted: their medians need no decimals where they have none."""
    unit = number_unit(name)
    return "whole" if unit == "score" and (medians % 1 == 0).all() else unit


def _rows(view: View, found: Found) -> pd.DataFrame:
    """One row per group: how many, how stable, and the median of each number."""
    profiles = found.profiles
    shown: dict[str, object] = {
        view.say("heading.segment"): [
            segment_label(view.say, found.dimension, str(name)) for name in profiles.index
        ],
        column_label(view, "customer_count"): profiles["customer_count"].to_numpy(),
        view.say("clusters.stability"): found.groups.stability[: len(profiles)],
    }
    for name in profiles.columns.drop("customer_count"):
        shown[number_name(view.say, str(name))] = profiles[name].to_numpy()
    return pd.DataFrame(shown)
