"""How sure a number is, written behind it: its interval, and from how many."""

from collections.abc import Iterable

from ui.formats import Formats
from ui.words import Words


def surely(told: str, interval: str, base: int | None, say: Words, formats: Formats) -> str:
    """A value with its interval and its base in brackets, as far as there are any."""
    if base is None:
        return say("report.valued", value=told, interval=interval) if interval else told
    n = formats.count(base)
    sure = say("report.within", interval=interval, n=n) if interval else say("report.from", n=n)
    return say("report.valued", value=told, interval=sure)


def share_surely(numbers: Iterable[float], base: int | None, say: Words, formats: Formats) -> str:
    """A share with both; `numbers` are the share and the ends of its interval."""
    share, low, high = numbers
    interval = formats.interval(low, high, "share")
    return surely(formats.value(share, "share"), interval, base, say, formats)
