"""Who brings others, how many, and whether those brought stay."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics import quotients
from metrics.families.referral import READS, WAY_IN, referrers
from metrics.registry import BY_NAME
from ui.block import block
from ui.cells import formatted, labels
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.labels import labelled
from ui.links import Chip
from ui.masking import masked, names_shown
from ui.parts import figure, too_few, wording
from ui.passport import of_figure
from ui.view import View

_KIND = WAY_IN.name
_STAYING = "repeat_rate"
_UNITS = {"brought_count": "whole", "repeat_count": "whole", "net_spend": "money"}


@block
def referral(view: View) -> None:
    """How many one customer brings; those brought against the others; who brings most."""
    if is_closed(view, READS):
        return
    told = quotients.overall(view.scope, [BY_NAME["referrals_per_customer"]]).iloc[0]
    minimum = BY_NAME["referrals_per_customer"].minimum
    if told["base"] < minimum:
        too_few(view, int(told["base"]), minimum, "customers")
    else:
        st.markdown(_sentence(view, told))
    if not view.scope.lacks(("orders.ordered_at",)):
        _staying(view)
    _referrers(view)


def _sentence(view: View, told: pd.Series) -> str:
    hundred = {name: view.formats.decimal(told[name] * 100, 1) for name in ("value", "low", "high")}
    return view.say("referral.k", customers=view.formats.count(told["base"]), **hundred)


def _staying(view: View) -> None:
    """Whether customers who were brought come back more often than those who came on their own."""
    indicator = BY_NAME[_STAYING]
    rows = quotients.by(siblings(view, _KIND), [indicator], WAY_IN)
    rows = labelled(view.say, WAY_IN, rows[rows["base"] > 0])
    rows["is_small"] = rows["base"] < indicator.minimum
    chips = let_in(view, _KIND)
    chosen = chips[0].value if len(chips) == 1 else None
    st.markdown(view.say("referral.staying"))
    chart = bars(rows, wording(view, indicator.unit), view.theme, selected=chosen)
    figure(view, chart, rows, of_figure(view, "referral"), "referral", partial(_pick, view))
    people_link(view, _KIND)


def _referrers(view: View) -> None:
    box = st.expander(view.say("referral.open"), key="referrers", on_change="rerun")
    if not box.open:
        return
    with box:
        rows = referrers(view.scope)
        shown = rows if names_shown(view) else masked(rows)
        st.dataframe(
            formatted(view, shown, _UNITS),
            column_config=labels(view, shown),
            hide_index=True,
            key="referrers-rows",
        )


def _pick(view: View, point: dict[str, object]) -> None:
    choose_only(view, _KIND, (Chip(_KIND, point["customdata"][0]),))  # type: ignore[index]
