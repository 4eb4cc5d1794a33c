"""How content are our customers, how has it moved, and where?"""

from metrics.registry import FAMILIES
from ui.breakdown import breakdown
from ui.cards import cards
from ui.crossfilter import is_nobody_left
from ui.figures.satisfaction.drivers import drivers
from ui.figures.satisfaction.non_response import answering
from ui.figures.satisfaction.scores import marked_for_service, scores
from ui.figures.satisfaction.staying_by_score import staying
from ui.parts import section, title
from ui.trend import trend
from ui.view import current_view

view = current_view()
title(view, "satisfaction")

if not is_nobody_left(view):
    cards(view, FAMILIES["satisfaction"])
    marked_for_service(view)

    section(view, "satisfaction.moved")
    trend(view, FAMILIES["satisfaction"], "satisfaction-trend")

    section(view, "satisfaction.scores")
    scores(view)

    section(view, "satisfaction.drivers")
    drivers(view)

    section(view, "staying")
    staying(view)

    section(view, "answering")
    answering(view)

    section(view, "satisfaction.where")
    breakdown(view, FAMILIES["satisfaction"], "satisfaction-where", prefers=("region", "contract"))
