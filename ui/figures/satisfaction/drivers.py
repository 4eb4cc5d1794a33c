"""Which parts of the experience go with satisfaction, and which of them to work on first."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from metrics.satisfaction.drivers import Drivers, drivers_of
from metrics.satisfaction.experiences import (
    READS,
    Outcome,
    experiences,
    kinds,
    outcomes,
    says_how_content,
)
from ui.block import block
from ui.charts.bars import bars
from ui.charts.quadrant import Quadrants, quadrant
from ui.figures.satisfaction.penalties import penalties
from ui.parts import figure, locked, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.safe import plain, visible
from ui.view import View

_TOLD = ["share", "low", "high", "rank", "rank_low", "rank_high", "correlation", "is_inflated"]
_PLACED = ["performance", "performance_low", "performance_high", "share", "priority"]


@block
def drivers(view: View) -> None:
    """Choose what is to be explained; the weight of each part, then weight against performance."""
    if lacking := view.scope.lacks(READS):
        locked(view, lacking)
        return
    rated, explained = _offered(view)
    if not rated or not explained:
        st.info(view.say("drivers.nothing"), icon=":material/lock:")
        return
    kind, outcome = _chosen(view, rated, explained)
    if outcome is None:
        return
    with told_when_refused(view):
        found, rare = _found(view, kind, outcome)
        asked = [*view.heard]
        rows = found.table.assign(
            label=[visible(name) for name in found.table["driver"]], base=found.base
        )
        st.markdown(_sentence(view, found, outcome))
        _weights(view, rows)
        st.caption(_cautions(view, found, rare))
        st.markdown(_first(view, rows))
        view.heard[:] = asked
        _priorities(view, rows)
        penalties(view, kind, outcome)


@remembered(8)
def _offered(view: View) -> tuple[list[str], list[Outcome]]:
    return kinds(view.scope), outcomes(view.scope)


@remembered(8)
def _found(view: View, kind: str, outcome: Outcome) -> tuple[Drivers, tuple[str, ...]]:
    """The drivers, and what too few rated."""
    told = experiences(view.scope, kind, outcome)
    return drivers_of(told), told.rarely_rated


def _chosen(view: View, rated: list[str], explained: list[Outcome]) -> tuple[str, Outcome | None]:
    """A kind of rating and what it is held against; a file's own column if it speaks of that."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        outcome = st.selectbox(
            view.say("drivers.outcome"),
            explained,
            index=0 if says_how_content(explained[0]) else None,
            format_func=lambda each: _name(view, each),
            placeholder=view.say("drivers.choose"),
            key="drivers-outcome",
        )
        kind = rated[0]
        if len(rated) > 1:
            kind = st.selectbox(
                view.say("drivers.rated"),
                rated,
                format_func=lambda name: view.say(f"drivers.kind.{name}"),
                key="drivers-kind",
            )
    return kind, outcome


def _name(view: View, outcome: Outcome) -> str:
    if outcome.groups is None:
        return view.say(f"drivers.whole.{outcome.name}")
    one, other = map(plain, outcome.groups)
    return view.say("drivers.groups", name=plain(outcome.name), one=one, other=other)


def _sentence(view: View, found: Drivers, outcome: Outcome) -> str:
    share, best = view.formats.value, found.table.iloc[0]
    said = view.say(
        "drivers.explained",
        parts=view.formats.count(len(found.table)),
        share=share(found.r_squared, "share"),
        outcome=_name(view, outcome),
        customers=view.formats.count(found.base),
    )
    rivals = found.table.iloc[1:].query("rank_low == 1")
    facts = {
        "name": plain(best["driver"]),
        "share": share(best["share"], "share"),
        "interval": view.formats.interval(best["low"], best["high"], "share"),
    }
    if best["rank_high"] == 1 or rivals.empty:
        return view.say.passage([said, view.say("drivers.clear", **facts)])
    close = view.say("drivers.close", **facts, rivals=_list(view, rivals["driver"]))
    return view.say.passage([said, close])


def _list(view: View, names: "pd.Series | tuple[str, ...]") -> str:
    return view.say("list.comma").join(plain(name) for name in names)


def _weights(view: View, rows: pd.DataFrame) -> None:
    drawn = rows.assign(segment=rows["label"], value=rows["share"], is_small=False)
    chart = bars(drawn, wording(view, "share"), view.theme)
    figure(view, chart, rows[["label", *_TOLD]], of_figure(view, "drivers"), "drivers")


def _cautions(view: View, found: Drivers, rare: tuple[str, ...]) -> str:
    """What to bear in mind, and what was left out and why."""
    inflated = found.table.loc[found.table["is_inflated"], "driver"]
    said = [view.say("drivers.association")]
    if found.left_out:
        said.append(view.say("drivers.incomplete", count=view.formats.count(found.left_out)))
    if rare:
        said.append(view.say("drivers.rare", names=_list(view, rare)))
    if len(inflated):
        said.append(view.say("drivers.inflated", names=_list(view, inflated)))
    if not found.is_exact:
        said.append(view.say("drivers.johnson"))
    return view.say.passage(said)


def _first(view: View, rows: pd.DataFrame) -> str:
    urgent = rows.loc[rows["priority"] == "focus", "driver"]
    if urgent.empty:
        return view.say("drivers.no_focus")
    return view.say("drivers.focus", names=_list(view, urgent))


def _priorities(view: View, rows: pd.DataFrame) -> None:
    # A mark of 0 to 100 is a share of its scale, so that both axes are written alike.
    done = rows.assign(**{name: rows[name] / 100 for name in _PLACED[:3]})
    drawn = done.assign(item=rows["driver"], x=done["performance"], y=rows["share"])
    drawn["is_small"] = rows["priority"] == "undetermined"
    corners = {
        place: view.say(f"segment.priority.{priority}")
        for place, priority in (
            ("top_left", "focus"),
            ("top_right", "keep"),
            ("bottom_left", "watch"),
            ("bottom_right", "ease"),
        )
    }
    fields = Quadrants(float(drawn["x"].mean()), float(drawn["y"].mean()), **corners)
    words = wording(view, "share", view.say("drivers.done"), view.say("drivers.matters"))
    words = replace(words, too_few=view.say("segment.priority.undetermined"))
    chart = quadrant(drawn, words, view.theme, fields=fields)
    figure(view, chart, done[["label", *_PLACED]], of_figure(view, "priorities"), "priorities")
    st.caption(view.say("drivers.legend"))
