"""Where do customers stand in their life with us, and where do they go?"""

from ui.crossfilter import is_nobody_left
from ui.figures.churn.stays import stays
from ui.figures.lifecycle.cohorts import cohorts
from ui.figures.lifecycle.lifecycle_bars import bars_per_period
from ui.figures.lifecycle.moves import moves
from ui.figures.lifecycle.purchase_path import path_to_purchase
from ui.figures.lifecycle.run_out import due_to_buy
from ui.figures.lifecycle.stages import stages_now
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "lifecycle")

if not is_nobody_left(view):
    section(view, "stages")
    stages_now(view)

    section(view, "run_out")
    due_to_buy(view)

    section(view, "purchase_path")
    path_to_purchase(view)

    section(view, "lifecycle_bars")
    bars_per_period(view)

    section(view, "moves")
    moves(view)

    section(view, "cohorts")
    cohorts(view)

    section(view, "survival")
    stays(view)
