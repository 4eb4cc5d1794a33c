"""Why a file could not be loaded, in one sentence, on a page or without one."""

from collections.abc import Callable, Mapping, Sequence

from data.intake import Receipt
from ui.formats import Formats
from ui.safe import visible
from ui.words import Words

_MEGABYTE = 1 << 20
_ENCODINGS = ("encoding", "likely")


def first_obstacle(say: Words, receipts: Sequence[Receipt]) -> str:
    """The first file's obstacle; where there was no file at all, that."""
    for receipt in receipts:
        if receipt.error:
            why = obstacle(say, receipt.error, receipt.facts, receipt.table)
            return say("report.obstacle", file=visible(receipt.file), reason=why)
    return say("report.no_rows")


def obstacle(
    say: Words,
    kind: str,
    facts: Mapping[str, object],
    table: str | None = None,
    shown: Callable[[object], str] = visible,
) -> str:
    """Why nothing of a file can be loaded; `shown` is how a value of the file is written there."""
    told = {name: _fact(say, name, fact, table, shown) for name, fact in facts.items()}
    return say(f"problem.{kind}", **told)


def _fact(
    say: Words, name: str, fact: object, table: str | None, shown: Callable[[object], str]
) -> str:
    count = Formats(say("language.locale")).count
    if name in ("bytes", "limit") and isinstance(fact, int) and fact >= _MEGABYTE:
        return f"{count(fact / _MEGABYTE)} MB"
    if isinstance(fact, int):
        return count(fact)
    if name == "seems":
        return say(f"seems.{fact}")
    if name == "columns" and isinstance(fact, tuple):
        return say("list.comma").join(say(f"column.{column}") for column in fact if table)
    return shown(say.or_itself("encoding", str(fact)) if name in _ENCODINGS else fact)
