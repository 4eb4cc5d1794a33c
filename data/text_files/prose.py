"""Whether a text is a letter or a note and no table: sentences from its first line on."""

import re

_MOST_LINES = 120
"""A longer text of sentences may be a list of what customers wrote."""

_PARTED = re.compile(r"^#|[\t;|=]|,\S|\d,\d")
_ENDS = re.compile(r"[,，:：.。!！?？…”\"'’)）]\s*$")
_IDEOGRAPHS = re.compile("[一-鿿]")
_FEWEST_WORDS = 5
_FEWEST_SIGNS = 8
_FEWEST_LINES = 2


def is_prose(written: list[str]) -> bool:
    """Whether the first lines of a file read as sentences that no separator parts into cells."""
    lines = [line.strip() for line in written if line.strip()]
    if not _FEWEST_LINES <= len(lines) <= _MOST_LINES or any(map(_PARTED.search, lines)):
        return False
    sentences = sum(bool(_ENDS.search(line)) or _is_long(line) for line in lines)
    is_begun = bool(_ENDS.search(lines[0])) and any(map(_is_long, lines))
    return is_begun and 2 * sentences >= len(lines)


def _is_long(line: str) -> bool:
    signs = len(_IDEOGRAPHS.findall(line))
    is_long = len(line.split()) >= _FEWEST_WORDS or signs >= _FEWEST_SIGNS
    return is_long and not line[0].isdigit()
