"""How an indicator moved: a line over time, what it was before, and an unfinished last step."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from metrics import quotients
from metrics.indicator import Indicator
from metrics.registry import BY_NAME
from ui.block import block
from ui.charts.lines import lines
from ui.choice import one_of
from ui.parts import figure, locked, wording
from ui.passport import of_indicator
from ui.view import View


@block
def trend(view: View, indicators: Sequence[Indicator], key: str) -> None:
    """Choose one of the indicators and see it over the period, in the reader's steps."""
    of_period = [i for i in indicators if i.is_of_period]
    told = [i.name for i in of_period if not view.scope.lacks(i.reads)]
    if not view.is_dated:
        st.caption(view.say("trend.snapshot"))
        return
    if not told:
        locked(view, view.scope.lacks(of_period[0].reads))
        return
    chosen = one_of(
        view, "trend.indicator", told, "indicator.{}.name", f"{key}-indicator", is_label_shown=False
    )
    _line(view, BY_NAME[chosen], key)


def _line(view: View, indicator: Indicator, key: str) -> None:
    rows = steps(view, indicator)
    if len(rows) < 2 or _is_thin(indicator, rows):
        st.caption(view.say("trend.too_short"))
        return
    before = _before(view, indicator, rows)
    chart = lines(
        rows,
        wording(view, indicator.unit),
        view.theme,
        compared=before,
        compared_label="" if before is None else view.say(f"trend.{view.choices.period.compare}"),
    )
    figure(view, chart, rows, of_indicator(view, indicator, None), key)
    if rows["is_unfinished"].any():
        st.caption(view.say("figure.unfinished", as_of=view.formats.day(view.as_of)))


def _is_thin(indicator: Indicator, rows: pd.DataFrame) -> bool:
    """Whether all the steps together hold less than two judgements take."""
    return bool(rows["is_small"].all() and rows["base"].sum() < 2 * indicator.minimum)


def steps(view: View, indicator: Indicator) -> pd.DataFrame:
    """The indicator per step of time, with each step's name, size and whether it is over."""
    grain = view.choices.period.grain
    rows = quotients.over_time(view.scope, [indicator], grain).assign(segment="all", label="")  # type: ignore[arg-type]
    rows["period_label"] = [view.formats.period(day, grain) for day in rows["period"]]
    rows["is_small"] = rows["base"] < indicator.minimum
    code = {"week": "W", "month": "M", "quarter": "Q", "year": "Y"}[grain]
    ends = pd.PeriodIndex(pd.to_datetime(rows["period"]), freq=code).end_time.date
    rows["is_unfinished"] = ends > view.as_of
    return rows


def _before(view: View, indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame | None:
    """The steps of the period compared with, laid on the places of this one."""
    if view.earlier is None or not view.compared([indicator]):
        return None
    grain = view.choices.period.grain
    before = quotients.over_time(view.earlier, [indicator], grain)  # type: ignore[arg-type]
    both = min(len(before), len(rows))
    if both < 2:
        return None
    return pd.DataFrame(
        {"period": rows["period"].tail(both), "value": before["value"].tail(both).to_numpy()}
    )
