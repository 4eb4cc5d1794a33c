"""Who leaves, how many, why, what goes with them, where, and how long do customers stay?"""

from metrics.registry import FAMILIES
from ui.breakdown import breakdown
from ui.cards import cards
from ui.crossfilter import is_nobody_left
from ui.figures.churn.churn_definitions import churn_definitions
from ui.figures.churn.contract_hazards import leaving_by_month
from ui.figures.churn.leaving_reasons import reasons
from ui.figures.churn.purchase_chances import purchase_chances
from ui.figures.churn.release import release_test
from ui.figures.churn.renewals import renewals
from ui.figures.churn.survival import survival
from ui.figures.worth.movements import movements
from ui.parts import section, title
from ui.trend import trend
from ui.view import current_view

view = current_view()
title(view, "churn")

if not is_nobody_left(view):
    cards(view, FAMILIES["churn"], most=4)

    section(view, "churn.moved")
    trend(view, FAMILIES["churn"], "churn-trend")

    section(view, "leaving_reasons")
    reasons(view)

    section(view, "churn.where")
    dimension = breakdown(view, FAMILIES["churn"], "churn-where", prefers=("contract", "plan"))

    if dimension:
        section(view, "survival")
        survival(view, dimension)

    section(view, "contract_hazards")
    leaving_by_month(view)

    section(view, "release")
    release_test(view)

    section(view, "renewals")
    renewals(view)

    section(view, "movements")
    movements(view)

    section(view, "purchase_chances")
    purchase_chances(view)

    section(view, "churn_definitions")
    churn_definitions(view)
