"""What is found against what was expected, in the sentences of page and report."""

from collections.abc import Iterable
from typing import Literal

from ui.facts import Facts, Row
from ui.formats import Formats
from ui.safe import plain
from ui.words import Words

_LINES = ("gap", "level")


def verdict(low: float, high: float) -> Literal["good", "bad", "neutral"]:
    """Whether a gap is good or bad for certain, by its ends."""
    return "good" if low > 0 else "bad" if high < 0 else "neutral"


def worst_told(parts: Iterable[Row], say: Words, formats: Formats) -> list[str]:
    """The part that falls short by most, of those that do so for certain; nothing where none does.

    `parts` have item, gap, low and high.
    """
    short = [
        row for row in parts if row["gap"] is not None and verdict(row["low"], row["high"]) == "bad"
    ]
    if not short:
        return []
    worst = min(short, key=lambda row: float(row["gap"]))
    size = formats.value(abs(worst["gap"]), "score")
    return [say("gap.worst", name=plain(worst["item"]), size=size)]


def slopes_told(coefficients: Iterable[Row], say: Words) -> list[str]:
    """Whether more than expected, and both being high, go with more satisfaction.

    `coefficients` have term, low and high.
    """
    ends = {row["term"]: (row["low"], row["high"]) for row in coefficients}
    return [say(f"response_surface.{line}_{verdict(*ends[line])}") for line in _LINES]


def gap_cautions(facts: Facts, say: Words, formats: Formats) -> str:
    """With what care gaps are read; `facts` has unpaired, late_share and reliability."""
    said = [say("gap.promise")]
    if facts["unpaired"]:
        names = say("list.comma").join(map(plain, facts["unpaired"]))
        said.append(say("gap.unpaired", names=names))
    if facts["late_share"]:
        said.append(say("gap.late", share=formats.value(facts["late_share"], "share")))
    reliability = facts["reliability"]
    if reliability is not None and reliability == reliability:
        said.append(say("gap.reliability", number=formats.decimal(reliability, 2)))
    return say.passage(said)
