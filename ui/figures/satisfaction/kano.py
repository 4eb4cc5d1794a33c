"""What each feature means to customers: taken for granted, the more the better, or a delight."""

import pandas as pd
import streamlit as st

from metrics.satisfaction.kano import DOUBTED, READS, Kano, kano
from ui.charts.quadrant import Quadrants, quadrant
from ui.crossfilter import is_closed
from ui.facts import Row
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.safe import plain, visible
from ui.view import View

_SHARES = ["must_be", "wanted", "delight", "indifferent", "reverse", "questionable"]
_ENDS = ["better", "better_low", "better_high", "worse", "worse_low", "worse_high"]


def features(view: View) -> None:
    """Each feature by how much having it gains and lacking it costs."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = kano(view.scope)
        rows = found.rows
        st.markdown("\n".join(_line(view, row) for row in rows.to_dict("records")))
        drawn = rows.assign(
            label=[visible(item) for item in rows["item"]],
            x=rows["worse"],
            y=rows["better"],
            is_small=~rows["is_clear"].astype(bool),
        )
        words = wording(view, "share", view.say("kano.worse"), view.say("kano.better"))
        corners = {
            "top_left": view.say("kano.kind.delight"),
            "top_right": view.say("kano.kind.wanted"),
            "bottom_left": view.say("kano.kind.indifferent"),
            "bottom_right": view.say("kano.kind.must_be"),
        }
        chart = quadrant(drawn, words, view.theme, fields=Quadrants(0.5, 0.5, **corners))
        told = drawn.assign(kano_kind=[view.say(f"kano.kind.{kind}") for kind in rows["kind"]])
        told = told[["label", "kano_kind", "is_clear", *_ENDS, *_SHARES, "base"]]
        figure(view, chart, told, of_figure(view, "kano"), "kano")
        st.caption(_cautions(view, found))


def _line(view: View, row: Row) -> str:
    kinds = [view.say(f"kano.kind.{row[name]}") for name in ("kind", "runner_up")]
    facts = {"name": plain(row["item"]), "kind": kinds[0], "other": kinds[1]}
    share = view.formats.value(row[row["kind"]], "share")
    return view.say("kano.clear" if row["is_clear"] else "kano.close", share=share, **facts)


def _cautions(view: View, found: Kano) -> str:
    said = [view.say("kano.legend")]
    doubted: pd.Series = found.rows.loc[found.rows["questionable"] > DOUBTED, "item"]
    if len(doubted):
        names = view.say("list.comma").join(map(plain, doubted))
        said.append(view.say("kano.doubted", names=names))
    if found.is_turned:
        said.append(view.say("kano.turned"))
    return view.say.passage(said)
