"""How content a comment sounds by a list of words: rough, for where too few marks were given."""

import re
import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from metrics.statistics.intervals import Numbers

_FILE = Path(__file__).with_name("sentiment_words.toml")
_NO_BREAK = {"zh": r"[^，。！？；、,.!?;\s]{0,2}", "en": r"(?:\s+[\w']+){0,2}\s+"}
"""What may stand between a negator and the word that it turns."""


def rough_chance(texts: pd.Series, language: str) -> Numbers:
    """From 0, only bad words, to 1, only good ones; nan without any. "Not good" is bad."""
    plain = texts.str.lower().str.replace("’", "'", regex=False)
    otherwise = _count(plain, _alternatives("said_otherwise", language))
    plain = plain.str.replace(_pattern(("neutral", "said_otherwise"), language), " ", regex=True)
    good, bad = (_count(plain, _alternatives(kind, language)) for kind in ("good", "bad"))
    turned_good, turned_bad = (_count(plain, _turned(kind, language)) for kind in ("good", "bad"))
    content = otherwise + good - turned_good + turned_bad
    unhappy = bad - turned_bad + turned_good
    told = content + unhappy
    found = np.divide(content, told, out=np.full(len(told), np.nan), where=told > 0)
    return np.asarray(found)


@cache
def judging_words(language: str) -> frozenset[str]:
    """Words that say how good something is, and nothing of what."""
    return frozenset((*_told()[language]["good"], *_told()[language]["bad"]))


@cache
def binding_signs() -> frozenset[str]:
    """Chinese signs that only hold others together: no term begins or ends with one."""
    return frozenset("".join(_told()["zh"]["binding"]))


def _count(texts: pd.Series, pattern: str) -> Numbers:
    return np.asarray(texts.str.count(pattern), float)


def _turned(kind: str, language: str) -> str:
    negators = _alternatives("negators", language)
    return f"{negators}{_NO_BREAK[language]}{_alternatives(kind, language)}"


def _alternatives(kind: str, language: str) -> str:
    return _pattern((kind,), language)


@cache
def _pattern(kinds: tuple[str, ...], language: str) -> str:
    words = [word for kind in kinds for word in _told()[language][kind]]
    # The longer word is meant where one begins as another does.
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return rf"\b(?:{either})\b" if language == "en" else f"(?:{either})"


@cache
def _told() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
