"""In which stage of their life with us customers are now, by printed rules."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.lifecycle import STANDARD, stages
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.links import Chip
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.view import View

_KIND = "lifecycle_stage"


def stages_now(view: View) -> None:
    """One bar per stage, in the order of a life; a click filters by the stage."""
    if is_closed(view, ("orders.ordered_at",)):
        return
    rows = _rows(view)
    chips = let_in(view, _KIND)
    chosen = chips[0].value if len(chips) == 1 else None
    words = wording(view, "count")
    chart = bars(rows, words, view.theme, selected=chosen, is_sorted=False)
    passport = of_figure(view, "stages")
    figure(view, chart, rows, passport, "stages", partial(_pick, view))
    st.caption(view.say("stages.rules", **STANDARD.parameters))
    people_link(view, _KIND)


def _rows(view: View) -> pd.DataFrame:
    rows = stages(siblings(view, _KIND)).rename(columns={"stage": "segment"})
    unsure = float("nan")
    return rows.assign(
        label=[view.say(f"segment.{_KIND}.{stage}") for stage in rows["segment"]],
        value=rows["customer_count"],
        low=unsure,
        high=unsure,
        base=rows["customer_count"].sum(),
        is_small=False,
    )


def _pick(view: View, point: dict[str, object]) -> None:
    choose_only(view, _KIND, (Chip(_KIND, point["customdata"][0]),))  # type: ignore[index]
