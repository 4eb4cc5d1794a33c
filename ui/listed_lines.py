"""The report's lines that list rows: each by its name, its value, how sure and from how many."""

from ui.facts import Facts
from ui.formats import Formats
from ui.listed_facts import LISTED, Listed
from ui.sure import surely
from ui.words import Words


def listed(name: str, facts: Facts, say: Words, formats: Formats) -> str:
    """The line of a fact that is listed; nothing for any other, or where no row has a value."""
    way = LISTED.get(name)
    if way is None:
        return ""
    rows = facts[way.rows] if way.rows else [facts]
    if way.places:
        rows = [rows[place] for place in way.places if place < len(rows)]
    told = [row for row in rows if row.get(way.value) is not None]
    common = _common(told, facts, way)
    bases = [row.get(way.base) if common is None else None for row in told]
    line = say("list.semicolon").join(
        _row(way, row, base, facts, say, formats) for row, base in zip(told, bases, strict=True)
    )
    return line if common is None else say("report.all_from", told=line, n=formats.count(common))


def _common(rows: list[Facts], facts: Facts, way: Listed) -> int | None:
    """What all rows are from: told once, behind them."""
    found = {facts.get(way.of_all) if way.of_all else row.get(way.base) for row in rows}
    base: int | None = found.pop() if len(found) == 1 and len(rows) > 1 else None
    return base


def _row(
    way: Listed, row: Facts, base: int | None, facts: Facts, say: Words, formats: Formats
) -> str:
    value, low, high = (row.get(column) for column in (way.value, way.low, way.high))
    told = formats.value(value, way.unit)
    interval = formats.interval(low, high, way.unit) if low is not None and low == low else ""
    return f"{way.name(row, facts, say)} {surely(told, interval, base, say, formats)}".strip()
