"""How far the care for customers has come: a radar of what can be told, drawn when asked for."""

from functools import partial

import streamlit as st

from metrics.quality.maturity import Maturity, maturity
from ui.block import block
from ui.campaigns_in_words import guided_told
from ui.charts.radar import radar
from ui.figures.comments.comment_moods import heard_once
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.view import View


@block
def how_mature(view: View) -> None:
    """A spoke for each part; beside it what the latest campaign changed, and what is not told."""
    box = st.expander(view.say("maturity.open"), key="maturity", on_change="rerun")
    if not box.open:
        return
    with box, told_when_refused(view), st.spinner(view.say("comments.working")):
        found = maturity(view.scope, partial(heard_once, view))
        rows = found.rows.assign(
            item=found.rows["part"],
            label=[view.say(f"maturity.{part}") for part in found.rows["part"]],
        )
        chart = radar(rows, wording(view, "score"), view.theme)
        told = rows[["label", "value", "low", "high", "base"]]
        figure(view, chart, told, of_figure(view, "maturity"), "maturity-parts")
        _beside(view, found)


def _beside(view: View, found: Maturity) -> None:
    if found.guided is not None:
        st.markdown(guided_told(found.guided, view.say, view.formats))
    if found.missing:
        names = view.say("list.comma").join(view.say(f"maturity.{part}") for part in found.missing)
        st.caption(view.say("maturity.missing", names=names))
