"""What have customers brought in, what will they still bring, and how far is that to be trusted?"""

from metrics.registry import FAMILIES
from ui.breakdown import breakdown
from ui.cards import cards
from ui.crossfilter import is_nobody_left
from ui.figures.worth.delivered_value import delivered
from ui.figures.worth.equity import equity
from ui.figures.worth.retention_worth import worth_of_a_point
from ui.figures.worth.value_methods import methods
from ui.figures.worth.value_record import record
from ui.parts import section, title
from ui.valuation import chosen_terms
from ui.view import current_view

view = current_view()
title(view, "value")

if not is_nobody_left(view):
    cards(view, FAMILIES["value"])

    section(view, "equity")
    terms = chosen_terms(view)
    equity(view, terms)
    methods(view, terms)

    section(view, "value_record")
    record(view, terms)

    section(view, "retention_worth")
    worth_of_a_point(view, terms)

    section(view, "value.where")
    breakdown(view, FAMILIES["value"], "value-where", prefers=("rfm_segment", "region"))

    section(view, "delivered_value")
    delivered(view)
