"""Whether RFM foretells who orders, cell by cell: an earlier day's scores and the time since."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from metrics.loyalty.rfm import Rules
from metrics.loyalty.rfm_dimensions import School, rfm_dimension
from metrics.loyalty.rfm_response import DAYS_AHEAD, Response, rfm_response
from ui.charts.bars import bars
from ui.charts.heatmap import Scale, heatmap
from ui.dimension_choice import everyone
from ui.foresight_in_words import response_told
from ui.labels import labelled
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.view import View

_SCORES = range(1, 6)
_KINDS = ("rfm_segment", "rfm_eight")


def response(view: View, school: School, rules: Rules) -> None:
    """Opened: who of each cell, or type, ordered in the quarter after the day they were scored."""
    box = st.expander(view.say("rfm_response.open"), key="rfm-response", on_change="rerun")
    if not box.open:
        return
    with box, told_when_refused(view):
        found = _held(_without_schools(view), rules)
        st.markdown(_sentence(view, found))
        _draw(view, school, rules, found)


def _without_schools(view: View) -> View:
    """A click on a segment of today must not choose whom the test is made on."""
    chips = tuple(c for c in view.choices.chips if c.dimension.partition(":")[0] not in _KINDS)
    return replace(view, choices=replace(view.choices, chips=chips))


@remembered(8)
def _held(view: View, rules: Rules) -> Response:
    return rfm_response(view.scope, everyone(view), rules)


def _sentence(view: View, found: Response) -> str:
    share = view.formats.value
    said = view.say(
        "rfm_response.base",
        day=view.formats.day(found.day),
        days=DAYS_AHEAD,
        customers=view.formats.count(found.customers),
        share=share(found.share, "share"),
    )
    return view.say.passage([said, response_told(found.ranking, view.say, view.formats)])


def _draw(view: View, school: School, rules: Rules, found: Response) -> None:
    passport = of_figure(view, "rfm_response")
    if school == "rfm_segment":
        words = wording(view, "share", x=view.say("rfm.recency"))
        cells = _cells(view, found.cells)
        chart = heatmap(cells, words, view.theme, scale=Scale(0, 1))
        figure(view, chart, found.cells, passport, "rfm-response")
        st.caption(view.say("rfm_response.legend"))
        return
    rows = labelled(view.say, rfm_dimension(school, rules), found.types)
    rows = rows.rename(columns={"share": "value", "customers": "base"})
    chart = bars(rows, wording(view, "share"), view.theme, is_sorted=False)
    figure(view, chart, rows, passport, "rfm-response-types")


def _cells(view: View, cells: pd.DataFrame) -> pd.DataFrame:
    """Every pair of scores, those who order most often on top; where nobody stood, no value."""
    pairs = pd.MultiIndex.from_product(
        [[*_SCORES][::-1], _SCORES], names=["frequency_score", "recency_score"]
    )
    placed = cells.set_index(pairs.names).reindex(pairs).reset_index()
    names = {"frequency_score": "row", "recency_score": "column", "share": "value"}
    placed = placed.rename(columns={**names, "customers": "base"})
    return placed.assign(
        row_label=[view.formats.count(score) for score in placed["row"]],
        column_label=[view.formats.count(score) for score in placed["column"]],
        is_unfinished=False,
    )
