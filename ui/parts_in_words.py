"""Marks part by part in the sentences of page and report: needs, trust, what low marks cost."""

from collections.abc import Iterable

from ui.facts import Facts, Row
from ui.formats import Formats
from ui.listed_lines import listed
from ui.safe import plain
from ui.sure import surely
from ui.words import Words

_SIDES = {"penalty": "low_count", "reward": "high_count"}


def measured_told(key: str, facts: Facts, say: Words, formats: Formats) -> str:
    """The mean over all parts of those who rated them all, in the words of `key`.

    `facts` has value, low, high, base and alpha, which may be unknown.
    """
    alpha = facts["alpha"]
    return say(
        key,
        value=formats.value(facts["value"], "score"),
        interval=formats.interval(facts["low"], facts["high"], "score"),
        customers=formats.count(facts["base"]),
        alpha=formats.decimal(alpha, 2) if alpha is not None and alpha == alpha else "–",
    )


def needs_told(facts: Facts, say: Words, formats: Formats) -> str:
    """Each need that was asked about, all together, and those of which nothing can be told."""
    if not facts["rows"]:
        return ""
    names = {row["part"]: say(f"needs.{row['part']}") for row in facts["rows"]}
    said = [
        say("list.ended", told=listed("needs", facts, say, formats)),
        measured_told("needs.value", facts, say, formats),
        *_too_few(facts["rows"], names, say, formats),
    ]
    if facts["missing"]:
        missing = say("list.comma").join(say(f"needs.{part}") for part in facts["missing"])
        said.append(say("needs.missing", names=missing))
    return say.passage(said)


def trust_told(facts: Facts, say: Words, formats: Formats) -> str:
    """The trust index, and each of the questions that it is made of."""
    names = {row["part"]: plain(row["part"]) for row in facts["rows"]}
    told = [row for row in facts["rows"] if row["value"] is not None]
    questions = say("list.semicolon").join(
        f"{names[row['part']]} {_valued(row, say, formats)}" for row in told
    )
    return say.passage(
        [
            measured_told("trust.value", facts, say, formats),
            say("report.questions_told", questions=questions),
            *_too_few(facts["rows"], names, say, formats),
        ]
    )


def penalties_told(facts: Facts, say: Words, formats: Formats) -> str:
    """Of each part its role, what a low mark costs, and what a very good one gains."""
    return say("list.semicolon").join(_contrast(row, say, formats) for row in facts["parts"])


def _contrast(row: Row, say: Words, formats: Formats) -> str:
    sides = {}
    for side, count in _SIDES.items():
        ends = (formats.difference(row[f"{side}_{end}"], "score", "") for end in ("low", "high"))
        interval = say("gap.ends", **dict(zip(("low", "high"), ends, strict=True)))
        told = formats.difference(row[side], "score", "")
        sides[side] = surely(told, interval, row[count], say, formats)
    role = say(f"penalties.{row['role']}")
    return say("report.contrast", part=plain(row["part"]), role=role, **sides)


def _valued(row: Row, say: Words, formats: Formats) -> str:
    interval = formats.interval(row["low"], row["high"], "score")
    return surely(formats.value(row["value"], "score"), interval, row["base"], say, formats)


def _too_few(rows: Iterable[Row], names: dict[str, str], say: Words, formats: Formats) -> list[str]:
    few = [
        surely(names[row["part"]], "", row["base"], say, formats)
        for row in rows
        if row["value"] is None
    ]
    return [say("report.too_few_rated", names=say("list.comma").join(few))] if few else []
