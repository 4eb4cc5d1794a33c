"""How loyal customers are on one scale, by group, and how far that hangs on the weights."""

import pandas as pd
import streamlit as st

from metrics.indicator import Dimension
from metrics.loyalty.loyalty_index import (
    NEEDED,
    STANDARD,
    Foresight,
    firmness,
    foresight,
    loyalty_index,
)
from metrics.loyalty.loyalty_parts import PARTS, READS, part_scores
from metrics.people import those_within
from metrics.weighing import Weights, mean_of, means_by
from ui.block import block
from ui.charts.bars import bars
from ui.charts.held_against import held_against
from ui.crossfilter import is_closed
from ui.dimension_choice import choose_dimension, of_everyone, offered, with_siblings
from ui.foresight_in_words import firmness_told, index_record_told
from ui.labels import labelled
from ui.parts import figure, told_when_refused, too_few, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.view import View
from ui.weights import Weighing, chosen_weights, weights_in_words, weights_to_change

FEWEST = 30
MOST_SEGMENTS = 24

WEIGHING = Weighing("loyalty_index", "loyalty_index.part.{}", STANDARD)


@block
def index_of_loyalty(view: View) -> None:
    """The mean and its spread over groups; opened, how firm the order of customers is."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        scores = _scores(of_everyone(view))
        weights = chosen_weights(WEIGHING)
        index = loyalty_index(scores, weights)
        parts = [part for part in PARTS if part in scores]
        own = those_within(view.scope, index)
        if len(own) < NEEDED:
            too_few(view, len(own), NEEDED, "customers")
            return
        st.markdown(_sentence(view, own))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            dimension = _dimension(view)
            weights_to_change(view, WEIGHING, parts, weights)
        if dimension:
            _groups(view, index, own, dimension)
        st.caption(
            view.say("loyalty_index.weights", list=weights_in_words(view, WEIGHING, parts, weights))
        )
        _firm(view, scores, weights)


@remembered(4)
def _scores(view: View) -> pd.DataFrame:
    return part_scores(view.scope)


@remembered(8)
def _judged(view: View, scores: pd.DataFrame, weights: Weights) -> tuple[pd.DataFrame, Foresight]:
    return firmness(scores, weights), foresight(view.scope, weights)


def _sentence(view: View, own: pd.DataFrame) -> str:
    mean = mean_of(own["loyalty_index"])
    facts = {
        "mean": view.formats.decimal(mean["value"], 1),
        "low": view.formats.decimal(mean["low"], 1),
        "high": view.formats.decimal(mean["high"], 1),
        "customers": view.formats.count(mean["base"]),
    }
    share = own["has_told"].mean()
    told = view.say("loyalty_index.told", share=view.formats.value(share, "share"))
    said = told if share > 0 else view.say("loyalty_index.nobody_told")
    return view.say.passage([view.say("loyalty_index.mean", **facts), said])


def _dimension(view: View) -> Dimension | None:
    dimensions = offered(view)
    return choose_dimension(view, dimensions, "loyalty-index") if dimensions else None


def _groups(view: View, index: pd.DataFrame, own: pd.DataFrame, dimension: Dimension) -> None:
    rows = means_by(with_siblings(view, dimension).scope, index, "loyalty_index", dimension)
    rows = labelled(view.say, dimension, rows)
    rows["is_small"] = rows["base"] < FEWEST
    rows = rows.sort_values("base", ascending=False)
    whole = mean_of(own["loyalty_index"])["value"]
    chart = bars(
        rows.head(MOST_SEGMENTS),
        wording(view, "score"),
        view.theme,
        whole=float(whole),
        whole_label=view.say("figure.chosen" if view.choices.chips else "figure.whole"),
    )
    figure(view, chart, rows, of_figure(view, "loyalty_index"), "loyalty-index")


def _firm(view: View, scores: pd.DataFrame, weights: Weights) -> None:
    label = view.say("loyalty_index.open")
    box = st.expander(label, key="loyalty-firm", on_change="rerun")
    if not box.open:
        return
    with box:
        rows, foreseen = _judged(of_everyone(view), scores, weights)
        st.markdown(firmness_told(rows.iloc[0], view.say, view.formats))
        named = _named(view, rows)
        nearby = view.say("loyalty_index.nearby")
        chart = held_against(named, wording(view, "share"), view.theme, nearby)
        passport = of_figure(view, "loyalty_firmness")
        figure(view, chart, named, passport, "loyalty-firmness")
        st.caption(view.say("loyalty_index.legend"))
        st.markdown(index_record_told(vars(foreseen), view.say, view.formats))


def _named(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    names = [view.say(f"loyalty_index.fifth.{fifth}") for fifth in rows["fifth"]]
    kept = rows.rename(columns={"share": "value", "nearby": "foretold", "customers": "base"})
    return kept.drop(columns="fifth").assign(label=names, segment=names, is_small=False)
