"""Who does not answer, and whether they behave otherwise than those who do."""

import pandas as pd
import streamlit as st

from metrics.registry import BY_NAME
from metrics.risk.churn_windows import Kind, kinds
from metrics.risk.fates import DAYS
from metrics.satisfaction.non_response import READS, non_response
from ui.answers_in_words import silent_measure, silent_told
from ui.block import block
from ui.breakdown import breakdown
from ui.crossfilter import is_closed
from ui.figure_rows import told
from ui.parts import told_when_refused
from ui.passport import of_figure, passport_button
from ui.remembered import remembered
from ui.view import View

_TOLD = ["label", "value", "low", "high", "base", "silent_value", "silent_low", "silent_high"]
_TOLD += ["silent_base", "difference", "difference_low", "difference_high"]


@block
def answering(view: View) -> None:
    """What those asked did, by whether they answered; opened, the rate of answers by segment."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        way: Kind = next((k for k in kinds(view.scope) if k != "snapshot"), "snapshot")
        rows = _found(view, way)
        lines = (silent_told(r, way, view.say, view.formats) for r in rows.to_dict("records"))
        st.markdown("\n".join(lines))
        st.caption(view.say("answering.caution", days=DAYS))
        shown = rows.assign(label=[silent_measure(m, way, view.say) for m in rows["measure"]])
        with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
            passport_button(view, of_figure(view, "non_response"), "non-response")
            table = st.popover(
                view.say("figure.table"),
                icon=":material/table:",
                type="tertiary",
                key="t-non-response",
                on_change="rerun",
            )
        if table.open:
            with table:
                st.dataframe(told(view, shown[_TOLD]), hide_index=True)
    box = st.expander(view.say("answering.where"), key="answering", on_change="rerun")
    if box.open:
        with box:
            rate = [BY_NAME["response_rate"]]
            breakdown(view, rate, "answering-where", prefers=("tier", "region"))


@remembered(8)
def _found(view: View, way: Kind) -> pd.DataFrame:
    return non_response(view.scope, way)
