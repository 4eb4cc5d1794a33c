"""What to offer next: to whom which, how sure it is, and whether it beats the same for all."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.indicator import Dimension
from metrics.segments.next_offers import NAMES, WINDOW_DAYS, Item, offers, offers_by
from metrics.segments.offer_record import offer_record
from ui.block import block
from ui.cells import formatted, labels
from ui.charts.bars import bars
from ui.crossfilter import choose_only, people_link, siblings
from ui.dimension_choice import choose_dimension, offered, with_siblings
from ui.labels import labelled
from ui.links import Chip
from ui.offers_in_words import record_told, verdict_told
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.safe import visible
from ui.view import View

_MOST = 10
_BY_UNITS = {"rate": "share", "usual": "share", "base": "whole"}


@block
def next_offers(view: View, item: Item) -> None:
    """The best offers, each with the share that went on to buy; a click shows to whom."""
    with told_when_refused(view):
        kind = NAMES[item]
        rows = _found(view, item)
        st.markdown(_said(view, rows))
        drawn = _drawn(rows[rows["customer_count"] > 0].head(_MOST))
        chart = bars(drawn, wording(view, "share"), view.theme)
        passport = of_figure(view, "next_offers")
        figure(view, chart, drawn, passport, kind, partial(_pick, view, kind))
        people_link(view, kind)
        _record(view, item)


@block
def offers_by_segment(view: View, item: Item) -> None:
    """For each segment of a dimension what those in it who lacked it went on to buy most surely."""
    dimensions = [d for d in offered(view) if d.name not in NAMES.values()]
    if not dimensions:
        return
    with st.container(width=360):
        dimension = choose_dimension(view, dimensions, "offers")
    rows = labelled(view.say, dimension, _by(view, item, dimension))
    if rows.empty:
        st.caption(view.say("next_offers.no_segment"))
        return
    interval = [
        view.formats.interval(low, high, "share")
        for low, high in zip(rows["low"], rows["high"], strict=True)
    ]
    shown = rows[["label", "item", "rate"]].assign(
        interval=interval, usual=rows["usual"], base=rows["base"]
    )
    st.dataframe(
        formatted(view, shown, _BY_UNITS),
        column_config=labels(view, shown, item=view.say("heading.offer")),
        hide_index=True,
        key=f"offers-{item}-{dimension.name}",
    )
    st.caption(view.say("next_offers.of_many"))


@remembered(8)
def _found(view: View, item: Item) -> pd.DataFrame:
    return offers(siblings(view, NAMES[item]), item)


@remembered(8)
def _by(view: View, item: Item, dimension: Dimension) -> pd.DataFrame:
    return offers_by(with_siblings(view, dimension).scope, item, dimension)


@remembered(8)
def _of_the_past(view: View, item: Item) -> pd.Series:
    return offer_record(siblings(view, NAMES[item]), item)


def _said(view: View, rows: pd.DataFrame) -> str:
    return view.say(
        "next_offers.said",
        customers=view.formats.count(rows["customer_count"].sum()),
        days=view.formats.count(WINDOW_DAYS),
    )


def _drawn(rows: pd.DataFrame) -> pd.DataFrame:
    pairs = zip(rows["because"], rows["item"], strict=True)
    return rows.assign(
        label=[visible(f"{because} → {item}", 80) for because, item in pairs],
        segment=rows["item"],
        value=rows["rate"],
        is_small=False,
    )


def _record(view: View, item: Item) -> None:
    """Whether offers of a quarter ago were bought more often than the same one for everybody."""
    with told_when_refused(view):
        found = _of_the_past(view, item)
        st.markdown(record_told(found.to_dict(), view.say, view.formats))
        st.markdown(verdict_told(found.to_dict(), view.say))
        st.caption(view.say("next_offers.caution"))


def _pick(view: View, kind: str, point: dict[str, object]) -> None:
    segment = point["customdata"][0]  # type: ignore[index]
    choose_only(view, kind, (Chip(kind, segment),))
