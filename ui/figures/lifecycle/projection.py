"""Whether the matrix of moves would have foretold where customers stand today."""

import pandas as pd
import streamlit as st

from metrics.lifecycle.stages import STAGES
from metrics.lifecycle.transitions import misplaced, projected
from ui.charts.held_against import held_against
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.view import View


def projection(view: View, before: pd.DataFrame, after: pd.DataFrame) -> None:
    """Opened: the step before carried one step on, against what came."""
    box = st.expander(view.say("projection.open"), key="projection", on_change="rerun")
    if not box.open or before.empty:
        return
    with box:
        rows = projected(before, after).set_index("stage")
        rows = rows.reindex([stage for stage in STAGES if stage in rows.index]).reset_index()
        st.markdown(_sentence(view, rows))
        named = _named(view, rows)
        words = wording(view, "count")
        chart = held_against(named, words, view.theme, view.say("projection.mark"))
        figure(view, chart, named, of_figure(view, "projection"), "projection")


def _sentence(view: View, rows: pd.DataFrame) -> str:
    worst = rows.loc[(rows["foretold"] - rows["came"]).abs().idxmax()]
    return view.say(
        "projection.held",
        share=view.formats.value(misplaced(rows), "share"),
        stage=view.say(f"segment.lifecycle_stage.{worst['stage']}"),
        foretold=view.formats.count(worst["foretold"]),
        came=view.formats.count(worst["came"]),
    )


def _named(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    unsure = float("nan")
    return rows.assign(
        label=[view.say(f"segment.lifecycle_stage.{stage}") for stage in rows["stage"]],
        segment=rows["stage"],
        value=rows["came"],
        foretold=rows["foretold"].round(),
        low=unsure,
        high=unsure,
        base=rows["came"].sum(),
        is_small=False,
    ).drop(columns="came")
