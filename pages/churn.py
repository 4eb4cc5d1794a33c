"""Who leaves, how many, what goes with them, and where?"""

from metrics.registry import FAMILIES
from ui.breakdown import breakdown
from ui.cards import cards
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "churn")
cards(view, FAMILIES["churn"])

section(view, "churn.where")
breakdown(view, FAMILIES["churn"], "churn-where")
