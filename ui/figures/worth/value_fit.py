"""Whom to win and whom we serve well: value scores by segment, against how well we do for them."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from metrics.indicator import Indicator
from metrics.people import those_within
from metrics.weighing import Weights
from metrics.worth.value_fit import CELLS, fits, value_fit
from metrics.worth.value_score import (
    NEEDED,
    READ_BY,
    SPENT,
    STANDARD,
    firmness,
    value_parts,
    value_score,
)
from ui.block import block
from ui.cells import formatted, labels
from ui.charts.quadrant import Quadrants, quadrant
from ui.choice import one_of
from ui.dimension_choice import choose_dimension, of_everyone, offered, with_siblings
from ui.labels import labelled
from ui.masking import masked, names_shown
from ui.parts import columns_in_words, figure, locked, told_when_refused, too_few, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.safe import plain
from ui.view import View
from ui.weights import Weighing, chosen_weights, weights_in_words, weights_to_change

MOST_SEGMENTS = 12
MOST_LISTED = 20
WEIGHING = Weighing("value_score", "value_score.part.{}", STANDARD)


@block
def value_against_fit(view: View) -> None:
    """The four fields by segment; opened, the customers who are worth most, part by part."""
    if set(view.scope.lacks(SPENT)) == set(SPENT):
        locked(view, SPENT[:1])
        return
    with told_when_refused(view):
        parts = _parts(of_everyone(view))
        weights = chosen_weights(WEIGHING)
        index = value_score(parts, weights)
        own = those_within(view.scope, index)
        if len(own) < NEEDED:
            too_few(view, len(own), NEEDED, "customers")
            return
        st.markdown(_firm(view, parts, weights))
        _fields(view, index, weights)
        _made_of(view, parts, weights)
        _worth_most(view, own)


@remembered(4)
def _parts(view: View) -> pd.DataFrame:
    return value_parts(view.scope)


def _firm(view: View, parts: pd.DataFrame, weights: Weights) -> str:
    best = firmness(parts, weights).iloc[0]
    stay = {name: view.formats.value(best[name], "share") for name in ("share", "low", "high")}
    return view.say("value_score.firm", customers=view.formats.count(len(parts)), **stay)


def _fields(view: View, index: pd.DataFrame, weights: Weights) -> None:
    """Segments by value and fit, where the data tell how well anybody is served."""
    measures, dimensions = fits(view.scope), offered(view)
    parts = [part for part in STANDARD if part in index]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        dimension = choose_dimension(view, dimensions, "value-fit") if dimensions else None
        weights_to_change(view, WEIGHING, parts, weights)
    if not measures:
        reads = ("survey_responses.score", "tickets.due_at", "campaign_sends.is_converted")
        st.info(view.say("value_score.no_fit", columns=columns_in_words(view, reads)))
        return
    if dimension is None:
        return
    named = {measure.name: measure for measure in measures}
    fit = named[one_of(view, "value_score.fit", [*named], "indicator.{}.name", "value-fit-by")]
    rows = value_fit(with_siblings(view, dimension).scope, index, fit, dimension)
    if rows.empty:
        st.caption(view.say("value_score.no_segment"))
        return
    rows = labelled(view.say, dimension, rows)
    st.markdown(_verdict(view, rows))
    _quadrants(view, rows, fit)


def _verdict(view: View, rows: pd.DataFrame) -> str:
    """Who stands clearly in which field."""
    told = rows.groupby("cell", sort=False)["label"].agg(list)
    clear = [
        view.say(
            f"value_score.clear.{cell}",
            names=view.say("list.comma").join(plain(name) for name in told[cell]),
        )
        for cell in CELLS.values()
        if cell in told
    ]
    return "\n".join(f"- {line}" for line in clear) or view.say("value_score.none_clear")


def _quadrants(view: View, rows: pd.DataFrame, fit: Indicator) -> None:
    drawn = rows.head(MOST_SEGMENTS).assign(
        item=rows["segment"],
        x=rows["fit"],
        x_low=rows["fit_low"],
        x_high=rows["fit_high"],
        y=rows["value"],
        y_low=rows["low"],
        y_high=rows["high"],
        is_small=rows["cell"] == "undetermined",
    )
    corners = {
        place: view.say(f"value_score.cell.{cell}")
        for place, cell in (
            ("top_right", "match"),
            ("top_left", "learn"),
            ("bottom_right", "ease"),
            ("bottom_left", "leave"),
        )
    }
    cuts = rows.iloc[0]
    fields = Quadrants(float(cuts["fit_cut"]), float(cuts["value_cut"]), **corners)
    served, worth = view.say(f"indicator.{fit.name}.name"), view.say("heading.value_score")
    words = wording(view, "score", served, worth)
    words = replace(words, too_few=view.say("segment.priority.undetermined"))
    across = wording(view, fit.unit)
    chart = quadrant(drawn, words, view.theme, fields=fields, across=across)
    cells = [view.say(f"value_score.cell.{cell}") for cell in rows["cell"]]
    told = rows.drop(columns="segment").assign(cell=cells)
    figure(view, chart, told, of_figure(view, "value_fit"), "value-fit")
    st.caption(view.say("value_score.legend"))


def _made_of(view: View, parts: pd.DataFrame, weights: Weights) -> None:
    """The weights, and the columns that would tell more."""
    known = [part for part in STANDARD if part in parts]
    told = weights_in_words(view, WEIGHING, known, weights)
    st.caption(view.say("value_score.weights", list=told))
    missing = view.scope.lacks(tuple(READ_BY[part] for part in STANDARD if part not in parts))
    if missing:
        st.caption(view.say("value_score.unlocks", columns=columns_in_words(view, missing)))


def _worth_most(view: View, own: pd.DataFrame) -> None:
    box = st.expander(view.say("value_score.open"), key="value-score-most", on_change="rerun")
    if not box.open:
        return
    with box:
        rows = own.nlargest(MOST_LISTED, "value_score")
        parts = [part for part in STANDARD if part in rows]
        shown = rows[["customer_id", "value_score", *parts]]
        shown = shown if names_shown(view) else masked(shown)
        heads = {part: view.say(f"value_score.part.{part}") for part in parts}
        st.dataframe(
            formatted(view, shown, dict.fromkeys(["value_score", *parts], "whole")),
            column_config=labels(view, shown, **heads),
            hide_index=True,
            key="value-score-rows",
        )
        st.caption(view.say("value_score.places"))
