"""Next best offers in words, for their page and for the report."""

from metrics.segments.next_offers import WINDOW_DAYS
from ui.facts import Facts, Row
from ui.formats import Formats
from ui.listed_lines import listed
from ui.refused_facts import refused
from ui.words import Words


def record_told(found: Row, say: Words, formats: Formats) -> str:
    """How many bought what they would have been offered, beside the same offer for everybody."""
    return say(
        "next_offers.record",
        days=formats.count(WINDOW_DAYS),
        customers=formats.count(found["base"]),
        share=formats.value(found["value"], "share"),
        interval=formats.interval(found["low"], found["high"], "share"),
        plain=formats.value(found["plain"], "share"),
    )


def verdict_told(found: Row, say: Words) -> str:
    """Whether offers of one's own were bought more often than the same one for everybody."""
    low, high = found["difference_low"], found["difference_high"]
    verdict = "better" if low > 0 else "worse" if high < 0 else "same"
    return say(f"next_offers.{verdict}")


def offers_told(facts: Facts, say: Words, formats: Formats) -> str:
    """The best offers, then how offers of the past came out, or why that cannot be told."""
    best = listed("next_offers", facts, say, formats)
    past = _past(facts["record"], say, formats) if "record" in facts else ""
    return say("list.semicolon").join(part for part in (best, past) if part)


def _past(found: Facts, say: Words, formats: Formats) -> str:
    if "refused" in found:
        return refused(found, say, formats)
    return say.passage([record_told(found, say, formats), verdict_told(found, say)])
