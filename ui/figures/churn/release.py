"""Whether customers stay when the contract lets them go."""

import pandas as pd
import streamlit as st

from metrics.contracts.release import READS, release
from ui.block import block
from ui.charts.bars import bars
from ui.crossfilter import is_closed
from ui.leaving_in_words import release_told
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.safe import visible
from ui.view import View

FEWEST = 50
MOST_CONTRACTS = 6


@block
def release_test(view: View) -> None:
    """Two bars per kind of contract: leaving in the months before its end, and after."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = release(view.scope)
        st.markdown(release_told(vars(found), view.say, view.formats))
        rows = _named(view, found.rows)
        chart = bars(rows, wording(view, "share"), view.theme, is_sorted=False)
        figure(view, chart, rows, of_figure(view, "release"), "release")
        st.caption(view.say("release.dated" if found.is_dated else "release.counted"))


def _named(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The kinds with the most customers, before and after side by side."""
    largest = rows.groupby("contract", dropna=False)["base"].max().nlargest(MOST_CONTRACTS).index
    kept = rows[rows["contract"].isin(largest)]
    names = [_name(view, row.contract, row.window) for row in kept.itertuples()]
    return (
        kept.drop(columns=["contract", "window", "months"])
        .assign(value=kept["rate"], label=names, segment=names, is_small=kept["base"] < FEWEST)
        .drop(columns="rate")
    )


def _name(view: View, contract: object, window: object) -> str:
    when = view.say(f"release.{window}")
    known = visible(contract, 40) if isinstance(contract, str) else view.say("segment.no_value")
    return view.say("release.label", contract=known, when=when)
