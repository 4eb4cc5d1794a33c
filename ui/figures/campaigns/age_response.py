"""Who answers on which channel: whether the young and the old differ as the saying goes."""

import pandas as pd
import streamlit as st

from metrics.campaigns.age_response import BANDS, READS, Answer, age_response
from ui.block import block
from ui.campaigns_in_words import age_told
from ui.charts.heatmap import Scale, heatmap
from ui.choice import one_of
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.safe import visible
from ui.view import View

_ANSWERS: tuple[Answer, ...] = ("is_clicked", "is_converted")
_TOLD = ["channel", "age_band", "value", "low", "high", "base", "is_small"]


@block
def answers_by_age(view: View) -> None:
    """A grid of channel by age; under it, whether the share rises or falls with age."""
    if is_closed(view, READS):
        return
    if len(view.scope.lacks(("customers.age", "customers.birth_on"))) == 2:
        is_closed(view, ("customers.birth_on",))
        return
    answers = [name for name in _ANSWERS if not view.scope.lacks((f"campaign_sends.{name}",))]
    if not answers:
        is_closed(view, ("campaign_sends.is_clicked",))
        return
    with told_when_refused(view):
        found = age_response(view.scope, _answer(view, answers))
        told = found.slopes.to_dict("records")
        lines = [age_told(row, view.say, view.formats) for row in told]
        st.markdown("\n".join(f"- {line}" for line in lines))
        rows = _named(view, found.cells)
        scale = Scale(0.0, float(rows["value"].max()))
        chart = heatmap(rows, wording(view, "share"), view.theme, scale=scale)
        listed = rows.assign(channel=rows["row_label"], age_band=rows["column_label"])
        figure(view, chart, listed[_TOLD], of_figure(view, "age_response"), "age-response")


def _answer(view: View, told: list[Answer]) -> Answer:
    return one_of(view, "reach.measure", told, "age_response.{}", "age-response-answer")


def _named(view: View, cells: pd.DataFrame) -> pd.DataFrame:
    """Every band has its column, in the order of age, though nobody of it may stand in a row."""
    named = cells.assign(
        row=cells["channel"],
        row_label=[visible(name, 40) for name in cells["channel"]],
        column=cells["band"],
        column_label=[view.say(f"segment.age_band.{band}") for band in cells["band"]],
        is_unfinished=False,
    )
    order = pd.Categorical(named["band"], categories=BANDS, ordered=True)
    # The first row to name a column places it: the oldest band last, whichever channel lacks it.
    return named.assign(order=order).sort_values(["order", "row"], ignore_index=True)
