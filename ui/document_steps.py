"""The report's lines on steps and ways: how many go on and how soon, what is clicked and bought."""

from collections.abc import Callable
from functools import partial
from typing import Any

from metrics.dimensions import dimension_called
from ui.formats import Formats
from ui.labels import segment_label
from ui.safe import plain
from ui.words import Words

Facts = dict[str, Any]


def valued(row: Facts, value: str, say: Words, formats: Formats) -> str:
    """A share with its interval."""
    low, high = (row[f"{value}_{end}" if value.endswith("rate") else end] for end in _ENDS)
    told = formats.value(row[value], "share")
    return say("report.valued", value=told, interval=formats.interval(low, high, "share"))


_ENDS = ("low", "high")


def steps(unit: str, section: str, facts: Facts, say: Words, formats: Formats) -> str:
    """The share of those at one step who go on to the next, and how soon half of them do."""
    told = (_step(row, unit, section, say, formats) for row in facts["steps"])
    return say("list.semicolon").join(line for line in told if line)


def _step(row: Facts, unit: str, section: str, say: Words, formats: Formats) -> str:
    if row["share"] is None or row["share"] != row["share"]:
        return ""
    name = say(f"{section}.{row['step']}")
    told = f"{name} {valued(row, 'share', say, formats)}"
    half = row.get(f"median_{unit}")
    if half is None or half != half:
        return told
    return say("report.soon", told=told, half=formats.decimal(half, 1), unit=say(f"report.{unit}"))


def reach(facts: Facts, say: Words, formats: Formats) -> str:
    """What share of the messages of each campaign was clicked, and what share bought."""
    told = (_reached(row, say, formats) for row in facts["campaigns"])
    return say("list.semicolon").join(line for line in told if line)


def _reached(row: Facts, say: Words, formats: Formats) -> str:
    known = [name for name in ("click_rate", "conversion_rate") if row.get(name) is not None]
    rates = (
        f"{say(f'report.{name}')} {valued(row, name, say, formats)}"
        for name in known
        if row[name] == row[name]
    )
    told = say("list.comma").join(rates)
    name = " · ".join(plain(row[part]) for part in ("campaign", "offer") if row[part] is not None)
    return f"{name} {told}" if told else ""


def counted(facts: Facts, say: Words, formats: Formats) -> str:
    """The share of each channel, and of what was bought on deals."""
    told = say("list.semicolon").join(
        say("segment.counted_channel." + row["way"]) + f" {_way(row, say, formats)}"
        for row in facts["ways"]
    )
    if not facts.get("deals"):
        return told
    deals = _way(facts["deals"], say, formats)
    return say("list.semicolon").join([told, say("report.on_deals", share=deals)])


def _way(row: Facts, say: Words, formats: Formats) -> str:
    return valued(row, "value", say, formats)


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
