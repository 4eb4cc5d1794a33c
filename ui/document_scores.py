"""The report's lines on marks: how they spread over the scale, and how they moved."""

from datetime import date

from metrics.registry import BY_NAME
from ui.facts import Facts
from ui.formats import Formats
from ui.labels import mark_called
from ui.words import Words


def spread(facts: Facts, say: Words, formats: Formats) -> str:
    """How many of all answers gave each mark, question by question."""
    return say("list.semicolon").join(_marks(one, say, formats) for one in facts["questions"])


def _marks(one: Facts, say: Words, formats: Formats) -> str:
    shares = (
        say("report.mark", mark=mark_called(row), share=formats.value(row["value"], "share"))
        for row in one["marks"]
    )
    return say(
        "report.marks",
        question=say(f"instrument.{one['instrument']}"),
        marks=say("list.comma").join(shares),
        answers=formats.count(sum(row["base"] for row in one["marks"])),
    )


def movement(facts: Facts, say: Words, formats: Formats) -> str:
    """Where each score stood in the first quarter and where in the last, with its interval."""
    if not facts["scores"]:
        return say("trend.too_short")
    return say("list.semicolon").join(
        say(
            "report.apart",
            label=say(f"indicator.{one['name']}.name"),
            fact=say("list.comma").join(
                _step(one, place, facts["grain"], say, formats) for place in (0, -1)
            ),
        )
        for one in facts["scores"]
    )


def _step(one: Facts, place: int, grain: str, say: Words, formats: Formats) -> str:
    row, unit = one["steps"][place], BY_NAME[one["name"]].unit
    return say(
        "report.moved",
        period=formats.period(date.fromisoformat(row["period"]), grain),
        value=formats.value(row["value"], unit),
        interval=formats.interval(row["low"], row["high"], unit),
    )
