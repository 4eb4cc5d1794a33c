"""Headers that are whole questions or statements of a questionnaire, and what they ask for."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from data.recognising.header_words import MOST_HEADERS

_FILE = Path(__file__).with_name("header_questions.toml")

_NUMBERED = re.compile(r"^\s*(?:[Qq]?\d{1,3}(?:[-_.]\d{1,2})?\s*[.、．:：)）_]|[Qq]\d{1,3}\b)\s*")
_CODED = re.compile(r"^[Qq]\d{1,3}(?:[_.-]\d{1,2})?$")
_KIND = re.compile(r"[(（【\[][^)）】\]]*[)）】\]]\s*$|^\s*[(（【\[][^)）】\]]*[)）】\]]")
_ASKED = re.compile(r"[?？]\s*$|[您你]|请问|贵公司")
_SIGN = re.compile(r"[一-鿿]")
UNTOLD = "perceived"
"""What a question measures that does not say what: how somebody finds something."""

FEWEST_WORDS = 5
FEWEST_SIGNS = 8
"""So many words, or Chinese signs, are a sentence and not the name of a column."""


@lru_cache(MOST_HEADERS)
def is_question(header: str) -> bool:
    """Whether a header reads as a question or a statement to be agreed with."""
    if _CODED.match(header):
        return True
    asked = _unnumbered(header)
    if not _has_words(asked):
        return False
    if _ASKED.search(_KIND.sub("", asked)):
        return True
    long = len(asked.split()) >= FEWEST_WORDS and asked.split()[0].lower() in _told("beginnings")
    is_numbered = asked != header.strip()
    signs = len(_SIGN.findall(asked))
    return long or (is_numbered and (signs >= FEWEST_SIGNS / 2 or len(asked.split()) > 2))


@lru_cache(MOST_HEADERS)
def asked_for(header: str) -> str | None:
    """What a question asks for in plain words, as a header would say it; None where it is none."""
    asked = _KIND.sub("", _unnumbered(header)).strip()
    for pattern in _told("tails")[::-1]:
        asked = re.sub(pattern, "", asked, flags=re.IGNORECASE).strip()
    for pattern in _told("frames"):
        asked = re.sub(pattern, "", asked, count=1, flags=re.IGNORECASE).strip()
    return asked if asked and asked != header.strip() else None


def asks_opinion(header: str) -> bool:
    """Whether a question asks how somebody finds something."""
    return _says(header, "opinions") and not asks_amount(header)


def asks_amount(header: str) -> bool:
    """Whether a question asks how much or how often, which is no opinion."""
    return _says(header, "counted")


def asks_text(header: str) -> bool:
    """Whether a question asks for free text."""
    return _says(header, "texts")


def is_verdict(header: str) -> bool:
    """Whether a column calls what somebody wrote good or bad."""
    return re.sub(r"[\W_]+", " ", header).strip().lower() in _told("verdicts")


def measured(header: str) -> str:
    """What a question measures, by its words."""
    plain = header.lower()
    kinds = _instruments().items()
    return next((kind for kind, said in kinds if any(w in plain for w in said)), UNTOLD)


def _unnumbered(header: str) -> str:
    return _NUMBERED.sub("", header.strip())


def _has_words(asked: str) -> bool:
    return len(_SIGN.findall(asked)) > 1 or len(asked.split()) > 1


def _says(header: str, kind: str) -> bool:
    plain = header.lower()
    return any(
        re.search(rf"\b{word}", plain) if word.isascii() else word in plain for word in _told(kind)
    )


@cache
def _told(name: str) -> tuple[str, ...]:
    return tuple(tomllib.loads(_FILE.read_text("utf-8"))[name])


@cache
def _instruments() -> dict[str, list[str]]:
    told: dict[str, list[str]] = tomllib.loads(_FILE.read_text("utf-8"))["instruments"]
    return told
