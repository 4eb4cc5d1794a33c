"""The report's line on the data themselves: how full and how fresh."""

from collections.abc import Iterator
from math import isfinite

from ui.facts import Facts, Row
from ui.formats import Formats
from ui.words import Words


def quality(facts: Facts, say: Words, formats: Formats) -> str:
    """How full and fresh profiles are, what is known of whom, who is reached and who is doubled."""
    told = [*_profile(facts, say, formats)]
    told += [_block(row, say, formats) for row in facts.get("blocks", ()) if row["fields"]]
    told += [_source(row, say, formats) for row in facts.get("coverage", ()) if row["customers"]]
    told += [_step(row, say, formats) for row in facts["idic"] if row["base"]]
    told += [_reached(row, say, formats) for row in facts.get("contactability", ())]
    told += [_doubled(row, say, formats) for row in facts["duplicates"] if row["base"]]
    return say("list.semicolon").join(told)


def _profile(facts: Facts, say: Words, formats: Formats) -> Iterator[str]:
    days = facts["median_days_since_newest"]
    if facts["completeness"] is not None:
        yield say("report.full", share=formats.value(facts["completeness"], "share"))
    if days is not None and isfinite(days):
        yield say("report.fresh", days=formats.count(days))


def _block(row: Row, say: Words, formats: Formats) -> str:
    return _share(say(f"profile.block.{row['block']}"), row, say, formats)


def _source(row: Row, say: Words, formats: Formats) -> str:
    return _share(say(f"table.{row['source']}"), row, say, formats)


def _step(row: Row, say: Words, formats: Formats) -> str:
    return _share(say(f"figures.idic_{row['step']}.name"), row, say, formats)


def _reached(row: Row, say: Words, formats: Formats) -> str:
    return _share(say(f"contactability.{row['kind']}"), row, say, formats)


def _doubled(row: Row, say: Words, formats: Formats) -> str:
    label = say("report.doubled", mark=say(f"column.{row['mark']}"))
    return _share(label, row, say, formats)


def _share(label: str, row: Row, say: Words, formats: Formats) -> str:
    share, base = formats.value(row["value"], "share"), formats.count(row["base"])
    return say("report.share_of", label=label, share=share, base=base)
