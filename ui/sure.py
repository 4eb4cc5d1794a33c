"""How sure a number is, written behind it: its interval, and from how many."""

from collections.abc import Iterable

from ui.formats import Formats
from ui.words import Words


def surely(told: str, interval: str, base: int | None, say: Words, formats: Formats) -> str:
    """A value with its interval and its base in brackets, as far as there are any."""
    count = "" if base is None else say("report.from", n=formats.count(base))
    sure = say("list.comma").join(part for part in (interval, count) if part)
    return say("report.valued", value=told, interval=sure) if sure else told


def share_surely(numbers: Iterable[float], base: int | None, say: Words, formats: Formats) -> str:
    """A share with both; `numbers` are the share and the ends of its interval."""
    share, low, high = numbers
    interval = formats.interval(low, high, "share")
    return surely(formats.value(share, "share"), interval, base, say, formats)
