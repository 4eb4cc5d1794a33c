"""The four steps of service as a funnel: how many come so far, and how long each step takes."""

import pandas as pd
import streamlit as st

from metrics.service.service_steps import service_steps
from metrics.service.waits import FEWEST, Clock
from ui.block import block
from ui.crossfilter import is_closed
from ui.figures.funnel import funnel
from ui.hours_in_words import between, waited
from ui.parts import too_few
from ui.passport import of_figure
from ui.view import View


@block
def steps(view: View, clock: Clock) -> None:
    """A bar per step, the share that goes on, and under it half and nine in ten of each wait."""
    if is_closed(view, ("tickets.resolved_at",)):
        return
    rows = service_steps(view.scope, clock)
    received = int(rows["ticket_count"].iloc[0])
    if received < FEWEST:
        too_few(view, received, FEWEST, "tickets")
        return
    labels = [view.say(f"service_steps.{step}") for step in rows["step"]]
    drawn = rows.assign(label=labels, value=rows["ticket_count"])
    funnel(view, drawn, of_figure(view, "service_steps"), "service-steps")
    timed = [row for row in rows.to_dict("records") if pd.notna(row.get("median_hours"))]
    if timed:
        st.markdown("\n".join(f"- {_times(view, row)}" for row in timed))


def _times(view: View, row: dict[str, float]) -> str:
    say, formats = view.say, view.formats
    return say(
        f"service_steps.wait_{row['step']}",
        half=waited(row["median_hours"], say, formats),
        half_between=between(row["median_low"], row["median_high"], say, formats),
        most=waited(row["p90_hours"], say, formats),
        most_between=between(row["p90_low"], row["p90_high"], say, formats),
    )
