"""How far up the ladder customers have come, and where they stop."""

from collections.abc import Hashable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from metrics.lifecycle.ladder import STANDARD, LadderRules, untold_steps
from metrics.lifecycle.ladder import ladder as steps_of
from metrics.lifecycle.step_times import FEWEST as WAITED_FOR
from metrics.lifecycle.step_times import step_times
from ui.block import block
from ui.charts.ladder import ladder as rungs
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.dimension_choice import everyone
from ui.ladder_in_words import untold_told
from ui.links import Chip
from ui.parts import columns_in_words, figure, wording
from ui.passport import of_figure
from ui.reader_rules import name_in_force, thresholds_to_change
from ui.view import View

FEWEST = 30
_KIND = "ladder_step"
_DATED = ("survey_responses.answered_at",)


@block
def ladder(view: View) -> None:
    """One bar per step for all who came so far; a click filters by that step and those above."""
    if is_closed(view, ("orders.ordered_at",)):
        return
    rules = LadderRules.in_name(name_in_force(view, _KIND), _KIND) or STANDARD
    thresholds_to_change(view, _KIND, rules)
    rows = _rungs(view, rules)
    chart = rungs(
        rows,
        wording(view, "count"),
        view.theme,
        share=partial(_share, view),
        selected=_lowest(view, rows),
    )
    passport = of_figure(view, "ladder")
    figure(view, chart, rows, passport, "ladder", partial(_pick, view, rules, list(rows["step"])))
    st.caption(_waits(view, rows, rules))
    people_link(view, _KIND)


def _rungs(view: View, rules: LadderRules) -> pd.DataFrame:
    scope = siblings(view, _KIND)
    waits = step_times(scope, rules, bool(scope.conditions)).rename(
        columns={"base": "waited_count"}
    )
    waits = waits[["step", "median_days", "low_days", "high_days", "waited_count"]]
    group = scope if scope.conditions else None
    rows = steps_of(everyone(view), group, rules).merge(waits, on="step", how="left")
    rows = rows.rename(columns={"reached_count": "value", "conversion": "share"})
    rows["base"] = rows["value"].shift()
    rows["label"] = [view.say(f"segment.ladder_step.{step}") for step in rows["step"]]
    rows["is_small"] = rows["base"] < FEWEST
    return rows


def _share(view: View, value: float) -> str:
    return view.formats.value(value, "share")


def _lowest(view: View, rows: pd.DataFrame) -> str | None:
    """The lowest step let in."""
    chosen = {chip.value for chip in let_in(view, _KIND)}
    return next((step for step in rows["step"] if step in chosen), None)


def _waits(view: View, rows: pd.DataFrame, rules: LadderRules) -> str:
    """How long each dated step usually takes, and which ones fewer than half have taken yet."""
    told = rows[rows["median_days"].notna()].to_dict("records")
    waits = [_wait(view, row, rules) for row in told]
    is_enough = rows["waited_count"].ge(WAITED_FOR)
    open_steps = rows.loc[is_enough & rows["median_days"].isna(), "label"]
    if len(open_steps):
        waits.append(view.say("ladder.not_half", steps=view.say("list.comma").join(open_steps)))
    untold = untold_steps(view.scope, set(rows["step"]))
    unknown = [untold_told(step, reads, view.say) for step, reads in untold.items()]
    # When advocates became promoters is told by the day of their answer alone.
    if "advocate" not in untold and (undated := view.scope.lacks(_DATED)):
        unknown.append(view.say("ladder.undated", columns=columns_in_words(view, undated)))
    return view.say.passage([*waits, *unknown, view.say("ladder.rule", **rules.parameters)])


def _wait(view: View, row: dict[Hashable, Any], rules: LadderRules) -> str:
    """The median of a step with its ends, of which the upper one may still be open."""
    days, count = row["median_days"], view.formats.count
    ends = (
        view.say("ladder.open_end", low=count(row["low_days"]))
        if pd.isna(row["high_days"])
        else view.formats.interval(row["low_days"], row["high_days"], "count")
    )
    return view.say(
        f"ladder.wait_{row['step']}" if days > 0 else f"ladder.wait_{row['step']}_at_once",
        days=count(days),
        ends=ends,
        base=count(row["waited_count"]),
        orders=rules.loyal_orders,
    )


def _pick(view: View, rules: LadderRules, steps: list[str], point: dict[str, object]) -> None:
    step = point["customdata"][0]  # type: ignore[index]
    above = steps[steps.index(step) :]
    choose_only(view, _KIND, tuple(Chip(rules.named(_KIND), step) for step in above))
