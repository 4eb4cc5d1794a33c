"""What one point more of retention is worth, and on which assumption."""

import pandas as pd
import streamlit as st

from metrics.worth.retention_worth import (
    CONTRACT_READS,
    ORDER_READS,
    POINT,
    RetentionWorth,
    retention_worth,
)
from metrics.worth.valuation import Terms
from ui.block import block
from ui.charts.bars import bars
from ui.figures.worth.equity import plain_money
from ui.parts import figure, locked, told_when_refused, wording
from ui.passport import of_figure
from ui.valuation import in_words
from ui.view import View

_STEPS = (-1, 0, 1, 5)


@block
def worth_of_a_point(view: View, terms: Terms) -> None:
    """The value of all customers at today's retention, a point less, and some more."""
    # Contracts or orders will do: those of which the least is missing are asked for.
    ways = [view.scope.lacks(reads) for reads in (CONTRACT_READS, ORDER_READS)]
    if all(ways):
        locked(view, min(ways, key=len))
        return
    with told_when_refused(view):
        found = retention_worth(view.scope, terms)
        st.markdown(_sentence(view, found, terms))
        rows = _rows(view, found)
        chart = bars(rows, wording(view, "money"), view.theme, selected="0", is_sorted=False)
        figure(view, chart, rows, of_figure(view, "retention_worth"), "retention-worth")
        st.caption(view.say("retention_worth.caveat"))


def _sentence(view: View, found: RetentionWorth, terms: Terms) -> str:
    money, share = view.formats.money, view.formats.value
    facts = {
        **in_words(view, terms),
        "retention": share(found.retention, "share"),
        "low": share(found.low, "share"),
        "high": share(found.high, "share"),
        "base": view.formats.count(found.base),
        "multiple": view.formats.decimal(found.multiple(found.retention), 2),
        "customers": view.formats.count(found.customers),
        "yearly": money(found.yearly_margin),
        "gain": money(found.gain),
        "gain_low": money(found.gain_at(found.low)),
        "gain_high": money(found.gain_at(found.high)),
    }
    kind = "contracts" if found.is_contract else "orders"
    said = [view.say(f"retention_worth.{kind}", **facts), view.say("retention_worth.gain", **facts)]
    return plain_money(view.say.passage(said))


def _rows(view: View, found: RetentionWorth) -> pd.DataFrame:
    steps = [step for step in _STEPS if 0 <= found.retention + step * POINT <= 1]
    rates = [found.retention + step * POINT for step in steps]
    ends = [[min(end + step * POINT, 1.0) for step in steps] for end in (found.low, found.high)]
    return pd.DataFrame(
        {
            "segment": [str(step) for step in steps],
            "label": [_label(view, rate, step) for rate, step in zip(rates, steps, strict=True)],
            "value": [found.equity(rate) for rate in rates],
            "low": [found.equity(rate) for rate in ends[0]],
            "high": [found.equity(rate) for rate in ends[1]],
            "base": found.customers,
            "is_small": False,
        }
    )


def _label(view: View, rate: float, step: int) -> str:
    said = view.formats.value(rate, "share")
    return view.say("retention_worth.now", rate=said) if step == 0 else said
