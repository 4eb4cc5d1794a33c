"""Whom do campaigns reach, what do they bring about, and whom should the next one be sent to?"""

from metrics.registry import FAMILIES
from ui.cards import cards
from ui.crossfilter import is_nobody_left
from ui.figures.effects import effect
from ui.figures.reach import reached
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "campaigns")

if not is_nobody_left(view):
    cards(view, FAMILIES["campaigns"])

    section(view, "reach")
    reached(view)

    section(view, "effects")
    effect(view)
