"""Whether those who say they are content stay, and whose words and deeds differ."""

from functools import partial
from typing import TypeVar

import pandas as pd
import streamlit as st

from metrics.risk.churn_windows import Kind, kinds
from metrics.risk.fates import DAYS, READS, fate
from metrics.satisfaction.scores import instruments_of_marks
from metrics.satisfaction.staying_by_score import (
    DAYS_OFFERED,
    INSTRUMENTS,
    NEEDED,
    StayingByScore,
    contradictions,
    stayed_facts,
    staying_by_score,
)
from ui.answers_in_words import stayed_told
from ui.block import block
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.facts import Row
from ui.links import Chip
from ui.parts import figure, locked, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.view import View

_KIND = "fate"
_One = TypeVar("_One", str, int, Kind)
_TOLD = ["label", "value", "low", "high", "base"]


@block
def staying(view: View) -> None:
    """Choose what was asked, what staying means and how long; then the shares and the people."""
    if is_closed(view, READS):
        return
    ways, asked = _offered(view)
    if not ways:
        locked(view, ("orders.ordered_at", "subscriptions.ended_on", "customers.is_churned"))
        return
    if not asked:
        st.markdown(view.say("staying.long_scale"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        instrument = _one_of(view, "instrument", asked)
        way = _one_of(view, "way", ways)
        days = DAYS if way == "snapshot" else _one_of(view, "days", list(DAYS_OFFERED), DAYS)
    with told_when_refused(view):
        found, rows = _found(view, way, instrument, days)
        facts = stayed_facts(found, way, instrument, view.as_of, days)
        st.markdown(stayed_told(facts, view.say, view.formats))
        _scores(view, found)
        _contradictions(view, rows, way, instrument, days)


@remembered(8)
def _offered(view: View) -> tuple[list[Kind], list[str]]:
    answered = instruments_of_marks(view.scope)
    return [*kinds(view.scope)], [name for name in INSTRUMENTS if name in answered]


@remembered(8)
def _found(
    view: View, way: Kind, instrument: str, days: int
) -> tuple[StayingByScore, pd.DataFrame]:
    scope = siblings(view, _KIND)
    asked = way, instrument, days
    return staying_by_score(scope, *asked), contradictions(scope, *asked)


def _one_of(view: View, what: str, options: list[_One], standing: _One | None = None) -> _One:
    """One of the options; nothing to choose where there is only one."""
    if len(options) == 1:
        return options[0]
    return st.selectbox(
        view.say(f"staying.{what}"),
        options,
        index=options.index(standing) if standing is not None else 0,
        format_func=lambda one: (
            view.say("staying.days_n", days=one)
            if isinstance(one, int)
            else view.say(f"staying.{what}_{one}")
        ),
        key=f"staying-{what}",
        width=260,
    )


def _scores(view: View, found: StayingByScore) -> None:
    scores = found.scores
    rows = scores.assign(
        segment=scores["score"],
        label=[f"{score:g}" for score in scores["score"]],
        is_small=scores["base"] < NEEDED,
    )
    whole = float(scores["stayed"].sum() / scores["base"].sum())
    chart = bars(
        rows,
        wording(view, "share"),
        view.theme,
        is_sorted=False,
        whole=whole,
        whole_label=view.say("figure.whole"),
    )
    passport = of_figure(view, "staying_by_score")
    figure(view, chart, rows[[*_TOLD, "is_small"]], passport, "staying-by-score")


def _contradictions(view: View, found: pd.DataFrame, way: Kind, instrument: str, days: int) -> None:
    kind = "promoters" if instrument == "nps" else "content"
    rows = found.assign(
        label=[view.say(f"staying.{kind}_{segment}") for segment in found["segment"]],
        is_small=found["base"] < NEEDED,
    )
    st.markdown(view.say("staying.contradictions"))
    st.markdown("\n".join(_line(view, row) for row in rows.to_dict("records") if row["base"]))
    if not rows["customers"].any():
        return
    chips = let_in(view, _KIND)
    chosen = chips[0].value if len(chips) == 1 else None
    words = wording(view, "share")
    chart = bars(rows.dropna(subset="value"), words, view.theme, selected=chosen, is_sorted=False)
    name = fate(way, instrument, days).name
    passport = of_figure(view, "contradictions")
    told = rows[["label", "customers", *_TOLD[1:]]]
    figure(view, chart, told, passport, "contradictions", partial(_pick, view, name))
    people_link(view, _KIND)


def _line(view: View, row: Row) -> str:
    return view.say(
        "staying.line",
        label=row["label"],
        count=view.formats.count(row["customers"]),
        base=view.formats.count(row["base"]),
        share=view.formats.value(row["value"], "share"),
        interval=view.formats.interval(row["low"], row["high"], "share"),
    )


def _pick(view: View, name: str, point: dict[str, object]) -> None:
    choose_only(view, _KIND, (Chip(name, point["customdata"][0]),))  # type: ignore[index]
