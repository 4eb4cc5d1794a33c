"""How far the forecast of value was off on an earlier day, for each tenth of customers."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.equity import READS
from metrics.valuation import Terms
from metrics.value_backtest import ValueRecord, value_record
from ui.charts.lines import lines
from ui.crossfilter import is_closed
from ui.palette import colour_of
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.view import View, identity

_CAME, _FORETOLD = "came", "foretold"


def record(view: View, terms: Terms) -> None:
    """What was foretold of each tenth, and what came."""
    if is_closed(view, READS):
        return
    with told_when_refused(view):
        found, asked = _record(view, terms.weeks)
        view.heard[:] = asked
        st.markdown(_sentence(view, found))
        chart = lines(
            _points(view, found.tenths),
            wording(view, "money", x=view.say("value_record.tenths")),
            view.theme,
            colour=partial(colour_of, [_CAME, _FORETOLD], theme=view.theme),
            is_from_zero=True,
        )
        figure(view, chart, found.tenths, of_figure(view, "value_record"), "value-record")


@st.cache_data(scope="session", max_entries=8, show_spinner=False, hash_funcs={View: identity})
def _record(view: View, weeks: int) -> tuple[ValueRecord, list[str]]:
    """The record, and what was asked for it: kept together, for the passport."""
    view.heard.clear()
    return value_record(view.scope, weeks), [*view.heard]


def _sentence(view: View, found: ValueRecord) -> str:
    facts = {
        "day": view.formats.day(found.day),
        "weeks": found.weeks,
        "percent": view.formats.change(found.ratio - 1),
    }
    inside = found.tenths["foretold"].between(found.tenths["low"], found.tenths["high"]).sum()
    said = view.say("value_record.said", **facts)
    return f"{said} {view.say('value_record.inside', inside=int(inside))}"


def _points(view: View, tenths: pd.DataFrame) -> pd.DataFrame:
    """The two lines over the tenths, what came with its interval."""
    came = tenths.assign(segment=_CAME, value=tenths["came"])
    foretold = tenths.assign(segment=_FORETOLD, value=tenths["foretold"], low=None, high=None)
    both = pd.concat([came, foretold.astype({"low": float, "high": float})])
    return both.assign(
        label=both["segment"].map(lambda name: view.say(f"value_record.{name}")),
        period=both["tenth"],
        period_label=both["tenth"].map(str),
        base=both["customers"],
        is_small=False,
        is_unfinished=False,
    )
