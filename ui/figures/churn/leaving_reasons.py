"""Why customers under contract left, and the money that each reason cost."""

from functools import partial

import pandas as pd
import streamlit as st

from data.scope import Scope
from metrics.contracts.leaving_reasons import READS, leaving_reasons
from metrics.dimensions import dimension_called
from ui.block import block
from ui.cells import formatted, labels
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.formats import NOTHING
from ui.labels import labelled
from ui.links import Chip
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.safe import plain
from ui.view import View

FEWEST = 30
MOST = 12
_KIND = "leaving_reason"


@block
def reasons(view: View) -> None:
    """One bar per reason, its share of all who left; a click shows who gave it."""
    if is_closed(view, READS):
        return
    found = _found(view, siblings(view, _KIND))
    if found.empty:
        st.caption(view.say("leaving_reasons.nobody"))
        return
    chosen = let_in(view, _KIND)
    chart = bars(
        found.head(MOST),
        wording(view, "share"),
        view.theme,
        selected=chosen[0].value if len(chosen) == 1 else None,
    )
    st.markdown(_sentence(view, found))
    passport = of_figure(view, "leaving_reasons")
    figure(view, chart, found, passport, "leaving-reasons", partial(_pick, view))
    _money(view, found)
    people_link(view, _KIND)


def _found(view: View, scope: Scope) -> pd.DataFrame:
    rows = leaving_reasons(scope).rename(columns={"reason": "segment", "share": "value"})
    named = labelled(view.say, dimension_called(_KIND), rows)
    return named.assign(is_small=named["base"] < FEWEST)


def _sentence(view: View, found: pd.DataFrame) -> str:
    count, share = view.formats.count, view.formats.value
    base = int(found["base"].iloc[0])
    said = [view.say("leaving_reasons.said", base=count(base), since=_since(view))]
    known = found["voluntary_count"].sum() + found["involuntary_count"].sum()
    if known:
        part = found["involuntary_count"].sum() / known
        said.append(view.say("leaving_reasons.involuntary", share=share(part, "share")))
    return view.say.passage(said)


def _since(view: View) -> str:
    if view.scope.since is None:
        return view.say("leaving_reasons.ever")
    return view.say("leaving_reasons.since", day=view.formats.day(view.scope.since))


def _money(view: View, found: pd.DataFrame) -> None:
    """What the leavers of each reason paid a month, and whether they wanted to go."""
    columns = ["left_count", "amount_lost", "voluntary_count", "involuntary_count"]
    told = [name for name in columns if found[name].notna().any() and found[name].sum()]
    cells = found[["label", *told]]
    units = {name: "money" if name == "amount_lost" else "whole" for name in told}
    st.dataframe(
        formatted(view, cells, units),
        column_config=labels(view, cells, label=view.say(f"dimension.{_KIND}")),
        hide_index=True,
        placeholder=NOTHING,
        key="leaving-money",
    )
    lost = found["amount_lost"].sum()
    if lost:
        most = found.loc[found["amount_lost"].idxmax()]
        facts = {
            "total": view.formats.money(lost),
            "reason": plain(most["label"]),
            "amount": view.formats.money(most["amount_lost"]),
        }
        st.caption(view.say("leaving_reasons.money", **facts).replace("$", "\\$"))


def _pick(view: View, point: dict[str, object]) -> None:
    reason = point["customdata"][0]  # type: ignore[index]
    choose_only(view, _KIND, (Chip(_KIND, reason),))
