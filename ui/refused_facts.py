"""Why a fact could not be stated, in words."""

from typing import Any

from ui.safe import plain
from ui.words import Words


def refused(facts: dict[str, Any], say: Words) -> str:
    """How many are there and how many it takes; or what else is in the way."""
    if facts["refused"] == "too_few":
        what = say(f"counted.{facts['of']}")
        return say("empty.too_few", have=facts["have"], need=facts["need"], what=what)
    why = say(f"refusal.{facts['refused']}", **{k: plain(v) for k, v in facts.items()})
    return say("empty.not_computable", why=why)
