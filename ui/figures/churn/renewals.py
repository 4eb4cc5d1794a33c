"""How many renew again and again, and what taking today's retention for ever would miss."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.contracts.contract_value import (
    Fitted,
    fitted,
    lifetime_ahead,
    per_renewal,
    renewal_curve,
)
from metrics.contracts.renewals import READS, RenewalCohort, renewal_cohorts
from metrics.worth.valuation import Terms
from ui.block import block
from ui.charts.lines import lines
from ui.crossfilter import is_closed
from ui.palette import colour_of
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.safe import plain
from ui.view import View

_LINES = ("seen", "fitted", "constant")


SAME = 0.01
"""Constant retention nearer than this says the same."""


@block
def renewals(view: View) -> None:
    """Opened where it is asked for: a hundred cohorts are played for the interval."""
    if is_closed(view, READS):
        return
    box = st.expander(view.say("renewals.open"), key="renewals", on_change="rerun")
    if box.open:
        with box:
            _drawn(view)


def _drawn(view: View) -> None:
    """One cohort's survivors, the model's course, and that of a constant retention."""
    with told_when_refused(view), st.spinner(view.say("value_methods.fitting")):
        cohorts = _cohorts(view)
        cohort = _chosen(view, cohorts)
        model = _fitted(cohort)
        points = _points(view, renewal_curve(cohort, model.model))
        chart = lines(
            points,
            wording(view, "share", x=view.say(f"renewals.after_{cohort.months}")),
            view.theme,
            colour=partial(colour_of, list(_LINES), theme=view.theme),
            is_from_zero=True,
        )
        shown = points[["label", "period", "value"]].rename(columns={"period": "renewal"})
        figure(view, chart, shown, of_figure(view, "renewals"), "renewals")
        st.markdown(_sentence(view, cohort, model))


@remembered(8)
def _cohorts(view: View) -> list[RenewalCohort]:
    return renewal_cohorts(view.scope)


@st.cache_data(scope="session", max_entries=8, hash_funcs={RenewalCohort: repr}, show_spinner=False)
def _fitted(cohort: RenewalCohort) -> Fitted:
    return fitted(cohort)


def _chosen(view: View, cohorts: list[RenewalCohort]) -> RenewalCohort:
    place = st.selectbox(
        view.say("renewals.cohort"),
        range(len(cohorts)),
        format_func=lambda number: _name(view, cohorts[number]),
        key=f"renewals-{len(cohorts)}",
    )
    return cohorts[place or 0]


def _name(view: View, cohort: RenewalCohort) -> str:
    facts = {
        "began": view.formats.period(cohort.began_on, cohort.grain),
        "customers": view.formats.count(cohort.survivors[0]),
        "renewals": cohort.renewals,
        "plan": plain(cohort.plan),
    }
    return view.say("renewals.name" if cohort.plan else "renewals.name_all", **facts)


def _points(view: View, curve: pd.DataFrame) -> pd.DataFrame:
    parts = [curve.assign(segment=name, value=curve[name]) for name in _LINES]
    rows = pd.concat(parts).dropna(subset="value")
    return rows.assign(
        label=rows["segment"].map(lambda name: view.say(f"renewals.{name}")),
        period=rows["renewal"],
        period_label=rows["renewal"].map(str),
        low=float("nan"),
        high=float("nan"),
        base=None,
        is_small=False,
        is_unfinished=False,
    )


def _sentence(view: View, cohort: RenewalCohort, model: Fitted) -> str:
    """The lifetime ahead of who begins and of who has come as far as the cohort."""
    rate = per_renewal(Terms.discount, cohort)
    number = view.formats.decimal
    said = []
    for key, period in (("new", 1), ("later", cohort.renewals + 1)):
        ahead = lifetime_ahead(model, period, rate)
        facts = {
            "renewals": cohort.renewals,
            "periods": number(ahead.periods, 1),
            "low": number(ahead.low, 1),
            "high": number(ahead.high, 1),
            "constant": number(ahead.constant, 1),
            "percent": view.formats.change(ahead.error),
            "discount": view.formats.value(Terms.discount, "share"),
        }
        said.append(view.say(f"renewals.{key}", **facts))
        said.append(
            view.say("renewals.same" if abs(ahead.error) < SAME else "renewals.off", **facts)
        )
    return view.say.passage(said)
