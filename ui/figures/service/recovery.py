"""Whether those who complained order again like others who had bought like them."""

import pandas as pd
import streamlit as st

from metrics.service.recovery import FEWEST, READS, recovery
from metrics.service.scores_after import READS as SCORED
from metrics.service.scores_after import scores_after
from ui.block import block
from ui.charts.bars import bars
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.service_in_words import recovery_told, scores_after_told
from ui.view import View


@block
def recovered(view: View) -> None:
    """Beside each kind of complaint, others alike; and in words what the difference may be."""
    # Where the marks below can answer the question, it is not put off.
    if view.scope.lacks(READS) and not view.scope.lacks(SCORED):
        return
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = recovery(view.scope)
        rows = _rows(view, found)
        chart = bars(rows, wording(view, "share"), view.theme, is_sorted=False)
        figure(view, chart, rows, of_figure(view, "recovery"), "recovery")
        firm = found[found["base"] >= FEWEST].to_dict("records")
        if firm:
            st.markdown(
                "\n".join(f"- {recovery_told(row, view.say, view.formats)}" for row in firm)
            )
        st.caption(view.say("recovery.note"))


@block
def content_again(view: View) -> None:
    """How content customers are after a solved complaint, beside others of the same months."""
    if view.scope.lacks(READS) and view.scope.lacks(SCORED):
        return
    if is_closed(view, SCORED):
        return
    with told_when_refused(view):
        found = scores_after(view.scope)
        bars_told = [("recovery.scored", ""), ("recovery.scored_others", "other_")]
        names = ("value", "low", "high", "base")
        rows = pd.DataFrame(
            [
                {"label": view.say(key), **{name: found[f"{of}{name}"] for name in names}}
                for key, of in bars_told
            ]
        ).assign(is_small=False)
        rows["segment"] = rows["label"]
        chart = bars(rows, wording(view, "score"), view.theme, is_sorted=False)
        told = rows[["label", *names]]
        figure(view, chart, told, of_figure(view, "scores_after"), "scores-after")
        st.markdown(scores_after_told(found, view.say, view.formats))


def _rows(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """For each kind of complaint a bar, and under it those it is held against."""
    rows = []
    for kind, own in found.groupby("kind", sort=False):
        rows.append(_bar(view.say(f"recovery.{kind}"), own.iloc[0], ""))
        for _, row in own.iterrows():
            label = view.say(f"recovery.{kind}_{row['against']}")
            rows.append(_bar(label, row, "matched_"))
    return pd.DataFrame(rows)


def _bar(label: str, row: pd.Series, prefix: str) -> dict[str, object]:
    ends = {name: row[f"{prefix}{name}"] for name in ("value", "low", "high")}
    is_small = row["base"] < FEWEST
    return ends | {"label": label, "segment": label, "base": row["base"], "is_small": is_small}
