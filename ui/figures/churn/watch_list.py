"""Whom to speak to first, why, and from when on it pays."""

from functools import partial

import pandas as pd
import streamlit as st

from data.exports import csv_bytes, file_name
from metrics.buying.own_baseline import own_baseline
from metrics.people import those_within
from metrics.person import code_of
from metrics.risk.churn_risk import ChurnRisk
from metrics.risk.watch_list import COST, SUCCESS, plan, reasons, watch_list
from ui.cells import formatted, labels
from ui.formats import NOTHING
from ui.masking import masked, names_shown
from ui.passport import of_figure, passport_button
from ui.risk_in_words import known_called
from ui.safe import visible
from ui.view import View, choose

SHOWN = 50
COLUMNS = ["customer_id", "risk", "yearly_value", "at_stake", "reasons"]
_UNITS = {"risk": "share", "yearly_value": "money", "at_stake": "money"}


def watched(view: View, risk: ChurnRisk) -> None:
    """The customers of the segment by what is at stake, the first of them with reasons."""
    rows = those_within(view.scope, watch_list(view.scope, risk))
    if rows.empty:
        st.info(view.say("watch_list.nobody"), icon=":material/group_off:")
        return
    if risk.quality.is_guess:
        st.warning(view.say("watch_list.guess"), icon=":material/casino:")
    else:
        _pays(view, rows)
    is_shown = names_shown(view)
    first = rows.head(SHOWN)
    said = _worded(view, risk, first["customer_id"].tolist())
    told = COLUMNS if any(said) else COLUMNS[:-1]
    shown = first.assign(reasons=said)[told]
    shown = shown if is_shown else masked(shown)
    key = f"watch-{view.as_of}-{risk.kind}-{len(rows)}"
    st.dataframe(
        formatted(view, shown, _UNITS),
        column_config=labels(view, shown),
        hide_index=True,
        placeholder=NOTHING,
        height=528,
        key=key,
        on_select=partial(_open, first["customer_id"].tolist(), key),
        selection_mode="single-row",
    )
    _take_away(view, shown, len(rows))


def _pays(view: View, rows: pd.DataFrame) -> None:
    """What a contact costs and achieves, by the reader's own assumption, and what follows."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        cost = st.number_input(
            view.say("watch_list.cost"), 0.0, value=COST, step=5.0, key="watch-cost", width=220
        )
        success = st.number_input(
            view.say("watch_list.success"),
            0.0,
            100.0,
            value=100 * SUCCESS,
            step=5.0,
            key="watch-success",
            width=220,
        )
    found = plan(rows, cost, success / 100)
    facts = {
        "contacted": view.formats.count(found.contacted),
        "customers": view.formats.count(len(rows)),
        "gain": view.formats.value(found.gain, "money"),
        "threshold": view.formats.value(found.threshold, "share"),
        "stake": view.formats.value(rows["at_stake"].sum(), "money"),
    }
    st.markdown(view.say("watch_list.plan" if found.contacted else "watch_list.no_plan", **facts))
    st.caption(view.say("watch_list.assumption"))


def _worded(view: View, risk: ChurnRisk, customers: list[str]) -> list[str]:
    """For each customer the reasons in words, the fall below their own habit before all."""
    found = _reasons(risk, tuple(customers)).copy()
    found["words"] = [_reason(view, row) for row in found.to_dict("records")]
    said = found.groupby("customer_id")["words"].agg(list).to_dict()
    fallen = _fallen(view, risk)
    joined = view.say("list.comma")
    return [joined.join([*fallen.get(c, []), *said.get(c, [])]) for c in customers]


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={ChurnRisk: id})
def _reasons(risk: ChurnRisk, customers: tuple[str, ...]) -> pd.DataFrame:
    return reasons(risk, list(customers))


def _fallen(view: View, risk: ChurnRisk) -> dict[str, list[str]]:
    if view.scope.lacks(("orders.ordered_at",)) or not risk.horizon:
        return {}
    habits = own_baseline(view.scope, risk.horizon)
    alarms = habits[habits["is_alarm"]]
    return {
        str(row["customer_id"]): [
            view.say(
                "watch_list.fallen",
                usual=view.formats.decimal(row["usual"], 1),
                lately=view.formats.count(row["lately"]),
                days=risk.horizon,
            )
        ]
        for row in alarms.to_dict("records")
    }


def _reason(view: View, row: dict[str, object]) -> str:
    name = known_called(str(row["column"]), view.say)
    value, usual = _value(view, row["value"]), row["usual"]
    if pd.isna(usual):
        return view.say("watch_list.reason", name=name, value=value)
    return view.say("watch_list.reason_usual", name=name, value=value, usual=_value(view, usual))


def _value(view: View, value: object) -> str:
    if isinstance(value, bool):
        return view.say("segments.yes" if value else "segments.no")
    if isinstance(value, float):
        return view.formats.decimal(value, 0 if value == round(value) or value >= 100 else 1)
    return visible(value, 40)


def _open(customers: list[str], key: str) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        choose(person=code_of(customers[rows[0]]))
        st.switch_page("pages/segments.py")


def _take_away(view: View, shown: pd.DataFrame, total: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            view.say("watch_list.download"),
            partial(_csv, view, shown),
            file_name(view.say("watch_list.file"), view.as_of.isoformat(), suffix="csv"),
            "text/csv",
            key="watch-csv",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        count = view.formats.count
        st.caption(view.say("watch_list.first", first=count(len(shown)), total=count(total)))
        passport_button(view, of_figure(view, "watched"), "watched", is_named=True)


def _csv(view: View, shown: pd.DataFrame) -> bytes:
    named = labels(view, shown)
    return csv_bytes(shown.rename(columns={n: named[str(n)]["label"] for n in shown}))
