"""A wait as people say it: minutes below two hours, days from two of them on."""

import math
from collections.abc import Mapping
from typing import Any

from ui.formats import Formats
from ui.words import Words


def waited(hours: float | None, say: Words, formats: Formats) -> str:
    """So many hours in the unit that reads best; a word where it is longer than anyone has seen."""
    if hours is None or not math.isfinite(hours):
        return say("hours.unseen")
    if hours < 2:
        return say("hours.minutes", n=formats.count(hours * 60))
    if hours < 48:
        return say("hours.hours", n=formats.decimal(hours, 1))
    return say("hours.days", n=formats.decimal(hours / 24, 1))


def between(low: float | None, high: float | None, say: Words, formats: Formats) -> str:
    """The two ends of an interval of waits."""
    ends = {"low": waited(low, say, formats), "high": waited(high, say, formats)}
    return say("hours.between", **ends)


def most_told(most: Mapping[str, Any], say: Words, formats: Formats) -> str:
    """Within how long nine in ten are done; a time not reached yet is no number."""
    hours = most["hours"]
    is_reached = hours is not None and math.isfinite(hours)
    return say(
        "service_times.most" if is_reached else "service_times.most_unreached",
        hours=waited(hours, say, formats),
        between=between(most["low"], most["high"], say, formats),
    )
