"""Columns that ask the same of several kinds: expected speed beside perceived speed."""

import re

from data.recognising import headers

FEWEST_SHARED = 2
"""One part that two columns share may be chance: an expected and a perceived price."""

_BETWEEN = r"[\s_\-:：·.]+"


def paired_questions(header: tuple[str, ...]) -> dict[int, str]:
    """By position, the kind of question, for headers that begin with a word for their kind and go
    on with a part that a column of another kind goes on with as well.
    """
    split = {position: _split(name) for position, name in enumerate(header)}
    told = {position: found for position, found in split.items() if found}
    kinds_of: dict[str, set[str]] = {}
    for kind, part in told.values():
        kinds_of.setdefault(part, set()).add(kind)
    shared = {part for part, kinds in kinds_of.items() if len(kinds) > 1}
    if len(shared) < FEWEST_SHARED:
        return {}
    return {position: kind for position, (kind, part) in told.items() if part in shared}


def _split(name: str) -> tuple[str, str] | None:
    plain = name.strip().lower()
    for word, kind in headers.instrument_words().items():
        found = re.fullmatch(rf"{re.escape(word)}{_BETWEEN}(.*[^\W\d].*)", plain)
        if found:
            return kind, found[1]
    return None
