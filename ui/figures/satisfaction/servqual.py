"""Quality of service by its five dimensions, against expectations and by itself."""

import streamlit as st

from metrics.satisfaction.satisfaction_index import ALPHA_WANTED
from metrics.satisfaction.servqual import READS, ServiceQuality, service_quality
from ui.charts.dumbbell import dumbbell
from ui.crossfilter import is_closed
from ui.figures.satisfaction.expectation_gaps import ends_of_a_gap
from ui.gaps_in_words import verdict
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.view import View

_TOLD = [
    *("label", "expected", "perceived", "gap", "low", "high", "weight", "base"),
    *("expected_alpha", "perceived_alpha"),
]


def service_gaps(view: View) -> None:
    """A line for each dimension; then which of the two measures goes with satisfaction more."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found = service_quality(view.scope)
        st.markdown(_sentence(view, found))
        rows = found.rows.assign(
            label=[view.say(f"servqual.{part}") for part in found.rows["part"]],
            desired=float("nan"),
            verdict=[verdict(*ends) for ends in found.rows[["low", "high"]].to_numpy(float)],
            written=[view.formats.difference(gap, "score", "") for gap in found.rows["gap"]],
        )
        marks = {name: view.say(f"gap.{name}") for name in ("expected", "perceived")}
        chart = dumbbell(rows, wording(view, "score"), view.theme, marks=marks)
        figure(view, chart, rows[_TOLD], of_figure(view, "servqual"), "servqual")
        st.caption(_cautions(view, found))


def _sentence(view: View, found: ServiceQuality) -> str:
    score = view.formats
    return view.say(
        "servqual.value",
        gap=score.difference(found.gap[0], "score", ""),
        gap_interval=ends_of_a_gap(view, found.gap[1], found.gap[2]),
        perceived=score.value(found.perceived[0], "score"),
        perceived_interval=score.interval(found.perceived[1], found.perceived[2], "score"),
        customers=score.count(found.base),
    )


def _cautions(view: View, found: ServiceQuality) -> str:
    said = [view.say("servqual.weighted" if found.is_weighted else "servqual.unweighted")]
    shares = found.gap_explains, found.perceived_explains
    if all(share == share for share in shares):
        gap, perceived = (view.formats.value(share, "share") for share in shares)
        said.append(view.say("servqual.explains", gap=gap, perceived=perceived))
    least = found.rows[["expected_alpha", "perceived_alpha"]].min(axis=1)
    if least.notna().any():
        said.append(_consistency(view, str(found.rows["part"][least.idxmin()]), least.min()))
    return view.say.passage(said)


def _consistency(view: View, part: str, alpha: float) -> str:
    """How well the questions of the dimension go together where they do so least."""
    return view.say(
        "servqual.together" if alpha >= ALPHA_WANTED else "servqual.apart",
        part=view.say(f"servqual.{part}"),
        least=view.formats.decimal(alpha, 2),
        wanted=view.formats.decimal(ALPHA_WANTED, 1),
    )
