"""Whether those who were about to go came back because of what was done, by reason and offer."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from metrics.families.winning_back import READS, WITHIN_DAYS, WonBack, won_back
from ui.block import block
from ui.charts.bars import bars
from ui.choice import one_of
from ui.crossfilter import is_closed
from ui.figures.campaigns.effects import difference_in_words
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
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
        lines = [_sentence(view, row) for row in found.whole.to_dict("records")]
        st.markdown("\n".join(f"- {line}" for line in lines if line))
        _parts(view, found)


def _sentence(view: View, row: dict[str, object]) -> str:
    if pd.isna(row["value"]):
        return ""
    share = partial(view.formats.value, unit="share")
    more = partial(difference_in_words, view, "share")
    facts = {
        **{name: share(float(str(row[name]))) for name in ("treated", "control")},
        **{name: more(float(str(row[name]))) for name in ("value", "low", "high")},
        "treated_base": view.formats.count(float(str(row["treated_base"]))),
        "control_base": view.formats.count(float(str(row["control_base"]))),
    }
    is_sure = float(str(row["low"])) > 0 or float(str(row["high"])) < 0
    verdict = view.say("winning_back.sure" if is_sure else "winning_back.open", **facts)
    said = view.say(f"winning_back.{row['outcome']}", days=WITHIN_DAYS, **facts)
    return view.say.passage([said, verdict])


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
