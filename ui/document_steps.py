"""The report's lines on steps and ways: how many go on and how soon, what is clicked and bought."""

from collections.abc import Callable
from functools import partial

from metrics.dimensions import dimension_called
from ui.facts import Facts
from ui.formats import Formats
from ui.labels import segment_label
from ui.safe import plain
from ui.words import Words


def _valued(row: Facts, named: tuple[str, str, str], say: Words, formats: Formats) -> str:
    """A share with its interval; `named` are the names of its value and of both ends."""
    value, low, high = (row[name] for name in named)
    told = formats.value(value, "share")
    return say("report.valued", value=told, interval=formats.interval(low, high, "share"))


def steps(unit: str, section: str, facts: Facts, say: Words, formats: Formats) -> str:
    """The share of those at one step who go on to the next, and how soon half of them do."""
    told = (_step(row, unit, section, say, formats) for row in facts["steps"])
    return say("list.semicolon").join(line for line in told if line)


def _step(row: Facts, unit: str, section: str, say: Words, formats: Formats) -> str:
    if row["share"] is None or row["share"] != row["share"]:
        return ""
    name = say(f"{section}.{row['step']}")
    told = f"{name} {_valued(row, ('share', 'low', 'high'), say, formats)}"
    half = row.get(f"median_{unit}")
    if half is None or half != half:
        return told
    return say("report.soon", told=told, half=formats.decimal(half, 1), unit=say(f"report.{unit}"))


_RATES = (
    ("click_rate", "click_rate_low", "click_rate_high"),
    ("conversion_rate", "conversion_rate_low", "conversion_rate_high"),
)


def reach(facts: Facts, say: Words, formats: Formats) -> str:
    """What share of the messages of each campaign was clicked, and what share bought."""
    told = (_reached(row, say, formats) for row in facts["campaigns"])
    return say("list.semicolon").join(line for line in told if line)


def _reached(row: Facts, say: Words, formats: Formats) -> str:
    rates = (
        f"{say(f'report.{named[0]}')} {_valued(row, named, say, formats)}"
        for named in _RATES
        if (value := row.get(named[0])) is not None and value == value
    )
    told = say("list.comma").join(rates)
    name = " · ".join(plain(row[part]) for part in ("campaign", "offer") if row[part] is not None)
    return f"{name} {told}" if told else ""


def counted(facts: Facts, say: Words, formats: Formats) -> str:
    """The share of each channel, and of what was bought on deals."""
    named = ("value", "low", "high")
    told = [
        say("segment.counted_channel." + row["way"]) + f" {_valued(row, named, say, formats)}"
        for row in facts["ways"]
    ]
    if facts.get("deals"):
        told.append(say("report.on_deals", share=_valued(facts["deals"], named, say, formats)))
    return say("list.semicolon").join(told)


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
