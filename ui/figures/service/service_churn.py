"""Whether those who asked for help left more often afterwards; an association, no cause."""

import pandas as pd
import streamlit as st

from metrics.service.service_churn import READS, ServiceChurn, service_churn
from ui.block import block
from ui.charts.bars import bars
from ui.choice import one_of
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.service_in_words import ratio_told
from ui.view import View

FEWEST = 30


@block
def leaving_after_service(view: View) -> None:
    """Who left by the requests before, or by the wait; the odds ratios beside that in words."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        _drawn(view, _found(view))


@remembered(10)
def _found(view: View) -> ServiceChurn:
    return service_churn(view.scope)


def _drawn(view: View, found: ServiceChurn) -> None:
    ways = ["requests", "waits"] if len(found.waits) else ["requests"]
    asked = one_of(view, "service_churn.by", ways, "service_churn.{}", "service-churn-by")
    rows = found.waits if asked == "waits" else found.requests
    rows = rows.assign(label=_labels(view, rows, asked), is_small=rows["base"] < FEWEST)
    chart = bars(rows, wording(view, "share"), view.theme, is_sorted=False)
    figure(view, chart, rows, of_figure(view, "service_churn"), "service-churn")
    ratios = found.ratios.to_dict("records")
    st.markdown("\n".join(f"- {ratio_told(row, view.say, view.formats)}" for row in ratios))
    facts = {
        "base": view.formats.count(found.base),
        "left": view.formats.count(found.left_count),
        "days": view.say("list.comma").join(view.formats.day(day) for day in found.days),
    }
    st.caption(view.say(f"service_churn.note_{found.kind}", **facts))


def _labels(view: View, rows: pd.DataFrame, asked: str) -> list[str]:
    if asked == "waits":
        return [view.say("service_churn.fifth", n=fifth) for fifth in rows["segment"]]
    return [view.say("service_churn.count", n=count) for count in rows["segment"]]
