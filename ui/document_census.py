"""The report's line on the data themselves: how full and how fresh."""

from math import isfinite

from ui.facts import Facts
from ui.formats import Formats
from ui.words import Words


def quality(facts: Facts, say: Words, formats: Formats) -> str:
    """How much of the profiles is filled, and when half of the customers were last heard of."""
    days, told = facts["median_days_since_newest"], []
    if facts["completeness"] is not None:
        share = formats.value(facts["completeness"], "share")
        told.append(say("report.full", share=share))
    if days is not None and isfinite(days):
        told.append(say("report.fresh", days=formats.count(days)))
    return say("list.semicolon").join(told)
