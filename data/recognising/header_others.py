"""Headers that name what is no customer: staff, suppliers, branches, what rows of others are."""

import re
from collections.abc import Sequence
from functools import lru_cache

from data.recognising.header_words import MOST_HEADERS, core
from data.recognising.headers import told

_IDEOGRAPH = re.compile("[一-鿿]")

# What a header says of the thing itself that a row stands for.
_SUBJECT = frozenset(("#", "name", "type", "名", "类型", "currency"))


@lru_cache(MOST_HEADERS)
def forbids(table: str, header: str) -> bool:
    """Whether a header belongs to something that is like the table and is not: a stock, a cart."""
    whole = core(header)
    words = whole.split()
    never = told()["never"].get(table, ())
    if any(word in words or (_IDEOGRAPH.match(word) and word in whole) for word in never):
        return True
    return _is_subject(whole, told()["others"].get(table, ()))


@lru_cache(MOST_HEADERS)
def names_place(header: str) -> bool:
    """Whether a header gives the number, name or kind of a branch or a store."""
    return _is_subject(core(header), told()["others"]["places"])


@lru_cache(MOST_HEADERS)
def names_supplier(header: str) -> bool:
    """Whether a header names who sold to the one who keeps the file."""
    whole = core(header)
    found = (n for n in told()["suppliers"] if whole.startswith(n))
    return any(whole[len(n) :].strip() in ("", *_SUBJECT) for n in found)


def names_a_thing(word: str) -> bool:
    """Whether a word is the name of what a row of some table stands for."""
    nouns = [
        noun for table, group in told()["nouns"].items() if table != "customers" for noun in group
    ]
    return word in nouns or any(word in things for things in told()["others"].values())


def _is_subject(whole: str, things: Sequence[str]) -> bool:
    """Whether it is one of these things by its number, its name or its kind."""
    return any(whole.startswith(n) and whole[len(n) :].strip() in _SUBJECT for n in things)
