"""How far the forecast of value was off on an earlier day, for each tenth of customers."""

import pandas as pd
import streamlit as st

from metrics.worth.equity import READS
from metrics.worth.valuation import Terms
from metrics.worth.value_backtest import ValueRecord, value_record
from ui.block import block
from ui.charts.held_against import held_against
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.view import View


@block
def record(view: View, terms: Terms) -> None:
    """What was foretold of each tenth, and what came."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        with st.spinner(view.say("value_methods.fitting")):
            found = _record(view, terms.weeks)
        st.markdown(_sentence(view, found))
        rows = _rows(view, found.tenths)
        foretold = view.say("value_record.foretold")
        chart = held_against(rows, wording(view, "money"), view.theme, foretold)
        figure(view, chart, rows, of_figure(view, "value_record"), "value-record")
        st.caption(view.say("value_record.legend"))


@remembered(8)
def _record(view: View, weeks: int) -> ValueRecord:
    return value_record(view.scope, weeks)


def _sentence(view: View, found: ValueRecord) -> str:
    facts = {
        "day": view.formats.day(found.day),
        "weeks": found.weeks,
        "percent": view.formats.change(found.ratio - 1),
    }
    told = found.tenths.dropna(subset=["low", "high"])
    inside = int(told["foretold"].between(told["low"], told["high"]).sum())
    said = view.say("value_record.said", **facts)
    if told.empty:
        return view.say.passage([said, view.say("value_record.none_sure")])
    held = view.say("value_record.inside", inside=inside, told=len(told))
    return view.say.passage([said, held])


def _rows(view: View, tenths: pd.DataFrame) -> pd.DataFrame:
    names = [view.say("equity.tenth", number=number) for number in tenths["tenth"]]
    named = tenths.rename(columns={"customers": "base", "came": "value"}).drop(columns="tenth")
    return named.assign(label=names, segment=names, is_small=tenths["low"].isna())
