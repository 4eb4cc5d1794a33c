"""Why a file could not be loaded, in one sentence, for places without a page."""

from collections.abc import Sequence

from data.intake import Receipt
from ui.safe import visible
from ui.words import Words


def obstacle(say: Words, receipts: Sequence[Receipt]) -> str:
    """The first file's obstacle; where there was no file at all, that."""
    for receipt in receipts:
        if receipt.error:
            facts = {name: visible(fact) for name, fact in receipt.facts.items()}
            reason = say(f"problem.{receipt.error}", **facts)
            return say("report.obstacle", file=visible(receipt.file), reason=reason)
    return say("report.no_rows")
