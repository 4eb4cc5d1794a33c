"""How business customers are doing beside how they pay: a table of the two grades."""

import pandas as pd
import streamlit as st

from metrics.credit.operating import (
    OPERATING,
    by_profit,
    crossed,
    profit_years,
    state,
    states,
    yearly,
)
from metrics.families.credit import READS
from metrics.indicator import Dimension
from ui.block import block
from ui.cells import formatted, labels
from ui.crossfilter import is_closed
from ui.figures.credit.credit_grades import credit_rules
from ui.formats import NOTHING
from ui.passport import of_figure, passport_button
from ui.safe import plain, visible
from ui.view import View

_PROFIT_YEARS = 3
_BY_PROFIT = "\0"
"""Stands for three columns of profit among the names of a file's columns."""


@block
def operating(view: View) -> None:
    """The reader says which column tells it, or which three are the profits of three years."""
    if is_closed(view, READS):
        return
    offered, numbers = states(view.scope), yearly(view.scope)
    ways = [*offered, *([_BY_PROFIT] if len(numbers) >= _PROFIT_YEARS else [])]
    if not ways:
        st.info(view.say("operating.locked"), icon=":material/lock:")
        return
    way = st.selectbox(
        view.say("operating.which"),
        ways,
        format_func=lambda name: _way(view, name),
        key="operating-way",
    )
    dimension = _profits(view, numbers) if way == _BY_PROFIT else state(way or ways[0])
    if dimension is not None:
        _crossed(view, dimension)


def _way(view: View, name: str) -> str:
    return view.say("operating.by_profit") if name == _BY_PROFIT else visible(name, 60)


def _profits(view: View, numbers: list[str]) -> Dimension | None:
    chosen = st.multiselect(
        view.say("operating.years"),
        numbers,
        default=[name for name in profit_years(view.scope) or () if name in numbers],
        max_selections=_PROFIT_YEARS,
        format_func=lambda name: visible(name, 60),
        key="operating-years",
        select_all=False,
    )
    st.caption(view.say("operating.rule"))
    return by_profit(*chosen) if len(chosen) == _PROFIT_YEARS else None


def _crossed(view: View, dimension: Dimension) -> None:
    rows = crossed(view.scope, dimension, credit_rules(view))
    rows["operating"] = [_grade(view, dimension, value) for value in rows["operating"]]
    grades = [str(name) for name in rows if name != "operating"]
    named = {grade: view.say(f"segment.credit_grade.{grade}") for grade in grades}
    st.dataframe(
        formatted(view, rows, dict.fromkeys(grades, "whole")),
        column_config=labels(view, rows, **named),
        hide_index=True,
        placeholder=NOTHING,
        key="operating-rows",
    )
    passport_button(view, of_figure(view, "operating"), "operating", is_named=True)
    if dimension.is_attribute:
        name = plain(str(dict(dimension.parameters)["attribute"]), 60)
        st.caption(view.say("operating.source", name=name, day=view.formats.day(view.as_of)))


def _grade(view: View, dimension: Dimension, value: object) -> str:
    if pd.isna(value):
        return view.say("segment.no_value")
    if not dimension.is_attribute and value in OPERATING:
        return view.say(f"operating.{value}")
    return visible(str(value), 60)
