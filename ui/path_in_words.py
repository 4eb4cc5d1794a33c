"""Staying by ties, and whether comparing goes with buying, in the sentences of page and report."""

from collections.abc import Iterator, Sequence

from metrics.statistics.odds import FEWEST_OF_EACH
from ui.facts import Row
from ui.formats import Formats
from ui.words import Words


def compared_told(rows: Sequence[Row], say: Words, formats: Formats) -> str:
    """How many visits that compared led to a purchase, against those that looked at one thing."""
    shares = {bool(row["has_compared"]): row for row in rows}
    if len(shares) < 2:
        return ""
    facts = {
        f"{name}_{end}": formats.value(shares[is_so][column], "share")
        for name, is_so in (("compared", True), ("alone", False))
        for end, column in (("share", "value"), ("low", "low"), ("high", "high"))
    }
    return say("purchase_path.compared_told", **facts)


def tie_told(facts: Row, say: Words, formats: Formats) -> str:
    """Who stayed of those tied and of the others, and the same among customers alike."""
    shares = {row["segment"]: row for row in facts["rows"]}
    what = say(f"staying_by_tie.{facts['tie']}")
    values = {key: text for name, row in shares.items() for key, text in _share(name, row, formats)}
    told = [say("staying_by_tie.shares", what=what, **values)]
    if facts["fewest"] < FEWEST_OF_EACH:
        told.append(say("staying_by_tie.alike_few", fewest=FEWEST_OF_EACH))
    if facts["ratio"] is None or facts["ratio"] != facts["ratio"]:
        return say.passage(told)
    verdict = "more" if facts["low"] > 1 else "less" if facts["high"] < 1 else "same"
    numbers = {name: formats.decimal(facts[name], 2) for name in ("ratio", "low", "high")}
    return say.passage([*told, say(f"staying_by_tie.alike_{verdict}", **numbers)])


def _share(name: str, row: Row, formats: Formats) -> Iterator[tuple[str, str]]:
    yield name, formats.value(row["value"], "share")
    yield f"{name}_interval", formats.interval(row["low"], row["high"], "share")
    yield f"{name}_base", formats.count(row["base"])
