"""What happened with one customer, in lanes to look at and in a list to read."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from metrics.person import Person
from ui.cells import formatted, labels
from ui.charts.timeline import timeline
from ui.formats import NOTHING
from ui.parts import figure, section, wording
from ui.passport import of_figure
from ui.view import View

_LANES = {
    "life": ("joined", "became_member", "left", "came_back"),
    "contracts": ("contract_began", "contract_ended"),
    "buying": ("ordered", "returned", "paid"),
    "feedback": ("answered",),
    "service": ("asked", "complained", "resolved"),
    "contact": ("contacted", "was_sent"),
}
_LANE_OF = {kind: lane for lane, kinds in _LANES.items() for kind in kinds}

_TONES = {
    "became_member": "good",
    "came_back": "good",
    "left": "bad",
    "contract_ended": "bad",
    "returned": "bad",
    "complained": "bad",
    "contacted": "muted",
    "was_sent": "muted",
}

_SCORED = ("answered", "resolved")


def story(view: View, found: Person) -> None:
    """Every dated thing as a mark on its lane, then all of them in words, the latest first."""
    section(view, "segments.story")
    if found.timeline.empty:
        st.caption(view.say("segments.story.undated"))
        return
    happenings = _worded(view, found.timeline)
    chart = timeline(
        happenings.sort_values(["place", "happened_at"]),
        replace(wording(view, "money"), date=view.formats.day),
        view.theme,
        spells=_spells(view, found.contracts),
    )
    rows = happenings[["happened_at", "what", "detail", "amount_text"]]
    figure(view, chart, rows, of_figure(view, "timeline"), "timeline")
    st.dataframe(
        formatted(view, rows, {"happened_at": "day"}),
        column_config=labels(view, rows),
        hide_index=True,
        placeholder=NOTHING,
        key="happenings",
    )


def _worded(view: View, happened: pd.DataFrame) -> pd.DataFrame:
    lanes = happened["kind"].map(_LANE_OF)
    rows = happened.assign(
        lane=lanes,
        place=lanes.map({lane: place for place, lane in enumerate(_LANES)}),
        lane_label=lanes.map({lane: view.say(f"lane.{lane}") for lane in _LANES}),
        code=happened["kind"],
        tone=happened["kind"].map(_TONES).fillna("plain"),
        what=happened["kind"].map({kind: view.say(f"happening.{kind}") for kind in _LANE_OF}),
        amount_text=_amounts(view, happened),
    )
    parts = rows[["what", "detail", "amount_text"]].astype(object)
    return rows.assign(label=parts.apply(lambda row: " · ".join(row.dropna()), axis=1))


def _amounts(view: View, happened: pd.DataFrame) -> pd.Series:
    """Money as money, a mark as a mark."""
    money = happened["amount"].map(view.formats.money, na_action="ignore")
    marks = happened[["amount", "best"]].apply(lambda row: _mark(view, *row), axis=1)
    return money.where(~happened["kind"].isin(_SCORED), marks).astype(object)


def _mark(view: View, score: float, best: float) -> str | None:
    """A mark, and out of how many where the scale is known."""
    if pd.isna(score):
        return None
    said = {"score": view.formats.value(score, "count"), "best": view.formats.value(best, "count")}
    return view.say("segments.mark" if pd.isna(best) else "segments.mark_of", **said)


def _spells(view: View, contracts: pd.DataFrame) -> pd.DataFrame | None:
    dated = contracts[contracts["started_on"].notna()]
    if dated.empty:
        return None
    lasting = view.say("lane.contracts")
    return pd.DataFrame(
        {
            "lane": "contracts",
            "lane_label": lasting,
            "started_at": dated["started_on"],
            "ended_at": dated["ended_on"].fillna(pd.Timestamp(view.as_of)),
            "label": dated["plan"].astype(object).fillna(lasting),
        }
    )
