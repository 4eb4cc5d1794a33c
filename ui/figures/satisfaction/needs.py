"""How far the five needs are met, and how far customers trust and promises are kept."""

import pandas as pd
import streamlit as st

from metrics.satisfaction.needs import (
    PROMISED,
    READS,
    five_needs,
    promises_kept,
    trust_index,
)
from ui.charts.bars import bars
from ui.charts.radar import radar
from ui.crossfilter import is_closed
from ui.parts import columns_in_words, figure, told_when_refused, wording
from ui.parts_in_words import measured_told
from ui.passport import of_figure
from ui.safe import visible
from ui.view import View

_TOLD = ["label", "value", "low", "high", "base", "questions", "alpha"]


def needs(view: View) -> None:
    """A radar of the five needs; what stands out is a matter of its intervals."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = five_needs(view.scope)
        rows = found.rows.assign(
            item=found.rows["part"],
            label=[view.say(f"needs.{part}") for part in found.rows["part"]],
        )
        st.markdown(measured_told("needs.value", found._asdict(), view.say, view.formats))
        st.markdown(_ends_of_the_order(view, rows))
        chart = radar(rows, wording(view, "score"), view.theme)
        figure(view, chart, rows[_TOLD], of_figure(view, "needs"), "needs")
        if found.missing:
            names = view.say("list.comma").join(view.say(f"needs.{m}") for m in found.missing)
            st.caption(view.say("needs.missing", names=names))
        st.caption(view.say("needs.matter", page=view.say("nav.satisfaction")))


def trust(view: View) -> None:
    """The trust index by its questions; beside it the share of promises kept on their day."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = trust_index(view.scope)
        rows = found.rows.assign(
            segment=found.rows["part"],
            label=[visible(part) for part in found.rows["part"]],
            is_small=found.rows["value"].isna(),
        )
        st.markdown(measured_told("trust.value", found._asdict(), view.say, view.formats))
        chart = bars(rows, wording(view, "score"), view.theme)
        figure(view, chart, rows[_TOLD], of_figure(view, "trust"), "trust")
    _promises(view)


def _promises(view: View) -> None:
    """Where no file says what was promised, the columns that would."""
    if lacking := view.scope.lacks(PROMISED):
        st.info(view.say("trust.no_promises", columns=columns_in_words(view, lacking)))
        return
    with told_when_refused(view):
        told = promises_kept(view.scope)
        facts = {
            "share": view.formats.value(told["value"], "share"),
            "interval": view.formats.interval(told["low"], told["high"], "share"),
            "promises": view.formats.count(told["base"]),
        }
        st.markdown(view.say("trust.promises", **facts))


def _ends_of_the_order(view: View, rows: pd.DataFrame) -> str:
    order = rows.dropna(subset="value").sort_values("value")
    worst, next_worst, best = order.iloc[0], order.iloc[1], order.iloc[-1]
    key = "clear" if worst["high"] < next_worst["low"] else "close"
    names = {"worst": worst["label"], "other": next_worst["label"], "best": best["label"]}
    return view.say(f"needs.{key}", **names)
