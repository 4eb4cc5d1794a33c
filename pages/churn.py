"""Who leaves, how many, what goes with them, where, and how long do customers stay?"""

from metrics.registry import FAMILIES
from ui.breakdown import breakdown
from ui.cards import cards
from ui.crossfilter import is_nobody_left
from ui.figures.churn_definitions import churn_definitions
from ui.figures.movements import movements
from ui.figures.purchase_chances import purchase_chances
from ui.figures.survival import survival
from ui.parts import section, title
from ui.trend import trend
from ui.view import current_view

view = current_view()
title(view, "churn")

if not is_nobody_left(view):
    cards(view, FAMILIES["churn"], most=4)

    section(view, "churn.moved")
    trend(view, FAMILIES["churn"], "churn-trend")

    section(view, "churn.where")
    dimension = breakdown(view, FAMILIES["churn"], "churn-where", prefers=("contract", "plan"))

    if dimension:
        section(view, "survival")
        survival(view, dimension)

    section(view, "movements")
    movements(view)

    section(view, "purchase_chances")
    purchase_chances(view)

    section(view, "churn_definitions")
    churn_definitions(view)
