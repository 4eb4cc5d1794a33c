"""What a header may say once the words around its meaning are left out, and how near that is."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from data.recognising.header_words import MOST_HEADERS, core

_FILE = Path(__file__).with_name("header_words.toml")

OTHER_WORDS = 0.95
WITHOUT_NOUN = 0.9
WITHOUT_TAIL = 0.9
WITHOUT_NUMBER = 0.85
UNQUALIFIED = 0.94
OF_SOMEBODY = 0.85
FARTHER = 0.004
"""A qualifier that stands later in the list means a less usual one of several."""

FARTHEST = 0.6

# What a qualifier makes something else of: the type of an address is no type of customer.
_OF_ITS_OWN = frozenset(
    (
        *("#", "@", "type", "source", "status", "channel", "score", "comment", "description"),
        *("reason", "类型", "类别", "分类", "等级", "级别", "状态", "来源", "渠道", "备注", "名"),
        *("金额", "评价", "留言", "标签", "原因", "地区", "日期", "时间", "编号", "名称"),
    )
)
_REACHED = frozenset(("email", "phone", "mobile", "address", "name", "fax"))


@lru_cache(MOST_HEADERS)
def variants(header: str, nouns: tuple[str, ...]) -> dict[str, float]:
    """Every reading of a header in plain words, with how near it is; the nearest of equal ones."""
    found: dict[str, float] = {}
    waiting = [(core(header), OTHER_WORDS)]
    while waiting:
        whole, nearness = waiting.pop()
        if whole and nearness >= FARTHEST and nearness > found.get(whole, 0):
            found[whole] = nearness
            waiting += [(rest, nearness * less) for rest, less in _shortened(whole, nouns)]
    return found


def _shortened(whole: str, nouns: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    for noun in nouns:
        if whole.startswith(noun) and whole != noun:
            yield whole[len(noun) :].strip(), WITHOUT_NOUN
    first, _, after = whole.partition(" ")
    if after and (first in _qualifiers() or first.isdigit()) and after not in _OF_ITS_OWN:
        yield after, UNQUALIFIED - FARTHER * _qualifiers().get(first, 0)
    is_number = after.endswith("#") and any(after.startswith(noun) for noun in nouns)
    if is_number and first not in _told()["strangers"]:
        # Whose number it is, as in the number of a customer of a shop, or of an order there.
        yield after, OF_SOMEBODY
    for place, qualifier in enumerate(_chinese()):
        if whole.startswith(qualifier) and whole.removeprefix(qualifier) not in ("", *_OF_ITS_OWN):
            yield whole.removeprefix(qualifier), UNQUALIFIED - FARTHER * place
    before, _, last = whole.rpartition(" ")
    is_one_of_several = last.isdigit() and bool(_REACHED & set(before.split()))
    if before and (last in _told()["tails"] or is_one_of_several):
        yield before, WITHOUT_TAIL


def without_number(whole: str) -> str | None:
    """What is known by a number, as the agent of an agent id; None where it ends in none."""
    return whole.removesuffix("#").strip() if whole.endswith("#") and len(whole) > 1 else None


@cache
def _told() -> dict[str, list[str]]:
    told: dict[str, list[str]] = tomllib.loads(_FILE.read_text("utf-8"))
    return told


@cache
def _qualifiers() -> dict[str, int]:
    return {word: place for place, word in enumerate(_told()["qualifiers"])}


@cache
def _chinese() -> tuple[str, ...]:
    return tuple(word for word in _qualifiers() if re.search("[一-鿿]", word))
