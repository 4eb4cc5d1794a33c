"""A wait as people say it: minutes below two hours, days from two of them on."""

import math

from ui.view import View


def waited(view: View, hours: float) -> str:
    """So many hours in the unit that reads best; a word where it is longer than anyone has seen."""
    if not math.isfinite(hours):
        return view.say("hours.unseen")
    if hours < 2:
        return view.say("hours.minutes", n=view.formats.count(hours * 60))
    if hours < 48:
        return view.say("hours.hours", n=view.formats.decimal(hours, 1))
    return view.say("hours.days", n=view.formats.decimal(hours / 24, 1))


def between(view: View, low: float, high: float) -> str:
    """The two ends of an interval of waits."""
    return view.say("hours.between", low=waited(view, low), high=waited(view, high))
