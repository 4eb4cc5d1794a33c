"""Into which groups do customers fall, and what do they look for?"""

from ui.crossfilter import is_nobody_left
from ui.figures.segments.clusters import groups_found
from ui.figures.segments.counted_purchases import counted_purchases
from ui.figures.segments.customer_kinds import customer_kinds
from ui.figures.segments.life_classes import life_classes
from ui.figures.worth.value_fit import value_against_fit
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "groups")

if not is_nobody_left(view):
    section(view, "clusters")
    groups_found(view)

    section(view, "customer_kinds")
    customer_kinds(view)
    counted_purchases(view)

    section(view, "value_score")
    value_against_fit(view)

    section(view, "life_classes")
    life_classes(view)
