"""How much do the data know of customers, how fresh is it, and who can be reached?"""

from ui.crossfilter import is_nobody_left
from ui.figures.quality.crm_flow import flow
from ui.figures.quality.data_quality import covered, doubled, four_steps, fresh, reachable
from ui.figures.quality.maturity import how_mature
from ui.figures.quality.profile_blocks import profile
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "data_quality")

if not is_nobody_left(view):
    section(view, "idic")
    four_steps(view)

    section(view, "crm_flow")
    flow(view)

    section(view, "profile")
    profile(view)

    section(view, "freshness")
    fresh(view)

    section(view, "duplicates")
    doubled(view)

    section(view, "coverage")
    covered(view)

    section(view, "contactability")
    reachable(view)

    section(view, "maturity")
    how_mature(view)
