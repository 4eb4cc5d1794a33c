"""How likely each customer leaves: the forecast for a view, and how far it can be trusted."""

import streamlit as st

from metrics.risk.churn_risk import ChurnRisk, churn_risk
from metrics.risk.churn_windows import Kind, kinds
from ui.block import block
from ui.charts.calibration import calibration_plot
from ui.dimension_choice import of_everyone
from ui.parts import figure, locked, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.risk_in_words import leaks_told, verdicts
from ui.view import View

_NEEDED = ("orders.ordered_at", "subscriptions.is_ended", "customers.is_churned")


def asked_kind(view: View) -> Kind | None:
    """Which way of leaving is looked at; None where the data know none, which is then said."""
    found = kinds(view.scope)
    if not found:
        locked(view, _NEEDED)
        return None
    if len(found) == 1:
        return found[0]
    # Where both are known, the one that all customers share comes first.
    chosen: Kind | None = st.segmented_control(
        view.say("churn_risk.kind"),
        found,
        default="buying",
        required=True,
        format_func=lambda kind: view.say(f"churn_risk.kind_{kind}"),
        key="churn-kind",
        persist_state="page",
    )
    return chosen or found[0]


def risk_of(view: View, kind: Kind) -> ChurnRisk | None:
    """The chances of everybody still here; None where they cannot be had, which is then said."""
    with told_when_refused(view), st.spinner(view.say("churn_risk.working")):
        # A filter chooses whom to list; it must not change what the model learned.
        return _fitted(of_everyone(view), kind)
    return None


@remembered(4, is_shared=True)
def _fitted(view: View, kind: Kind) -> ChurnRisk:
    return churn_risk(view.scope, kind)


@block
def record(view: View, risk: ChurnRisk) -> None:
    """How the forecast did when it was held against what came, and against the simplest score."""
    st.markdown("\n".join(f"- {line}" for line in _verdicts(view, risk)))
    if len(risk.leaks):
        leaks = leaks_told(risk.leaks["column"], view.say)
        st.warning(leaks, icon=":material/visibility_off:")
    words = wording(
        view, "share", x=view.say("churn_risk.foretold"), y=view.say("churn_risk.happened")
    )
    chart = calibration_plot(risk.calibration, words, view.theme)
    figure(view, chart, risk.calibration, of_figure(view, "churn_risk"), "churn-risk")


def _verdicts(view: View, risk: ChurnRisk) -> list[str]:
    day = risk.tested_on and risk.tested_on.isoformat()
    record = {**vars(risk.quality), "evaluated_on": day, "horizon_days": risk.horizon}
    record["drift"] = risk.drift and {**vars(risk.drift), "verdict": risk.drift.verdict}
    record["rival"] = risk.rival and {**vars(risk.rival), "winner": risk.rival.winner}
    record["is_boosted"] = risk.is_boosted
    return verdicts(record, view.say, view.formats)
