"""What do customers buy together, and what should be offered to whom next?"""

from ui.crossfilter import is_nobody_left
from ui.figures.segments.baskets import bought_together, chosen_item
from ui.figures.segments.bought_after import came_back_for
from ui.figures.segments.next_offers import next_offers, offers_by_segment
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "offers")

if not is_nobody_left(view):
    item = chosen_item(view)
    if item:
        section(view, "baskets")
        bought_together(view, item)

        section(view, "bought_after")
        came_back_for(view, item)

        section(view, "next_offers")
        next_offers(view, item)

        section(view, "next_offers.by")
        offers_by_segment(view, item)
