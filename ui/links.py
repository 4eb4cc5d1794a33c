"""A view as the parameters of a link, and back; only the reader's choices are written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ui.period import COMPARISONS, GRAINS, Period, as_date, is_range

LONGEST = 600
"""No value of ours is longer; what is longer is somebody's experiment."""

MOST_CHIPS = 20

_PERSON = re.compile("[0-9a-f]{12}")


@dataclass(frozen=True)
class Chip:
    """One segment let in or kept out; value None is "no value", not one called None."""

    dimension: str
    value: str | None
    is_excluded: bool = False


@dataclass(frozen=True)
class Choices:
    """What a reader has chosen to look at."""

    language: str | None = None
    chips: tuple[Chip, ...] = ()
    period: Period = field(default_factory=Period)
    by: str | None = None
    rules: tuple[str, ...] = ()
    """Names of dimensions that say by which rules of the reader's own: `ladder_step:4-365`."""

    study: str | None = None
    """Fingerprint and name of the reader's own data, `1a2b3c~file.csv`; None is the demo."""

    person: str | None = None
    """One customer, by the code that stands for the id; an id itself is in no link."""

    ignored: tuple[str, ...] = ()


def written(choices: Choices) -> dict[str, str | list[str]]:
    """The parameters of the link that opens exactly this; defaults are never written."""
    standard = Period()
    period = choices.period
    found: dict[str, str | list[str]] = {
        "lang": choices.language or "",
        "study": choices.study or "",
        "in": [_chip_text(chip) for chip in choices.chips if not chip.is_excluded],
        "out": [_chip_text(chip) for chip in choices.chips if chip.is_excluded],
        "range": period.range if period.range != standard.range else "",
        "as_of": period.as_of.isoformat() if period.as_of else "",
        "grain": period.grain if period.grain != standard.grain else "",
        "compare": period.compare if period.compare != standard.compare else "",
        "by": choices.by or "",
        "rules": list(choices.rules),
        "person": choices.person or "",
    }
    return {name: value for name, value in found.items() if value}


def read(parameters: Mapping[str, list[str]], languages: Mapping[str, str]) -> Choices:
    """What a link asks for; what it asks for in vain is named in `ignored`."""
    one = {name: values[-1] for name, values in parameters.items() if values}
    tests: dict[str, Callable[[str], bool]] = {
        "lang": lambda text: text in languages,
        "range": is_range,
        "as_of": lambda text: as_date(text) is not None,
        "grain": lambda text: text in GRAINS,
        "compare": lambda text: text in COMPARISONS,
        "by": lambda text: len(text) <= LONGEST,
        "study": lambda text: len(text) <= LONGEST,
        "person": lambda text: _PERSON.fullmatch(text) is not None,
    }
    good = {name: one[name] for name, test in tests.items() if name in one and test(one[name])}
    chips = _chips(parameters)
    rules = tuple(name for name in parameters.get("rules", [])[:MOST_CHIPS] if len(name) <= LONGEST)
    ignored = {name for name in one if name not in good and name not in ("in", "out", "rules")}
    if len(rules) < len(parameters.get("rules", [])):
        ignored.add("rules")
    if len(chips) < len(parameters.get("in", [])) + len(parameters.get("out", [])):
        ignored.add("in/out")
    standard = Period()
    return Choices(
        language=good.get("lang"),
        chips=chips,
        period=Period(
            range=good.get("range", standard.range),
            as_of=as_date(good.get("as_of", "")),
            grain=good.get("grain", standard.grain),
            compare=good.get("compare", standard.compare),
        ),
        by=good.get("by"),
        rules=rules,
        study=good.get("study"),
        person=good.get("person"),
        ignored=tuple(sorted(name[:40] for name in ignored)),
    )


def _chip_text(chip: Chip) -> str:
    """`dimension~value`; without the tilde it is "no value", which an empty value is not."""
    name = chip.dimension.replace("%", "%25").replace("~", "%7E")
    return name if chip.value is None else f"{name}~{chip.value}"


def _chips(parameters: Mapping[str, list[str]]) -> tuple[Chip, ...]:
    texts = [(text, False) for text in parameters.get("in", [])]
    texts += [(text, True) for text in parameters.get("out", [])]
    return tuple(
        Chip(name.replace("%7E", "~").replace("%25", "%"), value if tilde else None, is_excluded)
        for text, is_excluded in texts[:MOST_CHIPS]
        if len(text) <= LONGEST
        for name, tilde, value in [text.partition("~")]
        if name
    )
