"""Who moved from which stage to which between two dates: the flow, and the matrix behind it."""

from functools import partial
from itertools import product

import pandas as pd
import streamlit as st

from metrics.lifecycle.stages import STAGES, StageRules
from metrics.lifecycle.transitions import ARRIVED, FEWEST, homogeneity, movers, transitions
from ui.block import block
from ui.charts.flow import stage_flow
from ui.charts.heatmap import Scale, heatmap
from ui.crossfilter import choose_only, is_closed, people_link, siblings
from ui.figures.lifecycle.projection import projection
from ui.figures.lifecycle.stages import stage_rules
from ui.links import Chip
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.view import View

MONTHS_BACK = (1, 3, 6, 12)
_BEST_FIRST = ("keep", "develop", "won_back", "acquire", ARRIVED, "prospect", "at_risk", "lapsed")
_KIND = "movers"


@block
def moves(view: View) -> None:
    """Choose how far back; see the flow and the matrix; a click on a cell filters by its people."""
    if is_closed(view, ("orders.ordered_at",)):
        return
    possible = [m for m in MONTHS_BACK if _reaches(view, m)]
    if not possible:
        st.caption(view.say("moves.too_short"))
        return
    months = _months(view, possible)
    rules = stage_rules(view)
    found = transitions(siblings(view, _KIND), months, rules=rules)
    if found.empty:
        st.caption(view.say("card.no_base"))
        return
    _flow(view, found)
    _matrix(view, found, months, rules)
    if _reaches(view, 2 * months):
        before = transitions(siblings(view, _KIND), 2 * months, months, rules)
        _steadiness(view, before, found, months)
        projection(view, before, found)
    people_link(view, _KIND)


def _reaches(view: View, months: int) -> bool:
    days = view.opened.days
    start = pd.Timestamp(view.as_of) - pd.DateOffset(months=months)
    return days is not None and start >= pd.Timestamp(days[0])


def _months(view: View, possible: list[int]) -> int:
    standing = 3 if 3 in possible else possible[0]
    chosen = st.segmented_control(
        view.say("moves.months_back"),
        possible,
        default=standing,
        required=True,
        format_func=lambda months: view.say("moves.months", months=months),
        key="moves-months",
    )
    return chosen or standing


def _flow(view: View, found: pd.DataFrame) -> None:
    rows = found.rename(
        columns={"from_stage": "source", "to_stage": "target", "customer_count": "value"}
    )
    rows["source_label"] = _labels(view, rows["source"])
    rows["target_label"] = _labels(view, rows["target"])
    chart = stage_flow(rows, wording(view, "count"), view.theme, stages=list(_BEST_FIRST))
    figure(view, chart, found, of_figure(view, "flow"), "flow")


def _matrix(view: View, found: pd.DataFrame, months: int, rules: StageRules) -> None:
    cells = _cells(view, found)
    words = wording(view, "share")
    chart = heatmap(cells, words, view.theme, scale=Scale(0, 1))
    passport = of_figure(view, "matrix")
    figure(view, chart, found, passport, "matrix", partial(_pick, view, months, rules))


def _cells(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """Every pair of stages that occur, in the order of a life; where nobody moved, no value."""
    starts = [stage for stage in (ARRIVED, *STAGES) if stage in set(found["from_stage"])]
    ends = [stage for stage in STAGES if stage in set(found["to_stage"])]
    pairs = pd.DataFrame(product(starts, ends), columns=["from_stage", "to_stage"])
    sizes = found.groupby("from_stage")["from_count"].first()
    cells = pairs.merge(found, how="left", on=["from_stage", "to_stage"])
    names = {
        stage: f"{view.say(f'segment.lifecycle_stage.{stage}')} · {view.formats.count(size)}"
        for stage, size in sizes.items()
    }
    return cells.rename(
        columns={"from_stage": "row", "to_stage": "column", "share": "value", "from_count": "base"}
    ).assign(
        row_label=cells["from_stage"].map(names),
        column_label=_labels(view, cells["to_stage"]),
        is_unfinished=False,
    )


def _labels(view: View, stages: pd.Series) -> list[str]:
    return [view.say(f"segment.lifecycle_stage.{stage}") for stage in stages]


def _steadiness(view: View, before: pd.DataFrame, found: pd.DataFrame, months: int) -> None:
    """Whether the step before had the same shares."""
    test = homogeneity(before, found)
    if not test.df:
        st.caption(view.say("moves.too_few", fewest=FEWEST))
        return
    key = "moves.changed" if test.p < 0.05 else "moves.steady"
    chi2, p = view.formats.decimal(test.chi2, 1), view.formats.probability(test.p)
    st.caption(view.say(key, months=months, chi2=chi2, df=test.df, p=p))


def _pick(view: View, months: int, rules: StageRules, point: dict[str, object]) -> None:
    start, end = point["customdata"]  # type: ignore[misc]
    name = movers(str(start), str(end), months, rules).name  # type: ignore[has-type]
    choose_only(view, _KIND, (Chip(name, "in"),))
