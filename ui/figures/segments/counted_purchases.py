"""Where customers buy, and how much on deals, from columns that count purchases."""

from functools import partial

import streamlit as st

from metrics.buying.counted_purchases import COUNTED_CHANNEL, READS, Bought, ways
from metrics.buying.counted_purchases import counted_purchases as counted
from ui.block import block
from ui.charts.bars import bars
from ui.crossfilter import choose_only, let_in, people_link, siblings
from ui.links import Chip
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.view import View

_KIND = COUNTED_CHANNEL.name


@block
def counted_purchases(view: View) -> None:
    """One bar per channel, its share of all purchases; a click shows those who buy there most."""
    scope = siblings(view, _KIND)
    if scope.lacks(READS) or not ways(scope):
        return
    with told_when_refused(view):
        found = counted(scope)
        st.markdown(f"**{view.say('counted_purchases.title')}**")
        rows = found.channels.assign(
            segment=found.channels["way"],
            label=[view.say(f"segment.{_KIND}.{way}") for way in found.channels["way"]],
            is_small=False,
        )
        chosen = let_in(view, _KIND)
        selected = chosen[0].value if len(chosen) == 1 else None
        chart = bars(rows, wording(view, "share"), view.theme, selected=selected)
        told = rows[["label", "value", "low", "high", "purchases", "base"]]
        passport = of_figure(view, "counted_purchases")
        figure(view, chart, told, passport, "counted-purchases", partial(_pick, view))
        people_link(view, _KIND)
        st.caption(_deals(view, found))


def _deals(view: View, found: Bought) -> str:
    said = [view.say("counted_purchases.note")]
    if found.deals:
        low, high = found.deals["low"], found.deals["high"]
        share = view.formats.value(found.deals["value"], "share")
        interval = view.formats.interval(low, high, "share")
        said.append(view.say("counted_purchases.deals", share=share, interval=interval))
    if found.left_out:
        count = view.formats.count(found.left_out)
        said.append(view.say("counted_purchases.left_out", count=count))
    return view.say.passage(said)


def _pick(view: View, point: dict[str, object]) -> None:
    way = point["customdata"][0]  # type: ignore[index]
    choose_only(view, _KIND, (Chip(_KIND, way),))
