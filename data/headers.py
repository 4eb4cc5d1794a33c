"""Under which headers a column is known: in English and both Chinese scripts, however spelled."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from data.header_words import MOST_HEADERS, core, key

_FILE = Path(__file__).with_name("headers.toml")
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
    found = [*_worded(table, key(header), 1.0)] or [*_in_other_words(table, header)]
    if not found:
        # Of two names for one column, as in "phone / mobile", either will do.
        parts = [part for part in _ALTERNATIVES.split(header) if part != header]
        found = [replace(k, nearness=0.9 * k.nearness) for p in parts for k in known(table, p)]
    return tuple(sorted(set(found), key=lambda k: (-k.nearness, k.rank)))


def _worded(table: str, whole: str, nearness: float) -> Iterator[Known]:
    yield from _named(table, whole, nearness)
    for noun in _nouns(table):
        if whole.startswith(noun) and whole != noun:
            yield from _named(table, whole[len(noun) :], 0.9 * nearness)


def _in_other_words(table: str, header: str) -> Iterator[Known]:
    """The columns that a header names once its words are in their plain forms."""
    whole = core(header)
    for rest, nearness in ((whole, 0.95), *_without_noun(table, whole), *_unqualified(whole)):
        for column, rank in _cores(table).get(rest, ()):
            yield Known(table, column, nearness, rank)


def _without_noun(table: str, whole: str) -> Iterator[tuple[str, float]]:
    for noun in _noun_cores(table):
        if whole.startswith(noun) and whole != noun:
            yield whole[len(noun) :].strip(), 0.85


def _unqualified(whole: str) -> Iterator[tuple[str, float]]:
    first, _, rest = whole.partition(" ")
    if first in _told()["qualifiers"] and rest:
        yield rest, 0.8


def is_bare(header: str) -> bool:
    """Whether a header means little outside of its own table."""
    return key(header) in _bare()


def is_id(header: str) -> bool:
    """Whether a header names what its row is known by, or what it belongs to."""
    return key(header).endswith(("id", "编号", "key"))


def speaks_of(table: str, header: str) -> bool:
    """Whether a header begins with the name of that table's thing: customer …, 客户…"""
    whole = key(header)
    return any(whole.startswith(noun) for noun in _nouns(table))


def instrument_words() -> dict[str, str]:
    """What is measured, by each word for it."""
    prefixes: dict[str, list[str]] = _told()["instruments"]
    return {word: name for name, words in prefixes.items() for word in (name, *words)}


def names_unit(header: str) -> bool:
    """Whether a header says in what time is counted."""
    return any(unit in header.lower() for unit in ("month", "year", "day", "月", "年", "天"))


def instrument(header: str) -> str | None:
    """What a question measures, where the beginning of its header tells."""
    whole = key(header)
    prefixes: dict[str, list[str]] = _told()["instruments"]
    return next(
        (name for name, starts in prefixes.items() if any(_starts(whole, s) for s in starts)), None
    )


def _starts(whole: str, start: str) -> bool:
    return bool(re.fullmatch(rf"{start}(\d+|global)?", whole))


def _named(table: str, whole: str, nearness: float) -> Iterator[Known]:
    for column, rank in _aliases(table).get(whole, ()):
        yield Known(table, column, nearness, rank)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _aliases(table: str) -> dict[str, list[tuple[str, int]]]:
    aliases: dict[str, list[tuple[str, int]]] = {}
    for column, headers in _told()[table].items():
        for rank, header in enumerate([column, *headers]):
            places = aliases.setdefault(key(header), [])
            if column not in [place for place, _ in places]:
                places.append((column, rank))
    return aliases


@cache
def _cores(table: str) -> dict[str, list[tuple[str, int]]]:
    """The aliases of a table in their plain forms."""
    found: dict[str, list[tuple[str, int]]] = {}
    for column, names in _told()[table].items():
        for rank, name in enumerate([column, *names]):
            places = found.setdefault(core(name), [])
            if column not in [place for place, _ in places]:
                places.append((column, rank))
    return found


@cache
def _noun_cores(table: str) -> tuple[str, ...]:
    return tuple(
        core(noun) + ("" if _is_chinese(noun) else " ") for noun in _told()["nouns"][table]
    )


def _is_chinese(noun: str) -> bool:
    return noun >= "一"


@cache
def _nouns(table: str) -> tuple[str, ...]:
    return tuple(sorted((key(noun) for noun in _told()["nouns"][table]), key=len, reverse=True))


@cache
def _bare() -> frozenset[str]:
    return frozenset(key(word) for word in _told()["bare"])


@cache
def tables() -> tuple[str, ...]:
    """The tables whose headers are known."""
    return tuple(_told()["nouns"])
