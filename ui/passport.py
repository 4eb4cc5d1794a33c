"""The definition passport: how a number is made, from what, from how many and how sure it is."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from metrics.indicator import Indicator
from metrics.statements import statement
from ui.figure_sources import FIGURES
from ui.safe import plain
from ui.view import View


@dataclass(frozen=True)
class Passport:
    """A name, a plain sentence, labelled facts in order, and the statement that ran."""

    name: str
    meaning: str
    facts: tuple[tuple[str, str], ...]
    statement: str | None = None


def of_indicator(view: View, indicator: Indicator, measured: pd.Series | None) -> Passport:
    """The passport of a quotient; `measured` is its row of `overall`, where it was measured."""
    say, key = view.say, f"indicator.{indicator.name}"
    direction = {True: "up", False: "down", None: "none"}[indicator.higher_is_better]
    facts = [
        (say("passport.formula"), say(f"{key}.formula")),
        (say("passport.base"), say(f"{key}.base")),
        *_counted(view, measured),
        (say("passport.period"), _period(view, indicator.is_of_period)),
        *_complete(view),
        (say("passport.direction"), say(f"passport.direction_{direction}")),
        (say("passport.interval"), say(f"passport.interval_{indicator.interval}")),
        (say("passport.minimum"), _minimum(view, indicator)),
        (say("passport.source"), _source(view, indicator.table)),
    ]
    ran = view.scope.statement(statement([indicator]))
    view.heard.clear()
    return Passport(say(f"{key}.name"), say(f"{key}.meaning"), tuple(facts), ran)


def of_figure(view: View, name: str) -> Passport:
    """The passport of a figure that is no quotient, with what was asked since the last one."""
    say, key = view.say, f"figures.{name}"
    table, is_of_period = FIGURES[name]
    facts = [
        (say("passport.formula"), say(f"{key}.formula")),
        (say("passport.base"), say(f"{key}.base")),
        (say("passport.period"), _period(view, is_of_period)),
        *_complete(view),
        (say("passport.source"), _source(view, table)),
    ]
    asked = "\n\n".join(dict.fromkeys(view.heard))
    view.heard.clear()
    return Passport(say(f"{key}.name"), say(f"{key}.meaning"), tuple(facts), asked or None)


def passport_button(view: View, passport: Passport, key: str, *, is_named: bool = False) -> None:
    """The (i) that opens a passport, with a word beside it where it stands alone."""
    with st.popover(
        view.say("passport.button") if is_named else "",
        icon=":material/info:",
        type="tertiary",
        key=f"passport-{key}",
        help=view.say("passport.open"),
    ):
        draw(view, passport)


def draw(view: View, passport: Passport) -> None:
    """A passport's content where it is called."""
    st.markdown(f"**{passport.name}**")
    st.write(passport.meaning)
    facts = (view.say("passport.fact", label=label, fact=fact) for label, fact in passport.facts)
    st.markdown("\n".join(f"- {fact}" for fact in facts))
    if passport.statement:
        st.caption(view.say("passport.statement"))
        st.code(passport.statement, language="sql", wrap_lines=True)


def _counted(view: View, measured: pd.Series | None) -> list[tuple[str, str]]:
    if measured is None:
        return []
    count = view.formats.count
    n = view.say(
        "passport.n_value", base=count(measured["base"]), customers=count(measured["customers"])
    )
    left_out = view.say("passport.left_out_value", rows=count(measured["left_out"]))
    return [(view.say("passport.n"), n), (view.say("passport.left_out"), left_out)]


def _period(view: View, is_of_period: bool) -> str:
    if not view.is_dated:
        return view.say("passport.period_snapshot")
    as_of = view.formats.day(view.as_of)
    if view.scope.since is None or not is_of_period:
        return view.say("passport.period_until", as_of=as_of)
    since = view.formats.day(view.scope.since)
    return view.say("passport.period_value", since=since, as_of=as_of)


def _complete(view: View) -> list[tuple[str, str]]:
    if view.opened.days is None:
        return []
    return [(view.say("passport.complete"), view.formats.day(view.opened.days[1]))]


def _minimum(view: View, indicator: Indicator) -> str:
    return view.say(
        "passport.minimum_value", minimum=indicator.minimum, trend=indicator.trend_minimum
    )


def _source(view: View, table: str) -> str:
    return view.say(
        "passport.source_value",
        study=plain(view.opened.name),
        table=view.say(f"table.{table}"),
    )
