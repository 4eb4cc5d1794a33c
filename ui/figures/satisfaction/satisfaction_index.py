"""The satisfaction index from 0 to 100, its weights, and the indices around it."""

import pandas as pd
import streamlit as st

from metrics.satisfaction.satisfaction_index import (
    ALPHA_WANTED,
    READS,
    SatisfactionIndex,
    blocks,
    satisfaction_index,
)
from ui.charts.bars import bars
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.safe import plain, visible
from ui.view import View


def index_of_satisfaction(view: View) -> None:
    """The index with what it is made of; then one index for every kind of question."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = satisfaction_index(view.scope)
        st.markdown(_sentence(view, found))
        rows = found.questions.assign(
            segment=found.questions["item"],
            label=[visible(item) for item in found.questions["item"]],
            base=found.base,
            is_small=False,
        )
        chart = bars(rows, wording(view, "score"), view.theme, is_sorted=False)
        told = rows[["label", "weight", "value", "low", "high", "base"]]
        figure(view, chart, told, of_figure(view, "satisfaction_index"), "satisfaction-index")
        st.caption(_cautions(view, found))
    _blocks(view)


def _sentence(view: View, found: SatisfactionIndex) -> str:
    score = view.formats.value
    return view.say(
        "satisfaction_index.value",
        value=score(found.value, "score"),
        interval=view.formats.interval(found.low, found.high, "score"),
        customers=view.formats.count(found.base),
        equal=score(found.equal, "score"),
    )


def _weights(view: View, found: SatisfactionIndex) -> str:
    pairs = zip(found.questions["item"], found.questions["weight"], strict=True)
    return view.say("list.comma").join(
        f"{plain(item)} {view.formats.value(weight, 'share')}" for item, weight in pairs
    )


def _cautions(view: View, found: SatisfactionIndex) -> str:
    facts = {
        "alpha": view.formats.decimal(found.alpha, 2),
        "extracted": view.formats.value(found.extracted, "share"),
        "wanted": view.formats.decimal(ALPHA_WANTED, 1),
    }
    key = "one_thing" if found.is_one_thing else "several_things"
    said = [
        view.say("satisfaction_index.own", weights=_weights(view, found)),
        view.say(f"satisfaction_index.{key}", **facts),
    ]
    if found.left_out:
        count = view.formats.count(found.left_out)
        said.append(view.say("satisfaction_index.left_out", count=count))
    return "\n".join(f"- {line}" for line in said)


def _blocks(view: View) -> None:
    rows = blocks(view.scope)
    if len(rows) < 2:
        return
    st.markdown(view.say("satisfaction_index.blocks"))
    drawn = rows.assign(
        segment=rows["kind"],
        label=[view.say(f"block.{kind}") for kind in rows["kind"]],
        is_small=False,
    )
    chart = bars(drawn, wording(view, "score"), view.theme, is_sorted=False)
    told = drawn[["label", "value", "low", "high", "base", "questions", "alpha"]]
    figure(view, chart, pd.DataFrame(told), of_figure(view, "block_indices"), "block-indices")
