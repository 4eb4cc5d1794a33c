"""Who are they, segment by segment: what sets each apart from all other customers?"""

from ui.crossfilter import is_nobody_left
from ui.figures.segments.persona import personas
from ui.parts import title
from ui.view import current_view

view = current_view()
title(view, "personas")

if not is_nobody_left(view):
    personas(view)
