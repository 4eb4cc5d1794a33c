"""Who is about to leave, what is at stake, and whom to speak to first?"""

from ui.crossfilter import is_nobody_left
from ui.figures.churn.churn_risk import asked_kind, record, risk_of
from ui.figures.churn.watch_list import watched
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "watch_list")

if not is_nobody_left(view):
    kind = asked_kind(view)
    risk = risk_of(view, kind) if kind else None
    if risk:
        section(view, "watched")
        watched(view, risk)

        section(view, "churn_risk")
        record(view, risk)
