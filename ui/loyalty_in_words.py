"""Loyalty in the sentences of page and report: RFM, index, cells and ladder, and what is untold."""

from collections.abc import Sequence

from ui.facts import Facts, Row
from ui.foresight_in_words import firmness_told, index_record_told, response_told
from ui.formats import Formats
from ui.ladder_in_words import untold_told
from ui.listed_lines import listed
from ui.words import Words


def held_told(rows: Sequence[Row], say: Words, formats: Formats) -> str:
    """How many a contract, a fee and points hold; nothing where nobody is locked in."""
    held = [row for row in rows if row["customers"]]
    if not held:
        return ""
    each = (
        say(f"loyalty_cells.held_by_{row['bond']}", count=formats.count(row["customers"]))
        for row in held
    )
    said = say("list.comma").join(each)
    base = formats.count(held[0]["base"])
    told = say("loyalty_cells.held", base=base, held=said)
    several = sum(row["customers"] for row in held) > held[0]["base"]
    return say.passage([told, *([say("loyalty_cells.held_several")] if several else [])])


def cells_told(facts: Facts, say: Words, formats: Formats) -> str:
    """The cells, one after another, then what holds the locked in."""
    told = (
        listed("loyalty_cells", facts, say, formats),
        held_told(facts.get("locked_in_by", []), say, formats),
    )
    return say("list.semicolon").join(part for part in told if part)


def ladder_told(facts: Facts, say: Words, formats: Formats) -> str:
    """The steps, one after another, then those that the data cannot tell."""
    untold = [untold_told(row["step"], row["missing"], say) for row in facts.get("untold", [])]
    told = (listed("ladder", facts, say, formats), say.passage(untold))
    return say("list.semicolon").join(part for part in told if part)


def responded_told(facts: Facts, say: Words, formats: Formats) -> str:
    """Who of each segment ordered since, and whether the scores foretold it."""
    line = listed("rfm_response", facts, say, formats)
    if not line:
        return ""
    return say.passage([say("list.ended", told=line), response_told(facts, say, formats)])


def index_told(facts: Facts, say: Words, formats: Formats) -> str:
    """The mean of the index, how much hangs on its weights, and what it foretold."""
    told = [say("list.ended", told=listed("loyalty_index", facts, say, formats))]
    told.append(firmness_told(facts["top_fifth_stays"], say, formats))
    if "refused" not in facts["foresight"]:
        told.append(index_record_told(facts["foresight"], say, formats))
    return say.passage(told)
