"""How the answers are spread over the scale, beside the one number they are boiled down to."""

import pandas as pd
import streamlit as st

from metrics.registry import BY_NAME
from metrics.satisfaction.scores import READS, instruments, mean_score, score_shares
from ui.block import block
from ui.charts.histogram import histogram
from ui.choice import one_of
from ui.labels import mark_called
from ui.parts import figure, locked, wording
from ui.passport import of_figure
from ui.view import View

_ROLES = ("bad", "neutral", "good")
_TOLD = ["score", "value", "low", "high", "base"]


@block
def scores(view: View) -> None:
    """Choose a kind of question and see how many gave each mark."""
    lacking = view.scope.lacks(READS)
    asked = [] if lacking else _first_known(instruments(view.scope))
    if not asked:
        locked(view, lacking or READS)
        return
    instrument = one_of(
        view, "scores.instrument", asked, "instrument.{}", "scores-instrument", is_label_shown=False
    )
    _mean(view, instrument)
    rows = score_shares(view.scope, instrument)
    rows = rows.assign(
        label=[mark_called(row) for row in rows.to_dict("records")],
        role=_roles(instrument, rows["score"]),
    )
    groups = _groups(view, rows) if instrument == "nps" else None
    chart = histogram(rows, wording(view, "share"), view.theme, groups=groups)
    told = rows.assign(score=rows["label"])[_TOLD]
    figure(view, chart, told, of_figure(view, "scores"), "scores")


@block
def marked_for_service(view: View) -> None:
    """The way to the marks of service requests, where no questionnaire was answered."""
    if view.scope.lacks(READS) and not view.scope.lacks(BY_NAME["request_score"].reads):
        label = view.say("scores.marked_for_service", page=view.say("service.title"))
        st.page_link("pages/service.py", label=label, icon=":material/arrow_forward:")


def _mean(view: View, instrument: str) -> None:
    """The mean with its interval and base: a net score hides what the middle does."""
    found = mean_score(view.scope, instrument)
    if found is None:
        return
    facts = {
        "mean": view.formats.decimal(found.value, 2),
        "interval": f"{view.formats.decimal(found.low, 2)} – {view.formats.decimal(found.high, 2)}",
        "lowest": view.formats.count(found.scale[0]),
        "highest": view.formats.count(found.scale[1]),
        "answers": view.formats.count(found.base),
        "customers": view.formats.count(found.customers),
    }
    st.markdown(view.say("scores.mean" if found.customers > 1 else "scores.mean_of_one", **facts))


def _first_known(asked: list[str]) -> list[str]:
    return [name for name in ("csat", "nps", "ces") if name in asked]


def _roles(instrument: str, marks: pd.Series) -> pd.Series:
    """Which marks count for and which against: NPS's own cuts, else top two and lower half."""
    count = len(marks)
    good, bad = (9, 6) if instrument == "nps" else (marks[count - 2], marks[count // 2 - 1])
    return pd.Series("neutral", marks.index).mask(marks >= good, "good").mask(marks <= bad, "bad")


def _groups(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    grouped = rows.groupby("role")
    found = grouped.agg(first=("score", "min"), last=("score", "max"), value=("value", "sum"))
    found = found.reindex(_ROLES).dropna().reset_index()
    return found.assign(label=[view.say(f"scores.{role}") for role in found["role"]])
