"""Whether those who complained order again like others who had bought like them."""

import pandas as pd
import streamlit as st

from metrics.recovery import FEWEST, READS, recovery
from ui.charts.bars import bars
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.service_in_words import recovery_told
from ui.view import View


def recovered(view: View) -> None:
    """Beside each kind of complaint, others alike; and in words what the difference may be."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = recovery(view.scope)
        rows = _rows(view, found)
        chart = bars(rows, wording(view, "share"), view.theme, is_sorted=False)
        figure(view, chart, rows, of_figure(view, "recovery"), "recovery")
        firm = found[found["base"] >= FEWEST].to_dict("records")
        if firm:
            st.markdown(
                "\n".join(f"- {recovery_told(row, view.say, view.formats)}" for row in firm)
            )
        st.caption(view.say("recovery.note"))


def _rows(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """For each kind of complaint a bar, and under it those it is held against."""
    rows = []
    for kind, own in found.groupby("kind", sort=False):
        first = own.iloc[0]
        rows.append(_bar(view, str(kind), first, ""))
        rows += [_bar(view, row["against"], row, "matched_") for _, row in own.iterrows()]
    return pd.DataFrame(rows)


def _bar(view: View, role: str, row: pd.Series, prefix: str) -> dict[str, object]:
    ends = {name: row[f"{prefix}{name}"] for name in ("value", "low", "high")}
    own = {"label": view.say(f"recovery.{role}"), "segment": f"{row['kind']}-{role}"}
    return own | ends | {"base": row["base"], "is_small": row["base"] < FEWEST}
