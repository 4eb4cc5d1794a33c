"""Requests told apart by channel, kind or urgency: which are served better."""

import pandas as pd
import streamlit as st

from metrics import quotients
from metrics.indicator import Indicator
from metrics.registry import BY_NAME
from metrics.service.waits import BY, SPANS, Clock, compared, medians, reads
from ui.block import block
from ui.charts.bars import bars
from ui.parts import figure, locked, wording
from ui.passport import of_figure
from ui.safe import visible
from ui.view import View

_SHARES = ("request_score", "sla_hit", "first_contact_resolution", "reopen_rate", "complaint_share")
MOST_WAYS = 15


@block
def ways(view: View, clock: Clock) -> None:
    """A bar per way with its interval; those with few requests are pale."""
    apart = [by for by in BY if by != "agent" and not view.scope.lacks((f"tickets.{by}",))]
    measures = _measures(view)
    if not apart or not measures:
        locked(view, view.scope.lacks(("tickets.channel", *reads("solution"))))
        return
    with st.container(horizontal=True):
        measure = _choice(view, "measure", measures)
        by = _choice(view, "by", apart)
    is_wait = measure in SPANS
    rows = medians(view.scope, measure, by, clock) if is_wait else _quotient(view, measure, by)
    if rows["value"].isna().all():
        st.caption(view.say("service_ways.none_reached"))
        return
    rows["label"] = [_label(view, segment) for segment in rows["segment"]]
    unit = "count" if is_wait else BY_NAME[measure].unit
    shown = rows.sort_values("base", ascending=False).head(MOST_WAYS)
    chart = bars(shown, wording(view, unit), view.theme)
    figure(view, chart, rows, of_figure(view, "service_ways"), "service-ways")
    if is_wait:
        st.caption(view.say("service_ways.in_hours"))


def _measures(view: View) -> list[str]:
    return [*compared(view.scope)] + [
        name for name in _SHARES if not view.scope.lacks(BY_NAME[name].reads)
    ]


def _choice(view: View, kind: str, options: list[str]) -> str:
    chosen = st.selectbox(
        view.say(f"service_ways.{kind}"),
        options,
        format_func=lambda name: _named(view, name),
        key=f"service-ways-{kind}",
        persist_state="session",
    )
    return chosen or options[0]


def _named(view: View, name: str) -> str:
    if name in SPANS:
        return view.say(f"service_ways.wait_{name}")
    key = f"indicator.{name}.name"
    return view.say(key) if view.say.has(key) else view.say(f"column.{name}")


def _label(view: View, segment: object) -> str:
    return view.say("segment.no_value") if pd.isna(segment) else visible(str(segment), 60)


def _quotient(view: View, measure: str, by: str) -> pd.DataFrame:
    indicator: Indicator = BY_NAME[measure]
    rows = quotients.by_column(view.scope, [indicator], by)
    rows = rows[rows["base"] > 0].reset_index(drop=True)
    return rows.assign(is_small=rows["base"] < indicator.minimum)
