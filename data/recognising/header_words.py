"""A header taken apart: its words in their plain forms, so that many spellings are one."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("header_words.toml")

_NOTE = re.compile(r"[(（\[【<〈{].*?[)）\]】>〉}]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SCRIPTS = re.compile(r"(?<=[一-鿿])(?=[A-Za-z])|(?<=[A-Za-z])(?=[一-鿿])")
_MAIL = re.compile(r"(?i)\be[-_ ]?mail")
_BRANDS = re.compile(r"(?i:whats ?app|we ?chat|linked ?in|pay ?pal|face ?book)")
_PART = re.compile(r"(?i)\bname\s*[(（]\s*(first|last)\s*[)）]")
_NUMBER_SIGN = re.compile(r"(?<=\w)\s*#\s*$")
_SENT_TO = re.compile(r"(?i)\b(ship|bill|sold|pay)[-_ ]?to\b")
_PLURAL = re.compile(r"[a-z]{3}(?<![suix])(?<!id)s\s*$")
_WORD = re.compile(r"[^\W_]+")
_IDEOGRAPHS = re.compile(r"[一-鿿]")

MOST_HEADERS = 20_000
"""How many headers are remembered taken apart; strangers' files bring ever new ones."""


@lru_cache(MOST_HEADERS)
def key(header: str) -> str:
    """The header without what does not tell it apart: notes, signs, blanks, capitals, script."""
    plain = _unaccented(header)
    without_notes = _NOTE.sub("", plain)
    kept = without_notes if _WORD.search(without_notes) else plain
    found = "".join(_WORD.findall(_NUMBER_SIGN.sub(" number", kept))) or kept.strip()
    return _as_elsewhere(found.lower().translate(_simplified()))


@lru_cache(MOST_HEADERS)
def words(header: str) -> tuple[str, ...]:
    """The words of a header in their plain forms, in order, without those that tell nothing."""
    plain = _unaccented(header)
    without_notes = _NOTE.sub(" ", plain)
    kept = without_notes if _WORD.search(without_notes) else plain
    joined = _BRANDS.sub(lambda brand: brand[0].replace(" ", "").lower(), kept)
    named = _SENT_TO.sub(r"\1", _MAIL.sub("email", joined)).replace("#", " number ")
    parted = _SCRIPTS.sub(" ", _CAMEL.sub(" ", named))
    found = [_plain_form(word.lower()) for word in _WORD.findall(parted)]
    return tuple(word for whole in found for word in whole.split() if word not in _told("noise"))


@lru_cache(MOST_HEADERS)
def core(header: str) -> str:
    """What a header says once words of one sense are one word: when, which number, what name."""
    found = _turned(words(header))
    while len(found) > 1 and found[-1] in _told("units"):
        found = found[:-1]
    if found and found[0] in _told("times") and len(found) > 1:
        found = (*found[1:], found[0])
    if len(found) < 2:
        return _chinese_sense("".join(found))
    *before, last = found
    # Chinese is written without blanks, also where Latin letters end a header.
    blank = "" if before and _IDEOGRAPHS.search(before[-1]) else " "
    return f"{' '.join(before)}{blank}{_sense(last)}".strip()


def is_plural(header: str) -> bool:
    """Whether a header ends in a plural: how many there are, not which one or whether any."""
    return bool(_PLURAL.search(header.lower()))


def _unaccented(header: str) -> str:
    """One width, one form, no accents; the part of a name in front, not in brackets behind."""
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", header))
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return _PART.sub(r"\1 name", plain)


def _turned(found: tuple[str, ...]) -> tuple[str, ...]:
    """The date of birth is the birth date; the number of employees is how many there are."""
    if "of" not in found:
        return found
    if found[0] == "number":
        return (*found[2:], "count")
    place = found.index("of")
    return (*found[place + 1 :], *found[:place])


def _sense(last: str) -> str:
    """The last word says what kind of thing a column holds: a moment, a number to know it by."""
    if last in _told("times"):
        return "@"
    if last in _told("numbers"):
        return "#"
    if _IDEOGRAPHS.search(last):
        return _chinese_sense(last)
    return last


def _chinese_sense(word: str) -> str:
    for ending, sense in _endings():
        if word.endswith(ending) and word != ending:
            return word.removesuffix(ending) + sense
    return word


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    told: dict[str, list[str]] = tomllib.loads(_FILE.read_text("utf-8"))["endings"]
    pairs = [(ending, sense) for sense, group in told.items() for ending in group]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _plain_form(word: str) -> str:
    """One word, or the words that an abbreviation stands for."""
    word = _as_elsewhere(word.translate(_simplified()))
    return _forms().get(word) or _forms().get(word.removesuffix("s"), word)


def _as_elsewhere(word: str) -> str:
    """The word that the mainland uses for the same."""
    if word.isascii():
        return word
    for said, meant in _told_pairs("elsewhere"):
        word = word.replace(said, meant)
    return word


@cache
def _told_pairs(name: str) -> tuple[tuple[str, str], ...]:
    told: dict[str, str] = tomllib.loads(_FILE.read_text("utf-8"))[name]
    return tuple(sorted(told.items(), key=lambda pair: -len(pair[0])))


@cache
def _forms() -> dict[str, str]:
    told: dict[str, list[str]] = tomllib.loads(_FILE.read_text("utf-8"))["forms"]
    return {form: plain for plain, forms in told.items() for form in (plain, *forms)}


@cache
def _told(name: str) -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text("utf-8"))[name])


@cache
def _simplified() -> dict[int, int]:
    """Characters of traditional headers, and what they are in simplified ones."""
    told = tomllib.loads(_FILE.read_text("utf-8"))
    return str.maketrans("".join(told["traditional"]), "".join(told["simplified"]))
