"""What all customers together will bring, who brings it, and what other methods say."""

import pandas as pd
import streamlit as st

from metrics.worth.equity import CUSTOMERS_ADVISED, READS
from metrics.worth.valuation import Terms
from metrics.worth.value_summary import Summary, summary
from ui.block import block
from ui.cells import formatted, labels
from ui.charts.bars import bars
from ui.crossfilter import is_closed
from ui.formats import NOTHING
from ui.masking import masked, names_shown
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.plain_buying import told_when_plain
from ui.remembered import remembered
from ui.valuation import in_words
from ui.view import View

_BEST = {
    "customer_id": "",
    "last_on": "day",
    "frequency": "whole",
    "expected": "score",
    "expected_value": "money",
    "value": "money",
    "low": "money",
    "high": "money",
}


@block
def equity(view: View, terms: Terms) -> None:
    """The sum with its interval, by tenth of customers, and the most valuable ones one by one."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        with st.spinner(view.say("value_methods.fitting")):
            found = _summary(view, (terms.weeks, terms.discount, terms.margin_share))
        st.markdown(_sentence(view, found, terms))
        told_when_plain(view, found.plainness)
        _doubts(view, found)
        rows = _tenths(view, found.tenths)
        chart = bars(rows, wording(view, "money"), view.theme, is_sorted=False)
        figure(view, chart, rows, of_figure(view, "equity"), "equity")
        _best(view, found.best)


@remembered(8)
def _summary(view: View, terms: tuple[int, float, float]) -> Summary:
    return summary(view.scope, Terms(*terms))


def _sentence(view: View, found: Summary, terms: Terms) -> str:
    money, whole = view.formats.money, found.equity
    facts = {
        **in_words(view, terms),
        "customers": view.formats.count(whole.customers),
        "value": money(whole.value),
        "each": money(whole.value / whole.customers),
        "purchases": view.formats.count(found.expected),
        "best": view.formats.value(found.tenths["share"].iloc[0], "share"),
        "once": view.formats.value(found.once_share, "share"),
    }
    return plain_money(view.say.passage([view.say("equity.sum", **facts), _interval(view, found)]))


def _interval(view: View, found: Summary) -> str:
    low, high = found.equity.low, found.equity.high
    if pd.isna(low):
        return view.say("equity.no_interval")
    return view.say("equity.interval", low=view.formats.money(low), high=view.formats.money(high))


def plain_money(text: str) -> str:
    """Two signs of a dollar in one Markdown text would make a formula of what is between them."""
    return text.replace("$", "\\$")


def _doubts(view: View, found: Summary) -> None:
    facts = {
        "need": view.formats.count(CUSTOMERS_ADVISED),
        "correlation": view.formats.decimal(found.correlation, 2),
    }
    for doubt in found.doubts:
        st.warning(view.say(f"equity.doubt_{doubt}", **facts), icon=":material/balance:")


def _tenths(view: View, tenths: pd.DataFrame) -> pd.DataFrame:
    names = [view.say("equity.tenth", number=number) for number in tenths["tenth"]]
    named = tenths.rename(columns={"customers": "base"}).drop(columns="tenth")
    return named.assign(
        label=names, segment=names, is_small=False, low=float("nan"), high=float("nan")
    )


def _best(view: View, best: pd.DataFrame) -> None:
    """The most valuable customers, each with the range that chance leaves."""
    box = st.expander(view.say("equity.best", count=len(best)), key="value-best", on_change="rerun")
    if not box.open:
        return
    with box:
        shown = best if names_shown(view) else masked(best)
        cells = shown[list(_BEST)]
        st.dataframe(
            formatted(view, cells, {name: unit for name, unit in _BEST.items() if unit}),
            column_config=labels(view, cells),
            hide_index=True,
            placeholder=NOTHING,
            key="value-best-rows",
        )
        st.caption(view.say("equity.best_hint"))
