"""What customers say they get, less what they say it costs them."""

import pandas as pd
import streamlit as st

from metrics.worth.delivered_value import (
    BENEFITS,
    COSTS,
    CUSTOMERS_NEEDED,
    READS,
    DeliveredValue,
    delivered_value,
)
from ui.block import block
from ui.charts.waterfall import waterfall
from ui.crossfilter import is_closed
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.view import View


@block
def delivered(view: View) -> None:
    """Benefits and costs step by step down to what is left; what nobody was asked is named."""
    if is_closed(view, READS):
        return
    found = delivered_value(view.scope)
    if found.parts.empty:
        facts = {"benefits": _named(view, BENEFITS), "costs": _named(view, COSTS)}
        need = view.formats.count(CUSTOMERS_NEEDED)
        st.info(view.say("delivered_value.none", need=need, **facts), icon=":material/lock:")
        return
    rows = _steps(view, found)
    chart = waterfall(rows, wording(view, "score"), view.theme)
    figure(view, chart, rows, of_figure(view, "delivered_value"), "delivered-value")
    st.caption(_legend(view, found))


def _named(view: View, parts: tuple[str, ...]) -> str:
    return view.say("list.comma").join(view.say(f"delivered_value.{part}") for part in parts)


def _steps(view: View, found: DeliveredValue) -> pd.DataFrame:
    listed = [
        *found.parts.to_dict("records"),
        *([found.net.to_dict()] if found.net is not None else []),
    ]
    rows = pd.DataFrame(listed).rename(columns={"part": "step"})
    names = [view.say(f"delivered_value.{step}") for step in rows["step"]]
    return rows.assign(label=names, is_total=rows["step"] == "net")


def _legend(view: View, found: DeliveredValue) -> str:
    said = [view.say("delivered_value.legend")]
    if found.net is not None:
        score = view.formats.interval(found.net["low"], found.net["high"], "score")
        base = view.formats.count(found.net["base"])
        said.append(view.say("delivered_value.interval", interval=score, base=base))
    if found.missing:
        said.append(view.say("delivered_value.missing", names=_named(view, found.missing)))
    return view.say.passage(said)
