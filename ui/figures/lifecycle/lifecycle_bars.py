"""Who came, stayed, came back or fell silent, period by period."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from metrics.lifecycle.lifecycle_bars import bar_members, lifecycle_bars
from ui.block import block
from ui.charts.lifecycle import lifecycle_bars as columns_of
from ui.crossfilter import choose_only, is_closed, people_link, siblings
from ui.links import Chip
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.view import View

STAGES = ("returning", "new", "resurrected", "dormant")
_KIND = "lifecycle_bar"


@block
def bars_per_period(view: View) -> None:
    """One column per step of time, the definition under it; a click filters by a bar's people."""
    if is_closed(view, ("orders.ordered_at",)):
        return
    grain = view.choices.period.grain
    periods = lifecycle_bars(siblings(view, _KIND), grain)  # type: ignore[arg-type]
    if periods.empty:
        st.caption(view.say("card.no_base"))
        return
    chart = columns_of(_stacked(view, periods), wording(view, "count"), view.theme)
    passport = of_figure(view, "lifecycle_bars")
    figure(view, chart, periods, passport, "lifecycle-bars", partial(_pick, view))
    st.caption(view.say("lifecycle_bars.definition", step=view.say(f"step.{grain}")))
    _ratio(view, periods)
    people_link(view, _KIND)


def _stacked(view: View, periods: pd.DataFrame) -> pd.DataFrame:
    grain = view.choices.period.grain
    named = periods.rename(columns={f"{stage}_count": stage for stage in STAGES})
    rows = named.melt(("period", "is_complete"), STAGES, "stage")
    return rows.assign(
        label=[view.say(f"lifecycle_bars.{stage}") for stage in rows["stage"]],
        period_label=[view.formats.period(day, grain) for day in rows["period"]],
        is_unfinished=~rows["is_complete"],
    )


def _ratio(view: View, periods: pd.DataFrame) -> None:
    """The quick ratio of the last period that is over, and a word on the one that is not."""
    told = periods[periods["is_complete"]].dropna(subset="quick_ratio").tail(1)
    for row in told.itertuples():
        came = view.formats.count(row.new_count + row.resurrected_count)
        facts = {
            "period": view.formats.period(row.period, view.choices.period.grain),
            "came": came,
            "went": view.formats.count(row.dormant_count),
            "ratio": view.formats.decimal(row.quick_ratio, 2),
        }
        st.markdown(view.say("lifecycle_bars.ratio", **facts))
    if not periods["is_complete"].all():
        st.caption(view.say("lifecycle_bars.unfinished", as_of=view.formats.day(view.as_of)))


def _pick(view: View, point: dict[str, object]) -> None:
    stage, period = point["customdata"]  # type: ignore[misc]
    grain = view.choices.period.grain
    bar = bar_members(stage, date.fromisoformat(period[:10]), grain)  # type: ignore[arg-type,has-type]
    choose_only(view, _KIND, (Chip(bar.name, "in"),))
