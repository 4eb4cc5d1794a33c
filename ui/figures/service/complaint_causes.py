"""What goes wrong most, how much of it the first few causes make up, and which come back."""

import pandas as pd
import streamlit as st

from metrics.families.complaints import FEWEST, causes
from ui.block import block
from ui.charts.bars import bars
from ui.choice import one_of
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.safe import plain, visible
from ui.view import View

MOST_CAUSES = 15
_MOST_OF_ALL = 0.8


@block
def complaint_causes(view: View) -> None:
    """A bar per cause: its share of the complaints, or how many of them come back."""
    if is_closed(view, ("tickets.topic",)):
        return
    with told_when_refused(view):
        rows = causes(view.scope)
        rows = rows.assign(label=[_label(view, topic) for topic in rows["topic"]])
        chart_rows = _chosen(view, rows)
        is_back = "judged_count" in chart_rows
        passport = of_figure(view, "complaint_recurrence" if is_back else "complaint_causes")
        chart = bars(chart_rows.head(MOST_CAUSES), wording(view, "share"), view.theme)
        figure(view, chart, chart_rows, passport, "complaint-causes")
        st.markdown(_sentence(view, rows))
        if view.scope.lacks(("tickets.is_complaint",)):
            st.caption(view.say("complaint_causes.all_requests"))


def _label(view: View, topic: str | None) -> str:
    return view.say("segment.no_value") if pd.isna(topic) else visible(str(topic), 60)


def _chosen(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as a bar chart wants them, by what the reader asks for."""
    asked = one_of(
        view,
        "complaint_causes.what",
        ["share", "recurring"],
        "complaint_causes.{}",
        "complaint-causes-what",
    )
    if asked != "recurring":
        own = rows[["topic", "label", "share", "low", "high", "cumulative", "complaint_count"]]
        base = rows["complaint_count"].sum()
        return own.rename(columns={"topic": "segment"}).assign(
            value=rows["share"], base=base, is_small=False
        )
    own = rows[["topic", "label", "judged_count"]].rename(columns={"topic": "segment"})
    return own.assign(
        value=rows["recurring_share"],
        low=rows["recurring_low"],
        high=rows["recurring_high"],
        base=rows["judged_count"],
        is_small=rows["judged_count"] < FEWEST,
    ).dropna(subset="value")


def _sentence(view: View, rows: pd.DataFrame) -> str:
    """The few that make up four in five."""
    few = int((rows["cumulative"] < _MOST_OF_ALL - 1e-12).sum()) + 1
    names = view.say("list.comma").join(rows["label"].head(min(few, 5)))
    return view.say(
        "complaint_causes.few",
        few=few,
        all=len(rows),
        share=view.formats.value(float(rows["cumulative"].iloc[few - 1]), "share"),
        names=plain(names, 300),
    )
