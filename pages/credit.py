"""Who pays what falls due, how late, and to whom should we give credit?"""

from metrics.families.credit import OF_ONE_AGE
from metrics.registry import BY_NAME, FAMILIES
from ui.breakdown import breakdown
from ui.cards import cards
from ui.crossfilter import is_nobody_left
from ui.figures.credit.business_profile import firms
from ui.figures.credit.credit_grades import grades
from ui.figures.credit.operating import operating
from ui.parts import section, title
from ui.trend import trend
from ui.view import current_view

view = current_view()
title(view, "credit")

if not is_nobody_left(view):
    cards(view, FAMILIES["credit"], most=5)

    section(view, "credit_grades")
    grades(view)

    section(view, "operating")
    operating(view)

    section(view, "business_profile")
    firms(view)

    section(view, "credit.moved")
    trend(view, [BY_NAME[name] for name in OF_ONE_AGE], "credit-trend")

    section(view, "credit.where")
    breakdown(view, FAMILIES["credit"], "credit-where", prefers=("industry", "region"))
