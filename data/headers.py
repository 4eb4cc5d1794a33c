"""Under which headers a column is known: in English and both Chinese scripts, however spelled."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from data.header_variants import WITHOUT_NUMBER, variants, without_number
from data.header_words import MOST_HEADERS, core, key

_FILE = Path(__file__).with_name("headers.toml")
# What a row may name by a number of its own: the agent of a call, the plan of a spell.
_REFERRED = frozenset(("agent", "owner", "plan", "campaign", "page", "category", "product"))
# What a header says of the thing itself that a row stands for.
_SUBJECT = frozenset(("#", "name", "type", "名", "类型", "currency"))
# What is left of a header without its noun, and the word that it is alone.
_ENDINGS = {"date": "@", "id": "#"}
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
    return tuple(_nearest(found))


def _nearest(found: list[Known]) -> list[Known]:
    """Each column once, the nearest first."""
    by_column: dict[str, Known] = {}
    for one in sorted(found, key=lambda k: (-k.nearness, k.rank)):
        by_column.setdefault(one.column, one)
    return list(by_column.values())


def _worded(table: str, whole: str, nearness: float) -> Iterator[Known]:
    yield from _named(table, whole, nearness)
    for noun in _nouns(table):
        if whole.startswith(noun) and whole != noun:
            yield from _named(table, whole[len(noun) :], 0.9 * nearness)


def _in_other_words(table: str, header: str) -> Iterator[Known]:
    """The columns that a header names once its words are in their plain forms."""
    for rest, nearness in variants(header, _noun_cores(table)).items():
        yield from _plainly(table, rest, nearness)
        thing = without_number(rest)
        if thing:
            found = _plainly(table, thing, nearness * WITHOUT_NUMBER)
            yield from (known for known in found if known.column in _REFERRED)


def _plainly(table: str, whole: str, nearness: float) -> Iterator[Known]:
    for column, rank in _cores(table).get(whole, ()):
        yield Known(table, column, nearness, rank)


def is_bare(header: str) -> bool:
    """Whether a header means little outside of its own table."""
    return key(header) in _bare()


def is_id(header: str) -> bool:
    """Whether a header names what its row is known by, or what it belongs to."""
    return key(header).endswith(("id", "编号", "key"))


def is_party(header: str) -> bool:
    """Whether a header names the customer and says not by what: by a number or by a name."""
    return core(header) in _told()["parties"]


def is_of_firm(header: str) -> bool:
    """Whether a header qualifies a firm: the company somebody works for, or is written to."""
    said = core(header).split()
    return any(word in _told()["firms"] for word in said[1:]) and said[0] not in _told()["firms"]


def is_of_group(header: str) -> float:
    """1 where a header names what several customers may belong to: a firm, an account."""
    return float(core(header).partition(" ")[0] in _told()["groups"])


def is_measure(header: str) -> bool:
    """Whether a header speaks of money or of how many, which no question of a survey does."""
    return any(word in _told()["measures"] for word in core(header).split())


def is_mark(table: str, header: str) -> bool:
    """Whether a header only ever stands in such a table, though it means nothing of ours."""
    return core(header) in [core(mark) for mark in _told()["marks"].get(table, ())]


def names_a_thing(word: str) -> bool:
    """Whether a word is the name of what a row of some table stands for."""
    nouns = [
        noun for table, group in _told()["nouns"].items() if table != "customers" for noun in group
    ]
    return word in nouns or word in _told()["others"]["customers"]


def is_address(header: str) -> bool:
    """Whether a header belongs to an address."""
    return any(word in _told()["addresses"] for word in core(header).split())


def forbids(table: str, header: str) -> bool:
    """Whether a header belongs to something that is like the table and is not: a stock, a cart."""
    whole = core(header)
    words = whole.split()
    if any(word in words for word in _told()["never"].get(table, ())):
        return True
    others = _told()["others"].get(table, ())
    return any(whole.startswith(n) and whole[len(n) :].strip() in _SUBJECT for n in others)


@lru_cache(MOST_HEADERS)
def rarity(header: str, table: str) -> float:
    """How much a header tells of the table it stands in: one over the tables that know it."""
    known_by = sum(bool(known(other, header)) for other in tables() if other != table)
    return 1 / (1 + known_by)


def speaks_of(table: str, header: str) -> bool:
    """Whether a header begins with the name of that table's thing: customer …, 客户…"""
    whole = key(header)
    return any(whole.startswith(noun) for noun in _nouns(table))


def mentions(table: str, header: str) -> bool:
    """Whether the name of that table's thing stands anywhere in a header."""
    whole = key(header)
    return any(noun in whole for noun in _nouns(table))


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
            for spelling in {core(name), _ENDINGS.get(core(name), core(name))}:
                places = found.setdefault(spelling, [])
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
