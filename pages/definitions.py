"""What does every number mean, how is it made, and what does it need?"""

from metrics.registry import FAMILIES
from ui.catalogue import catalogue, figures_catalogue
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "definitions")
for family, indicators in FAMILIES.items():
    section(view, f"definitions.{family}")
    catalogue(view, indicators)

section(view, "definitions.figures")
figures_catalogue(view)
