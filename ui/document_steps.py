"""The report's lines on steps and ways: how many go on and how soon, what is clicked and bought."""

from collections.abc import Callable
from functools import partial

from metrics.dimensions import dimension_called
from ui.facts import Facts
from ui.formats import Formats
from ui.labels import segment_label
from ui.safe import plain
from ui.sure import share_surely
from ui.words import Words


def steps(unit: str, section: str, facts: Facts, say: Words, formats: Formats) -> str:
    """The share of those at one step who go on to the next, and how soon half of them do."""
    told = (_step(row, unit, section, say, formats) for row in facts["steps"])
    return say("list.semicolon").join(line for line in told if line)


def _step(row: Facts, unit: str, section: str, say: Words, formats: Formats) -> str:
    if row["share"] is None or row["share"] != row["share"]:
        return ""
    name = say(f"{section}.{row['step']}")
    told = f"{name} {_share(row, _SHARE, say, formats)}"
    half = row.get(f"median_{unit}")
    if half is None or half != half:
        return told
    return say("report.soon", told=told, half=formats.decimal(half, 1), unit=say(f"report.{unit}"))


_SHARE = ("share", "low", "high", "base")
_RATES = tuple((r, f"{r}_low", f"{r}_high", f"{r}_base") for r in ("click_rate", "conversion_rate"))


def reach(facts: Facts, say: Words, formats: Formats) -> str:
    """What share of the messages of each campaign was clicked, and what share bought."""
    told = (_reached(row, say, formats) for row in facts["campaigns"])
    return say("list.semicolon").join(line for line in told if line)


def _reached(row: Facts, say: Words, formats: Formats) -> str:
    rates = (
        f"{say(f'report.{named[0]}')} {_share(row, named, say, formats)}"
        for named in _RATES
        if (value := row.get(named[0])) is not None and value == value
    )
    told = say("list.comma").join(rates)
    name = " · ".join(plain(row[part]) for part in ("campaign", "offer") if row[part] is not None)
    return f"{name} {told}" if told else ""


def counted(facts: Facts, say: Words, formats: Formats) -> str:
    """The share of each channel, and of what was bought on deals."""
    told = [
        say("segment.counted_channel." + row["way"]) + f" {_counted(row, facts, say, formats)}"
        for row in facts["ways"]
    ]
    if facts.get("deals"):
        told.append(say("report.on_deals", share=_counted(facts["deals"], facts, say, formats)))
    return say("list.semicolon").join(told)


def _counted(row: Facts, facts: Facts, say: Words, formats: Formats) -> str:
    ends = (row[name] for name in ("value", "low", "high"))
    return share_surely(ends, facts["customers"], say, formats)


def _share(row: Facts, named: tuple[str, ...], say: Words, formats: Formats) -> str:
    *numbers, base = (row[name] for name in named)
    return share_surely(numbers, base, say, formats)


def clusters(facts: Facts, say: Words, formats: Formats) -> str:
    """The groups found: how many are in each, and how far it is found again."""
    by = dimension_called(facts["dimension"])
    return say("list.semicolon").join(
        say(
            "report.group_told",
            group=plain(segment_label(say, by, row["segment"])),
            customers=formats.count(row["customer_count"]),
            stability=formats.value(row["stability"], "share"),
        )
        for row in facts["groups"]
    )


STEP_SENTENCES: dict[str, Callable[[Facts, Words, Formats], str]] = {
    "service_steps": partial(steps, "hours", "service_steps"),
    "retention_steps": partial(steps, "days", "retention_steps"),
    "purchase_path": partial(steps, "minutes", "purchase_path"),
    "reach": reach,
    "counted_purchases": counted,
    "clusters": clusters,
}
