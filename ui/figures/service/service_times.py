"""How long requests wait for a reply and for a solution, and which times cannot be."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from metrics.service.impossible_times import impossible_tickets, impossible_times
from metrics.service.waits import Clock, compared, curve, quantiles, reads, waits
from ui.block import block
from ui.charts.survival import survival_curves
from ui.choice import one_of
from ui.hours_in_words import between, most_told, waited
from ui.masking import masked
from ui.parts import figure, locked, table, told_when_refused, wording
from ui.passport import of_figure
from ui.view import View

_MOST_POINTS = 300
_SHOWN = 2.5
"""The curve is drawn to so many times the hours in which nine in ten are done."""


def _clock(view: View) -> Clock:
    clocks: list[Clock] = ["clock", "working"]
    return one_of(view, "service_times.clock", clocks, "service_times.by_{}", "service-clock")


def service_times(view: View) -> Clock:
    """The share still waiting by the hour, half and nine in ten in words; by which clock."""
    spans = list(compared(view.scope))
    if not spans:
        locked(view, view.scope.lacks(reads("reply")))
        return "clock"
    with st.container(horizontal=True):
        span, clock = _span(view, spans), _clock(view)
    with told_when_refused(view):
        _waiting(view, span, clock)
    return clock


def _waiting(view: View, span: str, clock: Clock) -> None:
    found = waits(view.scope, span, clock)
    steps = curve(found)
    half, most = quantiles(found).to_dict("records")
    rows = _drawn(view, steps, span, most["hours"])
    chart = survival_curves(
        rows,
        wording(view, "share", x=view.say("service_times.hours")),
        view.theme,
        at_risk_label=view.say("service_times.at_risk"),
    )
    figure(view, chart, rows, of_figure(view, "service_times"), "service-times")
    counts = {
        "n": view.formats.count(len(found)),
        "waiting": view.formats.count((~found["is_ended"]).sum()),
    }
    st.markdown(_told(view, span, half, most, counts))
    st.caption(view.say(f"service_times.note_{clock}"))


def _told(
    view: View, span: str, half: Mapping[Any, Any], most: Mapping[Any, Any], counts: dict[str, str]
) -> str:
    """Within how long half and nine in ten are done; a time not reached yet is no number."""
    if not np.isfinite(half["hours"]):
        return view.say("service_times.told_unreached", **counts)
    facts = {
        "half": waited(half["hours"], view.say, view.formats),
        "half_between": between(half["low"], half["high"], view.say, view.formats),
        "most": most_told(most, view.say, view.formats),
    }
    return view.say(f"service_times.told_{span}", **facts, **counts)


def _span(view: View, spans: list[str]) -> str:
    return one_of(view, "service_times.what", spans, "service_times.{}", "service-span")


def _drawn(view: View, steps: pd.DataFrame, span: str, most: float) -> pd.DataFrame:
    """The curve up to where it says little more, with no more points than a screen can show."""
    until = most * _SHOWN if most > 0 else steps["time"].max()
    near = steps[steps["time"] <= until] if np.isfinite(until) else steps
    places = np.unique(np.linspace(0, len(near) - 1, min(len(near), _MOST_POINTS)).round())
    return near.iloc[places.astype(int)].assign(
        segment=span, label=view.say(f"service_times.{span}")
    )


@block
def impossible(view: View) -> None:
    """How many requests have times that cannot be, by kind, and the way to look at them."""
    found = impossible_times(view.scope)
    if found.empty:
        return
    count = view.formats.count
    parts = [
        view.say(f"impossible.{row['kind']}", n=count(row["ticket_count"]), base=count(row["base"]))
        for row in found.to_dict("records")
    ]
    told_kinds = view.say("list.comma").join(parts)
    st.warning(view.say("impossible.told", kinds=told_kinds), icon=":material/history_toggle_off:")
    box = st.expander(view.say("impossible.see"), key="impossible", on_change="rerun")
    if not box.open:
        return
    with box:
        rows = impossible_tickets(view.scope)
        rows["fault"] = [view.say(f"impossible.kind_{kind}") for kind in rows["fault"]]
        table(view, masked(rows).dropna(axis=1, how="all"), "impossible-rows")
