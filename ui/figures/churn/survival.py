"""How long customers stay, by segment, and whether the segments differ."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.contracts.mean_stays import mean_stays
from metrics.contracts.spells import survival_by
from metrics.indicator import Dimension
from ui.block import block
from ui.charts.bars import bars
from ui.charts.survival import survival_curves
from ui.labels import labelled, segment_label
from ui.leaving_in_words import segments_differ
from ui.palette import colour_of
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.safe import plain
from ui.view import View

MOST_CURVES = 6


@block
def survival(view: View, dimension: Dimension) -> None:
    """The curve of each of the largest segments, with the log-rank test of all."""
    with told_when_refused(view):
        found = survival_by(view.scope, dimension)
        curves = _named(view, found.curves, dimension)
        chart = survival_curves(
            curves,
            wording(view, "share", x=view.say("survival.months")),
            view.theme,
            colour=partial(colour_of, _order(found.curves), theme=view.theme),
            at_risk_label=view.say("survival.at_risk"),
        )
        figure(view, chart, curves, of_figure(view, "survival"), "survival")
        if found.log_rank:
            st.caption(segments_differ(vars(found.log_rank), view.say, view.formats))
        _left_out(view, found.too_few, dimension)
        drawn = found.curves[found.curves["segment"].isin(curves["segment"])]
        _means(view, drawn, dimension, _order(found.curves))


def _means(view: View, curves: pd.DataFrame, dimension: Dimension, order: list[str]) -> None:
    """The mean stay of each segment drawn, within a horizon that all of them reach."""
    found = mean_stays(curves)
    if not found.horizon:
        return
    horizon = view.formats.value(found.horizon, "count")
    st.markdown(view.say("mean_stays.within", months=horizon))
    rows = labelled(view.say, dimension, found.rows).assign(is_small=False)
    chart = bars(
        rows,
        wording(view, "months"),
        view.theme,
        colour=partial(colour_of, order, theme=view.theme),
    )
    figure(view, chart, rows, of_figure(view, "mean_stays"), "mean-stays")


def _named(view: View, curves: pd.DataFrame, dimension: Dimension) -> pd.DataFrame:
    largest = curves.groupby("segment", dropna=False)["at_risk"].max().nlargest(MOST_CURVES).index
    return labelled(view.say, dimension, curves[curves["segment"].isin(largest)])


def _order(curves: pd.DataFrame) -> list[str]:
    return sorted(curves["segment"].dropna().unique())


def _left_out(view: View, too_few: pd.DataFrame, dimension: Dimension) -> None:
    if len(too_few):
        names = (segment_label(view.say, dimension, segment) for segment in too_few["segment"])
        joined = view.say("list.comma").join(names)
        st.caption(view.say("survival.left_out", names=plain(joined, 300)))
