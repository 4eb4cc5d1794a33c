"""The report's line on the data themselves: how full and how fresh."""

from typing import Any

from ui.formats import Formats
from ui.words import Words


def quality(facts: dict[str, Any], say: Words, formats: Formats) -> str:
    """How much of the profiles is filled, and when half of the customers were last heard of."""
    share = formats.value(facts["completeness"], "share")
    days = formats.value(facts["median_days_since_newest"], "count")
    return say("report.full_and_fresh", share=share, days=days)
