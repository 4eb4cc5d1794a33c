"""Whether those who were about to go came back because of what was done, by reason and offer."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from metrics.campaigns.keeping_cost import warnings_for_one
from metrics.families.winning_back import READS, WonBack, won_back
from ui.block import block
from ui.campaigns_in_words import kept_told, won_back_told
from ui.charts.bars import bars
from ui.choice import one_of
from ui.crossfilter import is_closed
from ui.figures.campaigns.effects import difference_in_words
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure, passport_button
from ui.safe import plain, visible
from ui.view import View

_KINDS = ("reason", "offer", "reason_offer")
_TOLD = [
    *("label", "treated", "treated_base", "control", "control_base"),
    *("value", "low", "high", "is_beyond_chance", "is_small"),
]


@block
def winning_back(view: View) -> None:
    """Back within 90 days, and for good, against those left alone; then by reason or offer."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = won_back(view.scope)
        whole = found.whole.to_dict("records")
        lines = [won_back_told(row, view.say, view.formats) for row in whole]
        st.markdown("\n".join(f"- {line}" for line in lines if line))
        _cost(view, found)
        _parts(view, found)


def _cost(view: View, found: WonBack) -> None:
    """What one customer kept costs, at the reader's price for acting on a warning."""
    price = st.number_input(
        view.say("winning_back.price"), 0.0, None, 0.0, step=1.0, key="keeping-price", width=320
    )
    kept = warnings_for_one(found.whole.to_dict("records"))
    st.markdown(kept_told(kept, view.say, view.formats, price))
    passport_button(view, of_figure(view, "keeping_cost"), "keeping-cost", is_named=True)


def _parts(view: View, found: WonBack) -> None:
    told = [kind for kind in _KINDS if not found.parts.empty and kind in set(found.parts["kind"])]
    if not told:
        return
    kind = one_of(view, "winning_back.by", told, "winning_back.by_{}", "winning-back-by")
    own = found.parts[found.parts["kind"] == kind]
    rows = own.assign(label=[visible(name) for name in own["segment"]], base=own["treated_base"])
    words = replace(wording(view, "share"), number=partial(difference_in_words, view, "share"))
    chart = bars(rows, words, view.theme)
    figure(view, chart, rows[_TOLD], of_figure(view, "winning_back"), "winning-back")
    st.caption(_standing_out(view, rows))


def _standing_out(view: View, rows: pd.DataFrame) -> str:
    names = rows.loc[rows["is_beyond_chance"], "label"]
    if names.empty:
        return view.say("winning_back.none_stands_out")
    listed = view.say("list.comma").join(plain(name) for name in names)
    return view.say("winning_back.stand_out", names=listed)
