"""Who is loyal, and who is only still here: attitude against behaviour."""

from functools import partial
from math import ceil

import pandas as pd
import streamlit as st

from metrics.loyalty.locked_in import locked_in_by
from metrics.loyalty.loyalty_cells import (
    FAVOURABLE,
    MARGIN_DAYS,
    OFTEN,
    READS,
    STANDARD,
    LoyaltyRules,
    loyalty_cells,
    points_that_hold,
)
from ui.block import block
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.links import Chip
from ui.loyalty_in_words import held_told
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.reader_rules import name_in_force, thresholds_to_change
from ui.view import View

_KIND = "loyalty_cell"
_FEW = 10


@block
def loyalty_matrix(view: View) -> None:
    """One bar per cell; a click filters by it."""
    if is_closed(view, READS):
        return
    rules = LoyaltyRules.in_name(name_in_force(view, _KIND), _KIND) or STANDARD
    points = points_that_hold(view.scope, rules)
    if points is not None:
        thresholds_to_change(view, _KIND, rules, LoyaltyRules(ceil(points)))
    with told_when_refused(view):
        rows = _named(view, loyalty_cells(siblings(view, _KIND), rules))
        chips = let_in(view, _KIND)
        chosen = chips[0].value if len(chips) == 1 else None
        words = wording(view, "share")
        chart = bars(rows, words, view.theme, selected=chosen, is_sorted=False)
        passport = of_figure(view, "loyalty_cells")
        figure(view, chart, rows, passport, "loyalty-cells", partial(_pick, view, rules))
        held = locked_in_by(siblings(view, _KIND), rules).to_dict("records")
        st.markdown(held_told(held, view.say, view.formats))
        st.caption(_rules(view, rules, points))
        people_link(view, _KIND)


def _rules(view: View, rules: LoyaltyRules, points: float | None) -> str:
    """The cuts, then from how many points on they hold a customer and whose number that is."""
    favourable = view.formats.value(FAVOURABLE, "share")
    cuts = {"often": OFTEN, "favourable": favourable, "margin": MARGIN_DAYS}
    told = [view.say("loyalty_cells.rules", **cuts)]
    if points is not None:
        whose = "own" if rules != STANDARD else "middle"
        told.append(view.say(f"loyalty_cells.points_{whose}", points=_number(view, points)))
    elif not view.scope.lacks(("customers.points_balance",)):
        told.append(view.say("loyalty_cells.points_alike"))
    return view.say.passage(told)


def _number(view: View, points: float) -> str:
    return view.formats.decimal(points, 0 if points == int(points) else 1)


def _named(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        label=[view.say(f"segment.{_KIND}.{cell}") for cell in rows["segment"]],
        value=rows["share"],
        is_small=rows["customers"] < _FEW,
    ).drop(columns="share")


def _pick(view: View, rules: LoyaltyRules, point: dict[str, object]) -> None:
    choose_only(view, _KIND, (Chip(rules.named(_KIND), point["customdata"][0]),))  # type: ignore[index]
