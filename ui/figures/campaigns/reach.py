"""Whom each campaign reached, and which share of those clicked or bought."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from metrics.families.campaigns import READS, reach
from ui.block import block
from ui.charts.bars import bars
from ui.choice import one_of
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.safe import visible
from ui.view import View

_MEASURES = ("click_rate", "conversion_rate")
_TOLD = [
    *("campaign", "offer", "channel", "sent_on", "sent", "delivered"),
    *("click_rate", "click_rate_low", "click_rate_high"),
    *("conversion_rate", "conversion_rate_low", "conversion_rate_high", "is_small"),
]
_MOST = 24


@block
def reached(view: View) -> None:
    """One bar per campaign and offer, the latest on top, with the share that was chosen."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        rows = reach(view.scope)
        chosen = _measure(view, [name for name in _MEASURES if rows[f"{name}_base"].sum() > 0])
        shown = _drawn(view, rows, chosen).head(_MOST)
        chart = bars(shown, wording(view, "share"), view.theme, is_sorted=False)
        listed = rows[_TOLD].dropna(axis=1, how="all")
        figure(view, chart, listed, of_figure(view, "reach"), "reach")
        if not rows["told_delivered"].any():
            st.caption(view.say("reach.all_taken_as_delivered"))


def _measure(view: View, told: list[str]) -> str:
    return one_of(view, "reach.measure", told, "reach.{}", "reach-measure")


def _drawn(view: View, rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The latest campaign first, named with what it offered where it offered several things."""
    several = rows.duplicated("campaign", keep=False)
    names = [
        _name(view, row, is_one_of_several=bool(is_one))
        for row, is_one in zip(rows.to_dict("records"), several, strict=True)
    ]
    found = pd.DataFrame(
        {
            "segment": names,
            "label": names,
            "value": rows[measure],
            "low": rows[f"{measure}_low"],
            "high": rows[f"{measure}_high"],
            "base": rows[f"{measure}_base"].astype(int),
            "is_small": rows["is_small"],
        }
    )
    return found[found["base"] > 0].iloc[::-1]


def _name(view: View, row: dict[Hashable, Any], *, is_one_of_several: bool) -> str:
    """The month first, as what is done every year goes by the same long name."""
    parts = [] if pd.isna(row["sent_on"]) else [view.formats.period(row["sent_on"], "month")]
    parts.append(visible(row["campaign"]))
    if is_one_of_several and pd.notna(row["offer"]):
        parts = [visible(row["offer"]), *parts]
    return " · ".join(parts)
