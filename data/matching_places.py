"""Where the columns of a kept matching stand in another file, by their names."""

import re
import unicodedata
from collections.abc import Sequence


def folded(header: str) -> str:
    """A header without capitals, width, blanks and signs; its notes stay: $ are no €."""
    return re.sub(r"[^\w$€£¥₩₹%]|_", "", unicodedata.normalize("NFKC", header)).casefold()


def places(known: Sequence[str], header: Sequence[str]) -> dict[int, int]:
    """By place in the file, the place among the known headers that is the same column.

    Of equal names the first is the first; only then names that differ in capitals, width, blanks
    and signs are taken for one. A column without a name is known by its place.
    """
    found: dict[int, int] = {}
    for written in (str, folded):
        left: dict[str | int, list[int]] = {}
        for place in reversed(range(len(known))):
            left.setdefault(written(known[place]) or place, []).append(place)
        used = set(found.values())
        for place, name in enumerate(header):
            same = [p for p in left.get(written(name) or place, []) if p not in used]
            if place not in found and same:
                found[place] = same[-1]
                used.add(same[-1])
    return found
