"""Under which headers a column is known: in English and both Chinese scripts, however spelled."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from data.recognising.header_questions import asked_for
from data.recognising.header_senses import COMPOSED, composed, senses
from data.recognising.header_variants import WITHOUT_NUMBER, variants, without_number
from data.recognising.header_words import MOST_HEADERS, core, is_plural, key
from data.recognising.meanings import kind_of

_FILE = Path(__file__).with_name("headers.toml")
# What a row may name by a number of its own: the agent of a call, the plan of a spell.
_REFERRED = frozenset(("agent", "owner", "plan", "campaign", "page", "category", "product"))
# What is left of a header without its noun, and the word that it is alone.
_ENDINGS = {"date": "@", "id": "#"}
_BELONGS = re.compile(r"\s+[-–—]\s+|:\s+|::|(?<=[a-z])\.(?=[A-Za-z])")
_CUSTOM = re.compile(r"(?i)^(?:custom field|自定义字段)\s*[(（](.+)[)）]$")
_ALTERNATIVES = re.compile(r"[/／|]|、")


@dataclass(frozen=True)
class Known:
    """A column that a header may name: how near the wording is, and how preferred (0 is first)."""

    table: str
    column: str
    nearness: float
    rank: int


@lru_cache(MOST_HEADERS)
def known(table: str, header: str) -> tuple[Known, ...]:
    """The columns of a table that this header may name, the nearest first."""
    found = [*_worded(table, key(header), 1.0)]
    return tuple(_nearest(found or _one_of(_less_plainly(table, header), header)))


def _one_of(found: list[Known], header: str) -> list[Known]:
    """Orders are so many, and no number of one; clicks are no word for whether there was one."""
    if not is_plural(header):
        return found
    is_many = "product" in next(reversed(senses(header)), ())
    counted = ("amount",) if is_many else ()
    return [
        k
        for k in found
        if not k.column.endswith("_id") and not _is_counted(k) and k.column not in counted
    ]


def _is_counted(one: Known) -> bool:
    """Whether a plural of what may be so or not so counts it; who accepts emails is not counted."""
    return one.column != "has_marketing_consent" and kind_of(one.table, one.column) == "flag"


def _less_plainly(table: str, header: str) -> list[Known]:
    found = [*_in_other_words(table, header)]
    if not found:
        # Of two names for one column, as in "phone / mobile", either will do.
        parts = [part for part in _ALTERNATIVES.split(header) if part != header]
        found = [replace(k, nearness=0.9 * k.nearness) for p in parts for k in known(table, p)]
    found = found or _composed(table, header)
    return found or [replace(k, nearness=0.85 * k.nearness) for k in _without_frame(table, header)]


def _composed(table: str, header: str) -> list[Known]:
    return [Known(table, column, COMPOSED, rank) for column, rank in composed(table, header)]


def _without_frame(table: str, header: str) -> tuple[Known, ...]:
    """What is asked for in a question, or named behind the name of what it belongs to."""
    if custom := _CUSTOM.match(header):
        return known(table, custom[1])
    before, _, rest = (part.strip() for part in _BELONGS.sub("\0", header).rpartition("\0"))
    if before and rest and key(rest) not in _bare_keys():
        return known(table, rest)
    asked = asked_for(header)
    return known(table, asked) if asked else ()


@cache
def _bare_keys() -> frozenset[str]:
    return frozenset(key(word) for word in told()["bare"])


def _nearest(found: list[Known]) -> list[Known]:
    """Each column once, the nearest first."""
    by_column: dict[str, Known] = {}
    for one in sorted(found, key=lambda k: (-k.nearness, k.rank)):
        by_column.setdefault(one.column, one)
    return list(by_column.values())


def _worded(table: str, whole: str, nearness: float) -> Iterator[Known]:
    yield from _named(table, whole, nearness)
    for noun in nouns(table):
        if whole.startswith(noun) and whole != noun:
            yield from _named(table, whole[len(noun) :], 0.9 * nearness)


def _in_other_words(table: str, header: str) -> Iterator[Known]:
    """The columns that a header names once its words are in their plain forms."""
    for rest, nearness in variants(header, _noun_cores(table)).items():
        yield from _plainly(table, rest, nearness)
        thing = without_number(rest)
        if thing:
            found = _plainly(table, thing, nearness * WITHOUT_NUMBER)
            yield from (k for k in found if k.column in _REFERRED or k.column == thing)


def _plainly(table: str, whole: str, nearness: float) -> Iterator[Known]:
    for column, rank in _cores(table).get(whole, ()):
        yield Known(table, column, nearness, rank)


def instrument_words() -> dict[str, str]:
    """What is measured, by each word for it."""
    prefixes: dict[str, list[str]] = told()["instruments"]
    return {word: name for name, words in prefixes.items() for word in (name, *words)}


def instrument(header: str) -> str | None:
    """What a question measures, where the beginning of its header tells."""
    whole = key(header)
    prefixes: dict[str, list[str]] = told()["instruments"]
    return next(
        (name for name, starts in prefixes.items() if any(_starts(whole, s) for s in starts)), None
    )


def _starts(whole: str, start: str) -> bool:
    return bool(re.fullmatch(rf"{start}(\d+|global)?", whole))


def _named(table: str, whole: str, nearness: float) -> Iterator[Known]:
    for column, rank in _aliases(table).get(whole, ()):
        yield Known(table, column, nearness, rank)


@cache
def told() -> dict[str, Any]:
    """Everything that is known about headers, as it is written down."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _aliases(table: str) -> dict[str, list[tuple[str, int]]]:
    aliases: dict[str, list[tuple[str, int]]] = {}
    for column, headers in told()[table].items():
        for rank, header in enumerate([column, *headers]):
            places = aliases.setdefault(key(header), [])
            if column not in [place for place, _ in places]:
                places.append((column, rank))
    return aliases


@cache
def _cores(table: str) -> dict[str, list[tuple[str, int]]]:
    """The aliases of a table in their plain forms."""
    found: dict[str, list[tuple[str, int]]] = {}
    for column, names in told()[table].items():
        for rank, name in enumerate([column, *names]):
            for spelling in {core(name), _ENDINGS.get(core(name), core(name))} - {""}:
                places = found.setdefault(spelling, [])
                if column not in [place for place, _ in places]:
                    places.append((column, rank))
    return found


@cache
def _noun_cores(table: str) -> tuple[str, ...]:
    return tuple(core(noun) + ("" if _is_chinese(noun) else " ") for noun in told()["nouns"][table])


def _is_chinese(noun: str) -> bool:
    return noun >= "一"


@cache
def nouns(table: str) -> tuple[str, ...]:
    """What a row of a table is called, the longest word first."""
    return tuple(sorted((key(noun) for noun in told()["nouns"][table]), key=len, reverse=True))


@cache
def tables() -> tuple[str, ...]:
    """The tables whose headers are known."""
    return tuple(told()["nouns"])
