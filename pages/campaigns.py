"""Whom do campaigns reach, what do they bring about, and whom should the next one be sent to?"""

from metrics.registry import FAMILIES
from ui.cards import cards
from ui.crossfilter import is_nobody_left
from ui.figures.campaigns.age_response import answers_by_age
from ui.figures.campaigns.effects import effect
from ui.figures.campaigns.effects_by import effect_by_segment
from ui.figures.campaigns.power import power
from ui.figures.campaigns.reach import reached
from ui.figures.campaigns.retention_steps import prevention
from ui.figures.campaigns.targeting import whom_to_send
from ui.figures.campaigns.winning_back import winning_back
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "campaigns")

if not is_nobody_left(view):
    cards(view, FAMILIES["campaigns"])

    section(view, "reach")
    reached(view)

    section(view, "effects")
    compared = effect(view)

    if compared is not None:
        section(view, "effects_by")
        effect_by_segment(view, compared)

        section(view, "targeting")
        whom_to_send(view, compared)

    section(view, "power")
    power(view, compared)

    section(view, "age_response")
    answers_by_age(view)

    section(view, "retention_steps")
    prevention(view)

    section(view, "winning_back")
    winning_back(view)
