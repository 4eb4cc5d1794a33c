"""What was expected and wished for against what was found, and what satisfaction makes of it."""

import pandas as pd
import streamlit as st

from metrics.satisfaction.expectation_gaps import READS, WHOLE, Gaps, expectation_gaps
from metrics.satisfaction.response_surface import (
    FEWEST_IN_A_CELL,
    STEPS,
    ResponseSurface,
    response_surface,
)
from ui.charts.dumbbell import dumbbell
from ui.charts.heatmap import Scale, heatmap
from ui.crossfilter import is_closed
from ui.gaps_in_words import gap_cautions, slopes_told, verdict, worst_told
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.safe import visible
from ui.view import View

_MARKS = ("expected", "perceived", "desired")
_TOLD = ("gap", "low", "high", "base", "wish", "wish_low", "wish_high", "wish_base")


def gaps_of_expectation(view: View) -> None:
    """A line for each part; then the surface that takes no difference."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        _gaps(view, expectation_gaps(view.scope))
        st.subheader(view.say("response_surface.title"), anchor=False)
        st.caption(view.say("response_surface.hint"))
        with told_when_refused(view):
            _surface(view, response_surface(view.scope))


def _gaps(view: View, found: Gaps) -> None:
    rows = found.rows.assign(
        label=[
            visible(item) if item != WHOLE else view.say("gap.whole") for item in found.rows["item"]
        ],
        verdict=[verdict(low, high) for low, high in found.rows[["low", "high"]].to_numpy(float)],
        written=[view.formats.difference(gap, "score", "") for gap in found.rows["gap"]],
    )
    whole = rows.iloc[-1]
    st.markdown(_sentence(view, whole, rows.iloc[:-1]))
    marks = {name: view.say(f"gap.{name}") for name in _MARKS if rows[name].notna().any()}
    chart = dumbbell(rows, wording(view, "score"), view.theme, marks=marks)
    told = rows[["label", *marks, *_TOLD]].dropna(axis=1, how="all")
    figure(view, chart, told, of_figure(view, "expectation_gaps"), "expectation-gaps")
    st.caption(gap_cautions(vars(found), view.say, view.formats))


def ends_of_a_gap(view: View, low: float, high: float) -> str:
    """The two ends with their signs."""
    ends = (view.formats.difference(end, "score", "") for end in (low, high))
    return view.say("gap.ends", **dict(zip(("low", "high"), ends, strict=True)))


def _sentence(view: View, whole: pd.Series, parts: pd.DataFrame) -> str:
    said = []
    for name, low, high, base in (("gap", *_TOLD[1:4]), ("wish", *_TOLD[5:])):
        if whole[name] == whole[name]:
            kind = {"good": "above", "bad": "below", "neutral": "level"}[
                verdict(whole[low], whole[high])
            ]
            said.append(
                view.say(
                    f"gap.{name}_{kind}",
                    size=view.formats.value(abs(whole[name]), "score"),
                    interval=ends_of_a_gap(view, whole[low], whole[high]),
                    customers=view.formats.count(whole[base]),
                )
            )
    worst = worst_told(parts.to_dict("records"), view.say, view.formats)
    return view.say.passage([*said, *worst])


def _surface(view: View, found: ResponseSurface) -> None:
    share = view.formats.value
    facts = {
        "share": share(found.r_squared, "share"),
        "bare": share(found.difference_r_squared, "share"),
        "p": view.formats.probability(found.p),
        "customers": view.formats.count(found.base),
    }
    key = "better" if found.p < 0.05 else "no_better"
    slopes = slopes_told(found.coefficients.to_dict("records"), view.say)
    st.markdown(view.say.passage([view.say(f"response_surface.{key}", **facts), *slopes]))
    cells = _cells(view, found)
    words = wording(view, "score")
    chart = heatmap(cells, words, view.theme, scale=Scale(0, 100))
    st.caption(view.say("response_surface.axes", few=FEWEST_IN_A_CELL))
    rows = found.coefficients.assign(
        label=[view.say(f"response_surface.term.{term}") for term in found.coefficients["term"]]
    )
    passport = of_figure(view, "response_surface")
    figure(view, chart, rows.drop(columns="term"), passport, "response-surface")


def _cells(view: View, found: ResponseSurface) -> pd.DataFrame:
    """One row per band of what was found, the highest on top, and of what was expected."""
    half = 50 / STEPS
    cells = found.cells.sort_values(["perceived", "expected"], ascending=[False, True])

    def band(middle: float) -> str:
        return view.formats.interval(middle - half, middle + half, "count")

    return cells.assign(
        row=cells["perceived"],
        row_label=[view.say("response_surface.found", band=band(m)) for m in cells["perceived"]],
        column=cells["expected"],
        column_label=[band(m) for m in cells["expected"]],
        low=None,
        high=None,
        is_small=False,
        is_unfinished=False,
    )
