"""Who is loyal, and who is only still here: attitude against behaviour."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.loyalty.loyalty_cells import (
    FAVOURABLE,
    LOYALTY_CELLS,
    MARGIN_DAYS,
    OFTEN,
    READS,
    loyalty_cells,
)
from ui.block import block
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.links import Chip
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.view import View

_KIND = LOYALTY_CELLS.name
_FEW = 10


@block
def loyalty_matrix(view: View) -> None:
    """One bar per cell; a click filters by it."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        rows = _named(view, loyalty_cells(siblings(view, _KIND)))
        chips = let_in(view, _KIND)
        chosen = chips[0].value if len(chips) == 1 else None
        words = wording(view, "share")
        chart = bars(rows, words, view.theme, selected=chosen, is_sorted=False)
        passport = of_figure(view, "loyalty_cells")
        figure(view, chart, rows, passport, "loyalty-cells", partial(_pick, view))
        favourable = view.formats.value(FAVOURABLE, "share")
        facts = {"often": OFTEN, "favourable": favourable, "margin": MARGIN_DAYS}
        st.caption(view.say("loyalty_cells.rules", **facts))
        people_link(view, _KIND)


def _named(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        label=[view.say(f"segment.{_KIND}.{cell}") for cell in rows["segment"]],
        value=rows["share"],
        is_small=rows["customers"] < _FEW,
    ).drop(columns="share")


def _pick(view: View, point: dict[str, object]) -> None:
    choose_only(view, _KIND, (Chip(_KIND, point["customdata"][0]),))  # type: ignore[index]
