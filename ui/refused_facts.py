"""Why something could not be computed, in words."""

from collections.abc import Mapping
from typing import Any

from ui.formats import Formats
from ui.safe import plain
from ui.words import Words


def refused(facts: Mapping[str, Any], say: Words, formats: Formats) -> str:
    """How many are there and how many it takes; or what else is in the way."""
    if facts["refused"] == "too_few":
        what = say(f"counted.{facts['of']}")
        have, need = formats.count(facts["have"]), formats.count(facts["need"])
        return say("empty.too_few", have=have, need=need, what=what)
    return why_not(facts["refused"], facts, say, formats)


def why_not(kind: str, facts: Mapping[str, Any], say: Words, formats: Formats) -> str:
    """The reason as a sentence; numbers are written as everywhere."""
    told = {
        name: formats.count(fact) if isinstance(fact, int) else plain(fact)
        for name, fact in facts.items()
    }
    return say("empty.not_computable", why=say(f"refusal.{kind}", **told))
