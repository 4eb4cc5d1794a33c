"""How are our customers, what moved, and what should be looked at first?"""

from metrics.registry import HEADLINES
from ui.cards import cards
from ui.crossfilter import is_nobody_left
from ui.figures.findings import findings
from ui.parts import section, title
from ui.trend import trend
from ui.view import current_view

view = current_view()
title(view, "overview")

if not is_nobody_left(view):
    section(view, "overview.first")
    findings(view)

    section(view, "overview.now")
    cards(view, HEADLINES)

    section(view, "overview.moved")
    trend(view, HEADLINES, "overview-trend")
