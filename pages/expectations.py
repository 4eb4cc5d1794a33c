"""What did customers expect, and what do they say they got?"""

from ui.crossfilter import is_nobody_left
from ui.figures.satisfaction.questionnaires import questionnaires
from ui.parts import title
from ui.view import current_view

view = current_view()
title(view, "expectations")

if not is_nobody_left(view):
    questionnaires(view)
