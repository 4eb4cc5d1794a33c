"""What a header gives away beside its column: a number, a party, a firm, a sum, someone else."""

import re
from functools import cache, lru_cache

from data.recognising.header_others import names_a_thing
from data.recognising.header_senses import names_party, senses
from data.recognising.header_words import MOST_HEADERS, core, key, words
from data.recognising.headers import known, nouns, tables, told

_CREATION = ("create", "@")
_LONG = 5
_SURELY = 0.9
_LONG_IN_CHINESE = 8
_IDEOGRAPH = re.compile("[一-鿿]")


def is_bare(header: str) -> bool:
    """Whether a header means little outside of its own table."""
    return key(header) in _bare()


def is_id(header: str) -> bool:
    """Whether a header names what its row is known by, or what it belongs to."""
    return core(header).endswith("#") or key(header).endswith(("id", "key"))


def is_others(header: str) -> bool:
    """Whether a number is that of an order, a firm, a document or a program, not a customer's."""
    said = core(header).split()
    return (
        is_bookkeeping(header)
        or names_a_thing(said[0])
        or any(word in told()["numbered"] for word in said)
    )


@lru_cache(MOST_HEADERS)
def is_number_of(table: str, header: str) -> bool:
    """Whether a header says by itself that it is the number of an order, a ticket, an invoice."""
    name = f"{table.removesuffix('s')}_id"
    # The plan of a spell is no spell: there the name must be said in full.
    enough = 1.0 if table == "subscriptions" else _SURELY
    return not is_bare(header) and any(
        one.column == name and one.nearness >= enough for one in known(table, header)
    )


def is_party(header: str) -> bool:
    """Whether a header names the customer and says not by what: by a number or by a name."""
    return core(header) in told()["parties"] or names_party(header)


def is_of_firm(header: str) -> bool:
    """Whether a header names a firm: the company somebody works for, or is written to."""
    return any(word in told()["firms"] for word in core(header).split())


def is_creation(header: str) -> bool:
    """Whether a header says when something was entered, and not what."""
    said = senses(header)
    return 0 < len(said) <= len(_CREATION) and all(
        sense in one for sense, one in zip(_CREATION, said, strict=False)
    )


def begins_with_firm(header: str) -> bool:
    """Whether a header speaks of a firm first, which may be the one whose program made the file."""
    return "company" in next(iter(senses(header)), ())


def is_of_group(header: str) -> bool:
    """Whether a header names what several customers may belong to: a firm, an account."""
    return core(header).partition(" ")[0] in told()["groups"]


@lru_cache(MOST_HEADERS)
def asks(header: str) -> str | None:
    """What a header in the form of a question asks for: a question is more than a name."""
    said = header.lower()
    is_question = (
        len(words(header)) >= _LONG
        or said.rstrip().endswith(("?", "？"))
        or (len(_IDEOGRAPH.findall(header)) >= _LONG_IN_CHINESE)
    )
    found = (name for name, signs in told()["asked"].items() if any(w in said for w in signs))
    return next(found, None) if is_question else None


@lru_cache(MOST_HEADERS)
def is_measure(header: str) -> bool:
    """Whether a header speaks of money or of how many, which no question of a survey does."""
    return any(word in told()["measures"] for word in core(header).split())


def is_counted(header: str) -> bool:
    """Whether a Chinese header ends in a word for how many or how much."""
    return key(header).endswith(tuple(told()["counted"]))


@lru_cache(MOST_HEADERS)
def is_bookkeeping(header: str) -> bool:
    """Whether a header was added by the program that fetched the file, not by who kept it."""
    return any(word in told()["bookkeeping"] for word in core(header).split())


@lru_cache(MOST_HEADERS)
def is_mark(table: str, header: str) -> bool:
    """Whether a header only ever stands in such a table, though it means nothing of ours."""
    return core(header) in [core(mark) for mark in told()["marks"].get(table, ())]


def is_address(header: str) -> bool:
    """Whether a header belongs to an address."""
    return any(word in told()["addresses"] for word in core(header).split())


@lru_cache(MOST_HEADERS)
def is_lifetime(header: str) -> bool:
    """Whether a header sums up all that somebody ever bought, which no order says."""
    return core(header) in _lifetimes()


@lru_cache(MOST_HEADERS)
def rarity(header: str, table: str) -> float:
    """How much a header tells of the table it stands in: one over the tables that know it."""
    known_by = sum(bool(known(other, header)) for other in tables() if other != table)
    return 1 / (1 + known_by)


@lru_cache(MOST_HEADERS)
def speaks_of(table: str, header: str) -> bool:
    """Whether a header begins with the name of that table's thing: customer …, 客户…"""
    whole = key(header)
    return any(whole.startswith(noun) for noun in nouns(table))


def without_thing(table: str, header: str) -> str:
    """What is left of a header that begins with the name of the table's thing; empty if none."""
    whole = core(header)
    found = (noun for noun in told()["nouns"][table] if whole.startswith(f"{core(noun)} "))
    return whole.removeprefix(core(next(found, ""))).strip() if speaks_of(table, header) else ""


@lru_cache(MOST_HEADERS)
def mentions(table: str, header: str) -> bool:
    """Whether the name of that table's thing stands anywhere in a header."""
    whole = key(header)
    return any(noun in whole for noun in nouns(table))


def names_unit(header: str) -> bool:
    """Whether a header says in what time is counted."""
    return any(unit in header.lower() for unit in ("month", "year", "day", "月", "年", "天"))


@cache
def _lifetimes() -> frozenset[str]:
    return frozenset(core(name) for name in told()["lifetimes"])


@cache
def _bare() -> frozenset[str]:
    return frozenset(key(word) for word in told()["bare"])
