"""What buyers of one thing buy within a year of it, and how many of them buy it again."""

import pandas as pd
import streamlit as st

from metrics.segments.bought_after import WITHIN_DAYS, bought_after, first_items
from metrics.segments.next_offers import Item
from ui.block import block
from ui.charts.bars import bars
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.safe import visible
from ui.view import View

_MOST = 12
_TOLD = ["label", "is_same", "customers", "base", "value", "low", "high"]


@block
def came_back_for(view: View, item: Item) -> None:
    """Choose what they bought first; a bar for each thing they came back for."""
    firsts = _firsts(view, item)
    if not firsts:
        st.info(view.say("bought_after.none", days=WITHIN_DAYS), icon=":material/group_off:")
        return
    with st.container(width=360):
        first = st.selectbox(
            view.say("bought_after.first"),
            firsts,
            format_func=lambda name: visible(name, 60),
            key=f"bought-after-{item}",
        )
    with told_when_refused(view):
        rows = _drawn(bought_after(view.scope, item, first or firsts[0]))
        chart = bars(rows.head(_MOST), wording(view, "share"), view.theme)
        figure(view, chart, rows[_TOLD], of_figure(view, "bought_after"), "bought-after")


@remembered(4)
def _firsts(view: View, item: Item) -> list[str]:
    return first_items(view.scope, item)


def _drawn(rows: pd.DataFrame) -> pd.DataFrame:
    labels = [visible(name, 60) for name in rows["item"]]
    return rows.assign(segment=rows["item"], label=labels, is_small=False)
