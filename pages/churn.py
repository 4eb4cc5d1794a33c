"""Who leaves, how many, what goes with them, where, and how long do customers stay?"""

from metrics.registry import FAMILIES
from ui.breakdown import breakdown
from ui.cards import cards
from ui.figures.survival import survival
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "churn")
cards(view, FAMILIES["churn"])

section(view, "churn.where")
dimension = breakdown(view, FAMILIES["churn"], "churn-where")

if dimension:
    section(view, "survival")
    survival(view, dimension)
