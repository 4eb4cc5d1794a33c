"""What a header says as a whole, put together from what its words say."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from data.recognising.header_words import MOST_HEADERS, words

_FILE = Path(__file__).with_name("header_senses.toml")
_IDEOGRAPHS = re.compile(r"[一-鿿]")

COMPOSED = 0.85
"""How near a header is to a column whose name is only put together from its words."""

_ENDINGS = ("s", "es", "ies", "ed")
_SHORT, _LONG = 3, 8
_FILLER = "filler"
_UNKNOWN = frozenset[str]()
_MOST_SIGNS = 16
"""A longer run of Chinese is a sentence."""


@lru_cache(MOST_HEADERS)
def composed(table: str, header: str) -> tuple[tuple[str, int], ...]:
    """The columns of a table that the words of a header name together, each with its preference."""
    said = [word for word in senses(header) if word != {_FILLER}]
    if not said or _UNKNOWN in said:
        return ()
    return tuple(
        (column, rank)
        for column, rules in _rules().get(table, {}).items()
        for rank, rule in enumerate(rules)
        if _is_said(rule, said)
    )


@lru_cache(MOST_HEADERS)
def senses(header: str) -> tuple[frozenset[str], ...]:
    """What each word of a header says, in order; nothing for a word that is not known."""
    return tuple(_said_by(part) for word in words(header) for part in _cut(word))


def _said_by(part: str) -> frozenset[str]:
    """What a word says, in whatever form it stands: placed is place, units is unit."""
    lexicon = _lexicon()
    stems = (part.removesuffix(ending) for ending in _ENDINGS if part.endswith(ending))
    forms = (part, *(form for stem in stems for form in _forms(stem)))
    return next((lexicon[form] for form in forms if form in lexicon), _UNKNOWN)


def _forms(stem: str) -> tuple[str, ...]:
    """What a stem may be of: placed of place, carried of carry, flagged of flag."""
    is_doubled = len(stem) > _SHORT and stem[-1:] == stem[-2:-1]
    return (stem, f"{stem}e", f"{stem}y", *((stem[:-1],) if is_doubled else ()))


def ends_in_score(header: str) -> bool:
    """Whether a header ends in a word for a mark that was given."""
    return "score" in next(reversed(senses(header)), _UNKNOWN)


def names_party(header: str) -> bool:
    """Whether a header names the customer and nothing about him."""
    about = frozenset(("customer", "party", "related", "order", _FILLER))
    said = [one for one in senses(header) if one != {_FILLER}]
    is_somebody = any({"customer", "party"} & one for one in said)
    return is_somebody and all(about & one for one in said)


_Rule = tuple[tuple[frozenset[str], bool], ...]


def _is_said(rule: _Rule, said: list[frozenset[str]]) -> bool:
    """Whether each needed part of a rule is said, and nothing that no part of it means."""
    is_whole = all(any(part & one for one in said) for part, is_needed in rule if is_needed)
    return is_whole and all(any(part & one for part, _ in rule) for one in said)


def _cut(word: str) -> list[str]:
    """Chinese is written without blanks: the longest words that are known, from the left."""
    if word.isascii():
        return [word] if len(word) < _LONG or _said_by(word) else _run_together(word) or [word]
    is_cut = _IDEOGRAPHS.search(word) and len(word) <= _MOST_SIGNS
    return list(_pieces(word)) if is_cut else [word]


def _run_together(word: str) -> list[str]:
    """The known words that somebody wrote as one, as in firstdatevisited; nothing if it is none."""
    for size in range(len(word), _SHORT - 1, -1):
        if _said_by(word[:size]):
            rest = _run_together(word[size:]) if word[size:] else []
            if rest or not word[size:]:
                return [word[:size], *rest]
    return []


def _pieces(word: str) -> Iterator[str]:
    known = _lexicon()
    while word:
        size = next((n for n in range(len(word), 0, -1) if word[:n] in known), 1)
        yield word[:size]
        word = word[size:]


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    """What each word says; one word may say several things."""
    told: dict[str, list[str]] = tomllib.loads(_FILE.read_text("utf-8"))["words"]
    found: dict[str, frozenset[str]] = {}
    for sense, group in told.items():
        for word in group:
            plain = words(word) or (word,)
            if len(plain) == 1:
                found[plain[0]] = found.get(plain[0], frozenset()) | {sense}
    return found


@cache
def _rules() -> dict[str, dict[str, list[_Rule]]]:
    told: dict[str, dict[str, list[str]]] = tomllib.loads(_FILE.read_text("utf-8"))["rules"]
    return {
        table: {column: [_rule(text) for text in texts] for column, texts in columns.items()}
        for table, columns in told.items()
    }


def _rule(text: str) -> _Rule:
    parts = text.split()
    return tuple((frozenset(p.removesuffix("?").split("|")), not p.endswith("?")) for p in parts)
