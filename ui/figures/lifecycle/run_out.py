"""Who is due to buy, by their own pace, and how far such a date was off before."""

import pandas as pd
import streamlit as st

from metrics.buying.run_out import RunOut, due_bands, run_out
from ui.block import block
from ui.cells import formatted, labels
from ui.charts.bars import bars
from ui.crossfilter import is_closed
from ui.formats import NOTHING
from ui.masking import masked, names_shown
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.view import View

READS = ("orders.customer_id", "orders.ordered_at")
MOST = 50
COLUMNS = ["customer_id", "last_on", "expected_on", "late_days"]
_UNITS = {"last_on": "day", "expected_on": "day", "late_days": "whole"}


@block
def due_to_buy(view: View) -> None:
    """How many are expected when, and who has just become overdue."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = _found(view)
        st.markdown(_sentence(view, found))
        rows = _named(view, due_bands(found.due))
        chart = bars(rows, wording(view, "count"), view.theme, is_sorted=False)
        figure(view, chart, rows, of_figure(view, "run_out"), "run-out")
        _listed(view, found.due)


@remembered(8)
def _found(view: View) -> RunOut:
    return run_out(view.scope)


def _sentence(view: View, found: RunOut) -> str:
    decimal = view.formats.decimal
    ways = {
        way: view.say(f"run_out.by_{way}", days=decimal(days, 0))
        for way, days in found.errors.items()
    }
    others = [said for way, said in ways.items() if way != found.way]
    told = view.say("run_out.record", way=ways[found.way])
    return view.say.passage([told, *(view.say("run_out.instead", way=said) for said in others)])


def _named(view: View, bands: pd.DataFrame) -> pd.DataFrame:
    unsure = float("nan")
    return bands.assign(
        segment=bands["band"],
        label=[view.say(f"run_out.{band}") for band in bands["band"]],
        value=bands["customers"],
        base=bands["customers"].sum(),
        low=unsure,
        high=unsure,
        is_small=False,
    ).drop(columns=["band", "customers"])


def _listed(view: View, due: pd.DataFrame) -> None:
    """Those whose day has just gone by: still theirs to keep."""
    overdue = due[due["band"] == "overdue"].sort_values("late_days", kind="stable")
    if overdue.empty:
        st.caption(view.say("run_out.nobody"))
        return
    st.markdown(view.say("run_out.listed", count=view.formats.count(len(overdue))))
    shown = overdue.head(MOST)[COLUMNS]
    shown = shown if names_shown(view) else masked(shown)
    st.dataframe(
        formatted(view, shown, _UNITS),
        column_config=labels(view, shown),
        hide_index=True,
        placeholder=NOTHING,
        height=300,
        key="run-out-list",
    )
