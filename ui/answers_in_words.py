"""Marks against deeds in words: who stayed by what they had said, and who is silent."""

from datetime import date

from metrics.satisfaction.staying_by_score import NEEDED
from ui.facts import Facts, Row
from ui.formats import Formats
from ui.words import Words

_UNITS = {"stayed": "share", "complained": "share", "order_days": "score"}
_DIFFERENCE = ("difference", "difference_low", "difference_high")


def stayed_told(facts: Facts, say: Words, formats: Formats) -> str:
    """How many of the content and of the others stayed, the difference, and from when this is.

    `facts` has way, instrument, days, answered_by, groups, difference, low and high.
    """
    caution = _caution(facts, say, formats)
    if facts["difference"] is None or facts["difference"] != facts["difference"]:
        few = say("staying.too_few", few=formats.count(NEEDED))
        return say.passage([few, caution])
    return say.passage([_shares(facts, say, formats), _verdict(facts, say, formats), caution])


def _shares(facts: Facts, say: Words, formats: Formats) -> str:
    groups = {row["group"]: row for row in facts["groups"]}
    share = {
        f"{group}_{end}": formats.value(groups[group][end], "share")
        for group in ("high", "low")
        for end in ("value", "low", "high")
    }
    named = "promoters" if facts["instrument"] == "nps" else "content"
    done = "bought" if facts["way"] == "buying" else "stayed"
    return say(f"staying.{named}_{done}", **share)


def _verdict(facts: Facts, say: Words, formats: Formats) -> str:
    verdict = "holds" if facts["low"] > 0 else "turned" if facts["high"] < 0 else "untold"
    points = say("card.percentage_points")
    ends = (formats.difference(facts[end], "share", points) for end in ("low", "high"))
    return say(
        f"staying.{verdict}",
        difference=formats.difference(facts["difference"], "share", points),
        interval=say("gap.ends", **dict(zip(("low", "high"), ends, strict=True))),
    )


def _caution(facts: Facts, say: Words, formats: Formats) -> str:
    """From when the answers are, or that nobody can know; and what is too good to be true."""
    is_undated = facts["way"] == "snapshot"
    day = formats.day(date.fromisoformat(facts["answered_by"]))
    key = "undated" if is_undated else "landmark"
    said = [say(f"staying.{key}", day=day, days=facts["days"])]
    if is_undated and facts["difference"] in (-1, 1):
        said.append(say("staying.perfect"))
    return say.passage(said)


def silent_measure(measure: str, way: str, say: Words) -> str:
    """What those who answered and those who did not are held against each other by."""
    return say(f"answering.{measure}_{way}" if measure == "stayed" else f"answering.{measure}")


def silent_told(row: Row, way: str, say: Words, formats: Formats) -> str:
    """What those who answered did, beside those who did not, with the difference and its ends."""
    measure = str(row["measure"])
    unit = _UNITS[measure]
    points = say("card.percentage_points") if unit == "share" else ""
    ends = {
        end: formats.difference(row[name], unit, points).strip()
        for end, name in zip(("difference", "low", "high"), _DIFFERENCE, strict=True)
    }
    is_told = row["difference_low"] > 0 or row["difference_high"] < 0
    return say(
        "answering.told" if is_told else "answering.untold",
        measure=silent_measure(measure, way, say),
        answered=formats.value(row["value"], unit),
        silent=formats.value(row["silent_value"], unit),
        base=formats.count(row["base"]),
        silent_base=formats.count(row["silent_base"]),
        **ends,
    )


def silence_told(facts: Facts, say: Words, formats: Formats) -> str:
    """The same of every measure, for a report."""
    lines = (silent_told(row, facts["way"], say, formats) for row in facts["measures"])
    return say.passage(line.removeprefix("- ") for line in lines)
