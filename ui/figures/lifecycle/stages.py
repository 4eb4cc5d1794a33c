"""In which stage of their life with us customers are now, by printed rules."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.lifecycle.stages import STANDARD, StageRules, stages
from ui.block import block
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.links import Chip
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.reader_rules import name_in_force, thresholds_to_change
from ui.view import View

_KIND = "lifecycle_stage"


@block
def stages_now(view: View) -> None:
    """One bar per stage, in the order of a life; a click filters by the stage."""
    if is_closed(view, ("orders.ordered_at",)):
        return
    rules = stage_rules(view)
    thresholds_to_change(view, _KIND, rules)
    rows = _rows(view, rules)
    chips = let_in(view, _KIND)
    chosen = chips[0].value if len(chips) == 1 else None
    words = wording(view, "count")
    chart = bars(rows, words, view.theme, selected=chosen, is_sorted=False)
    passport = of_figure(view, "stages")
    figure(view, chart, rows, passport, "stages", partial(_pick, view, rules))
    st.caption(view.say("stages.rules", **rules.parameters))
    people_link(view, _KIND)


def stage_rules(view: View) -> StageRules:
    """The rules that tell the stages apart: the reader's own, else ours."""
    return StageRules.in_name(name_in_force(view, _KIND), _KIND) or STANDARD


def _rows(view: View, rules: StageRules) -> pd.DataFrame:
    rows = stages(siblings(view, _KIND), rules).rename(columns={"stage": "segment"})
    unsure = float("nan")
    return rows.assign(
        label=[view.say(f"segment.{_KIND}.{stage}") for stage in rows["segment"]],
        value=rows["customer_count"],
        low=unsure,
        high=unsure,
        base=rows["customer_count"].sum(),
        is_small=False,
    )


def _pick(view: View, rules: StageRules, point: dict[str, object]) -> None:
    stage = point["customdata"][0]  # type: ignore[index]
    choose_only(view, _KIND, (Chip(rules.named(_KIND), stage),))
