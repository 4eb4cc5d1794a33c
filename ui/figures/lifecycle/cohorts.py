"""Who keeps coming back: cohorts by the period of the first order, as a grid and as curves."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from metrics.lifecycle.cohort_ages import Ages
from metrics.lifecycle.cohorts import (
    COHORT_MINIMUM,
    Measure,
    cohort_cell,
    cohort_retention,
    opening_cohort,
    pooled,
)
from ui.block import block
from ui.charts.heatmap import Scale, heatmap
from ui.charts.lines import lines
from ui.choice import one_of
from ui.crossfilter import choose_only, is_closed, people_link, siblings
from ui.figures.lifecycle.cohort_ages import chosen_ages
from ui.labels import span_label
from ui.links import Chip
from ui.palette import colour_of
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.view import View

_KIND = "cohort_cell"
_ALL = "all"
MOST = 24
"""The latest cohorts and the first ages are drawn; the table has all of them."""
MOST_CURVES = 6

# What is counted: the measure asked for, the column that holds it, its unit.
_SHOWN: dict[str, tuple[Measure, str, str]] = {
    "share": ("customers", "share", "share"),
    "customers": ("customers", "active", "count"),
    "money": ("money", "amount", "money"),
}


@block
def cohorts(view: View) -> None:
    """The grid, a row for all set apart; a click filters by a cell; chosen rows become curves."""
    if is_closed(view, ("orders.ordered_at",)):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown, ages = _shown(view), chosen_ages(view)
    measure, _, unit = _SHOWN[shown]
    grain = view.choices.period.grain
    scope = siblings(view, _KIND)
    found = cohort_retention(scope, grain, measure, ages)  # type: ignore[arg-type]
    if found.empty:
        st.caption(view.say("cohorts.nobody"))
        return
    cells = _cells(view, found, shown, ages)
    words = wording(view, unit, x=view.say(f"cohorts.age_{grain}"))
    later = cells.loc[cells["column"] > 0, "value"].max()
    scale = Scale(0, float(later) if later > 0 else 1.0)
    chart = heatmap(cells, words, view.theme, scale=scale, set_apart=_ALL)
    passport = of_figure(view, "cohorts")
    figure(view, chart, found, passport, "cohorts", partial(_pick, view, ages))
    st.caption(_legend(view, found, ages))
    opening = opening_cohort(scope, grain)  # type: ignore[arg-type]
    if opening and opening >= found["cohort"].min().date():
        st.caption(view.say("cohorts.opening", cohort=view.formats.period(opening, grain)))
    people_link(view, _KIND)
    _curves(view, cells, shown)


def _legend(view: View, found: pd.DataFrame, ages: Ages) -> str:
    step = view.say(f"step.{view.choices.period.grain}")
    told = [view.say("cohorts.legend", step=step)]
    if ages.way == "onward":
        told.append(view.say("cohorts.sinking"))
    is_cut = found["cohort"].nunique() > MOST or found["age"].max() > MOST
    return view.say.passage([*told, view.say("cohorts.cut", most=MOST)] if is_cut else told)


def _shown(view: View) -> str:
    options = [
        name for name in _SHOWN if name != "money" or not view.scope.lacks(("orders.amount",))
    ]
    return one_of(
        view,
        "cohorts.shown",
        options,
        "cohorts.{}",
        "cohorts-shown",
        first="share",
        is_label_shown=False,
    )


def _cells(view: View, found: pd.DataFrame, shown: str, ages: Ages) -> pd.DataFrame:
    """All cohorts together in the first row, then each of the latest ones."""
    latest = found["cohort"].drop_duplicates().nlargest(MOST)
    own = found[found["cohort"].isin(latest)]
    days = own["cohort"].dt.date
    sizes = [view.formats.count(size) for size in own["cohort_size"]]
    names = [view.formats.period(day, view.choices.period.grain) for day in days]
    each = own.assign(
        row=[day.isoformat() for day in days],
        row_label=[f"{name} · {size}" for name, size in zip(names, sizes, strict=True)],
        curve_label=names,
        value=own[_SHOWN[shown][1]],
        base=own["cohort_size"],
        is_small=own["cohort_size"] < COHORT_MINIMUM,
        is_unfinished=~own["is_complete"],
    )
    cells = pd.concat([_together(view, found, shown), each])
    cells = cells[cells["age"] <= MOST].rename(columns={"age": "column"})
    if shown != "share":
        cells[["low", "high"]] = float("nan")
    labels = [span_label(age, ages.until(age)) for age in cells["column"]]
    return cells.assign(column_label=labels)


def _together(view: View, found: pd.DataFrame, shown: str) -> pd.DataFrame:
    """The weighted mean of the shares; of customers and money, what one cohort has in the mean."""
    ages = pooled(found)
    label = view.say("cohorts.all" if shown == "share" else "cohorts.mean")
    count = view.formats.count(ages["at_risk"].max() if len(ages) else 0)
    return ages.assign(
        row=_ALL,
        row_label=f"{label} · {count}" if shown == "share" else label,
        curve_label=label,
        value=ages["share"] if shown == "share" else ages["amount"].round(),
        base=ages["at_risk"],
        is_small=ages["at_risk"] < COHORT_MINIMUM,
        is_unfinished=False,
    )


def _curves(view: View, cells: pd.DataFrame, shown: str) -> None:
    """The chosen rows as lines over age, beside the line of all; what is unfinished is left out."""
    names = dict(zip(cells["row"], cells["curve_label"], strict=True))
    options = [code for code in names if code != _ALL]
    chosen = st.multiselect(
        view.say("cohorts.rows"),
        options,
        format_func=names.__getitem__,
        placeholder=view.say("cohorts.rows_hint"),
        max_selections=MOST_CURVES,
        key=f"cohorts-rows-{view.choices.period.grain}",
        select_all=False,
    )
    rows = cells[cells["row"].isin([_ALL, *chosen]) & ~cells["is_unfinished"].astype(bool)]
    if rows["column"].nunique() < 2:
        return
    grain, unit = view.choices.period.grain, _SHOWN[shown][2]
    rows = rows.assign(
        segment=rows["row"],
        label=rows["curve_label"],
        period=rows["column"],
        period_label=rows["column_label"],
    )
    chart = lines(
        rows,
        wording(view, unit, x=view.say(f"cohorts.age_{grain}")),
        view.theme,
        colour=partial(colour_of, sorted(chosen), theme=view.theme) if chosen else None,
        is_from_zero=True,
    )
    passport = of_figure(view, "cohort_curves")
    figure(
        view, chart, rows[["label", "period", "value", "low", "high", "base"]], passport, "curves"
    )


def _pick(view: View, ages: Ages, point: dict[str, object]) -> None:
    row, age = point["customdata"]  # type: ignore[misc]
    if row == _ALL:  # type: ignore[has-type]
        return
    grain = view.choices.period.grain
    until = ages.until(int(age))  # type: ignore[has-type]
    cell = cohort_cell(date.fromisoformat(row), int(age), grain, until)  # type: ignore[arg-type,has-type]
    choose_only(view, _KIND, (Chip(cell.name, "in"),))
