"""The value of all customers by several methods, side by side, and what each leaves out."""

import pandas as pd
import streamlit as st

from metrics.refusals import NotComputableError, TooFewError
from metrics.worth.valuation import Terms
from metrics.worth.value_methods import METHODS, Answer, value_methods
from ui.block import block
from ui.charts.bars import bars
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.safe import plain
from ui.valuation import in_words
from ui.view import View


@block
def methods(view: View, terms: Terms) -> None:
    """Opened where it is asked for: one of the models takes seconds."""
    if all(view.scope.lacks(reads) for _, reads in METHODS.values()):
        return
    box = st.expander(view.say("value_methods.open"), key="value-methods", on_change="rerun")
    if box.open:
        with box:
            _side_by_side(view, terms)


def _side_by_side(view: View, terms: Terms) -> None:
    with st.spinner(view.say("value_methods.fitting")):
        answers = _answers(view, (terms.weeks, terms.discount, terms.margin_share))
    told = [answer for answer in answers if answer.equity is not None]
    if told:
        rows = _rows(view, told, terms)
        chart = bars(rows, wording(view, "money"), view.theme, is_sorted=False)
        figure(view, chart, rows, of_figure(view, "value_methods"), "value-methods-chart")
    st.markdown("\n".join(f"- {_line(view, answer, terms)}" for answer in answers))


@remembered(8)
def _answers(view: View, terms: tuple[int, float, float]) -> list[Answer]:
    return value_methods(view.scope, Terms(*terms))


def _rows(view: View, told: list[Answer], terms: Terms) -> pd.DataFrame:
    equities = [answer.equity for answer in told if answer.equity is not None]
    return pd.DataFrame(
        {
            "segment": [answer.method for answer in told],
            "label": [_name(view, answer, terms) for answer in told],
            "value": [equity.value for equity in equities],
            "low": [equity.low for equity in equities],
            "high": [equity.high for equity in equities],
            "base": [equity.customers for equity in equities],
            "is_small": False,
        }
    )


def _name(view: View, answer: Answer, terms: Terms) -> str:
    return view.say(f"value_methods.{answer.method}", **in_words(view, terms))


def _line(view: View, answer: Answer, terms: Terms) -> str:
    says = view.say(f"value_methods.{answer.method}_says", **in_words(view, terms))
    if answer.refusal is not None:
        says = _why(view, answer.refusal)
    return view.say("passport.fact", label=_name(view, answer, terms), fact=says)


def _why(view: View, refusal: NotComputableError) -> str:
    if isinstance(refusal, TooFewError):
        count = view.formats.count
        what = view.say(f"counted.{refusal.of}")
        return view.say(
            "empty.too_few", have=count(refusal.have), need=count(refusal.need), what=what
        )
    facts = {name: plain(fact) for name, fact in refusal.facts.items()}
    return view.say("empty.not_computable", why=view.say(f"refusal.{refusal.kind}", **facts))
