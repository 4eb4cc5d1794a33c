"""Who ordered lately, often and for much: the ten named segments and the eight types."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.loyalty.rfm import Rules, rfm_segments, rfm_types
from metrics.loyalty.rfm_dimensions import School, in_force, rfm_dimension
from ui.block import block
from ui.charts.bars import bars
from ui.charts.rfm import rfm_grid
from ui.choice import one_of
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.dimension_choice import everyone
from ui.figures.loyalty.rfm_response import response
from ui.figures.loyalty.rfm_rules import chosen_rules, rules_in_words, rules_to_change
from ui.labels import labelled
from ui.links import Chip
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.view import View

SCHOOLS: tuple[School, ...] = ("rfm_segment", "rfm_eight")
FEWEST = 30


@block
def rfm(view: View) -> None:
    """Choose a school, see its segments by customers and by money; a click filters by one."""
    if is_closed(view, ("orders.ordered_at", "orders.amount")):
        return
    rules = chosen_rules(view)
    fixed = in_force(everyone(view), rules)
    if fixed is None:
        st.caption(view.say("rfm.nobody", months=rules.months))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        school = _school(view)
        rules_to_change(view, rules)
    rows = _segments(view, school, rules, fixed)
    customers, money = st.columns(2, gap="large")
    with customers:
        _by_customers(view, school, rows, rules)
    with money:
        _by_money(view, school, rows, rules)
    st.caption(rules_in_words(view, school, fixed, rules))
    people_link(view, *SCHOOLS)
    response(view, school, rules)


def _school(view: View) -> School:
    standing = next((s for s in SCHOOLS if let_in(view, s)), SCHOOLS[0])
    return one_of(
        view, "rfm.school", SCHOOLS, "rfm.{}", "rfm-school", first=standing, is_label_shown=False
    )


def _segments(view: View, school: School, rules: Rules, fixed: Rules) -> pd.DataFrame:
    counted = rfm_segments if school == "rfm_segment" else rfm_types
    rows = counted(siblings(view, school), fixed)
    rows["is_small"] = rows["base"] < FEWEST
    return labelled(view.say, rfm_dimension(school, rules), rows)


def _by_customers(view: View, school: School, rows: pd.DataFrame, rules: Rules) -> None:
    st.markdown(view.say("rfm.by_customers"))
    rows = rows.assign(value=rows["share"])
    words = wording(view, "share", x=view.say("rfm.recency"), y=view.say("rfm.frequency"))
    chosen = _chosen(view, school)
    if school == "rfm_segment":
        chart = rfm_grid(_blocks(rows, rules), words, view.theme, selected=chosen)
    else:
        chart = bars(rows, wording(view, "share"), view.theme, selected=chosen, is_sorted=False)
    passport = of_figure(view, school)
    figure(view, chart, rows, passport, school, partial(_pick, view, school, rules))


def _by_money(view: View, school: School, rows: pd.DataFrame, rules: Rules) -> None:
    st.markdown(view.say("rfm.by_money"))
    unsure = float("nan")
    rows = rows.assign(value=rows["money_share"], low=unsure, high=unsure)
    words = wording(view, "share")
    chart = bars(rows, words, view.theme, selected=_chosen(view, school), is_sorted=False)
    key = f"{school}-money"
    passport = of_figure(view, "rfm_money")
    figure(view, chart, rows, passport, key, partial(_pick, view, school, rules))


def _chosen(view: View, school: School) -> str | None:
    chips = let_in(view, school)
    return chips[0].value if len(chips) == 1 else None


def _blocks(rows: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Each segment with the corners of its block in the grid of scores."""
    cells = pd.DataFrame(
        [
            (segment, recency, frequency)
            for recency, row in enumerate(rules.cells, 1)
            for frequency, segment in enumerate(row, 1)
        ],
        columns=["segment", "recency", "frequency"],
    )
    corners = cells.groupby("segment", as_index=False).agg(
        recency_from=("recency", "min"),
        recency_to=("recency", "max"),
        frequency_from=("frequency", "min"),
        frequency_to=("frequency", "max"),
    )
    return rows.merge(corners, on="segment")


def _pick(view: View, school: School, rules: Rules, point: dict[str, object]) -> None:
    segment = point["customdata"][0]  # type: ignore[index]
    choose_only(view, school, (Chip(rfm_dimension(school, rules).name, segment),))
