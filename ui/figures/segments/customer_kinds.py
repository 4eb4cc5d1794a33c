"""Who looks for a low price, for quality, for service; with the weights that say so."""

from functools import partial

import streamlit as st

from metrics.segments.customer_kinds import (
    CLEAR_BY,
    CUSTOMER_KINDS,
    WEIGHTS,
    kind_shares,
    weights_known,
)
from ui.block import block
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.labels import labelled
from ui.links import Chip
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.view import View

_KIND = CUSTOMER_KINDS.name


@block
def customer_kinds(view: View) -> None:
    """One bar per kind, its share of those who ordered; a click shows the people."""
    if is_closed(view, CUSTOMER_KINDS.reads):
        return
    with told_when_refused(view):
        _drawn(view, weights_known(view.scope))


def _drawn(view: View, weights: dict[str, dict[str, float]]) -> None:
    shares = kind_shares(siblings(view, _KIND))
    rows = labelled(view.say, CUSTOMER_KINDS, shares).assign(value=shares["share"], is_small=False)
    chosen = let_in(view, _KIND)
    selected = chosen[0].value if len(chosen) == 1 else None
    chart = bars(rows, wording(view, "share"), view.theme, selected=selected)
    figure(
        view, chart, rows, of_figure(view, "customer_kind"), "customer-kinds", partial(_pick, view)
    )
    people_link(view, _KIND)
    st.caption(view.say("customer_kinds.rule", lead=_lead(view)))
    st.caption(_weights(view, weights))


def _weights(view: View, weights: dict[str, dict[str, float]]) -> str:
    """The signs of each kind, each with its weight, a line per kind."""
    comma = view.say("list.comma")
    said = [
        view.say(
            "customer_kinds.signs",
            kind=view.say(f"segment.customer_kind.{kind}"),
            signs=comma.join(_sign(view, sign, weight) for sign, weight in signs.items()),
        )
        for kind, signs in weights.items()
    ]
    untold = [view.say(f"segment.customer_kind.{kind}") for kind in WEIGHTS if kind not in weights]
    if untold:
        said.append(view.say("customer_kinds.untold", kinds=comma.join(untold)))
    return "\n".join(f"- {line}" for line in said)


def _sign(view: View, sign: str, weight: float) -> str:
    share = view.formats.percent(weight)
    return view.say("customer_kinds.sign", sign=view.say(f"heading.{sign}"), weight=share)


def _lead(view: View) -> str:
    return view.formats.decimal(CLEAR_BY, 1)


def _pick(view: View, point: dict[str, object]) -> None:
    segment = point["customdata"][0]  # type: ignore[index]
    choose_only(view, _KIND, (Chip(_KIND, segment),))
