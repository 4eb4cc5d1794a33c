"""How well are customers served when they ask: how fast, how well, by whom, and what follows?"""

from metrics.registry import FAMILIES
from ui.breakdown import breakdown
from ui.cards import cards
from ui.crossfilter import is_nobody_left
from ui.figures.service.agents import agents_compared
from ui.figures.service.complaint_causes import complaint_causes
from ui.figures.service.recovery import content_again, recovered
from ui.figures.service.service_churn import leaving_after_service
from ui.figures.service.service_steps import steps
from ui.figures.service.service_times import impossible, service_times
from ui.figures.service.service_ways import ways
from ui.parts import section, title
from ui.trend import trend
from ui.view import current_view

view = current_view()
title(view, "service")

if not is_nobody_left(view):
    cards(view, FAMILIES["service"])
    impossible(view)

    section(view, "service_times")
    clock = service_times(view)

    section(view, "service_steps")
    steps(view, clock)

    section(view, "complaint_causes")
    complaint_causes(view)

    section(view, "recovery")
    recovered(view)
    content_again(view)

    section(view, "service_ways")
    ways(view, clock)

    section(view, "agents")
    agents_compared(view)

    section(view, "service_churn")
    leaving_after_service(view)

    section(view, "service.moved")
    trend(view, FAMILIES["service"], "service-trend")

    section(view, "service.where")
    breakdown(view, FAMILIES["service"], "service-where", prefers=("region", "contract"))
