"""Who comes back, and how firmly?"""

from metrics.registry import FAMILIES
from ui.breakdown import breakdown
from ui.cards import cards
from ui.crossfilter import is_nobody_left
from ui.figures.lifecycle.ladder import ladder
from ui.figures.loyalty.concentration import concentration_of_value
from ui.figures.loyalty.gaps import gaps
from ui.figures.loyalty.loyalty_cells import loyalty_matrix
from ui.figures.loyalty.loyalty_index import index_of_loyalty
from ui.figures.loyalty.referral import referral
from ui.figures.loyalty.rfm import rfm
from ui.figures.loyalty.staying_by_tie import stay_by_tie
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "loyalty")

if not is_nobody_left(view):
    cards(view, FAMILIES["loyalty"])

    section(view, "ladder")
    ladder(view)

    section(view, "loyalty_cells")
    loyalty_matrix(view)

    section(view, "loyalty_index")
    index_of_loyalty(view)

    section(view, "rfm")
    rfm(view)

    section(view, "concentration")
    concentration_of_value(view)

    section(view, "gaps")
    gaps(view)

    section(view, "referral")
    referral(view)

    section(view, "staying_by_tie")
    stay_by_tie(view)

    section(view, "loyalty.where")
    breakdown(view, FAMILIES["loyalty"], "loyalty-where", prefers=("acquisition_channel", "region"))
