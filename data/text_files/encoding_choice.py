"""What a file says in each encoding it might be in, and which of them cannot be meant."""

from dataclasses import dataclass
from typing import Final

from data.text_files import encodings
from data.text_files.plausible_texts import plausibility

CANDIDATES: Final = (
    "utf-8",
    "gb18030",
    "big5",
    "shift-jis",
    "windows-1252",
    "utf-16-le",
    "utf-16-be",
)
"""What exports are written in, here and elsewhere."""

SURE: Final = 0.8
"""Below it the reader is asked."""

_HEAD = 1 << 16
_LINES = 3
_LONGEST = 90
_TELLING = 6
"""So many characters beyond ASCII that are right in UTF-8 are not so by chance."""

_BEHIND = 0.15
"""What is less plausible than the likeliest by this much is not what was meant."""


@dataclass(frozen=True)
class Candidate:
    """One encoding, the first telling lines of the file in it, and whether they are garbage."""

    name: str
    lines: tuple[str, ...]
    is_garbage: bool


def candidates(content: bytes) -> tuple[Candidate, ...]:
    """The encodings that make different texts of a file, the likeliest first."""
    likely = encodings.detect(content).name
    seen, found = set[str](), []
    for name in dict.fromkeys((likely, *CANDIDATES)):
        text = _head(content, name)
        if text not in seen:
            seen.add(text)
            found.append(Candidate(name, _telling(text), is_garbage(content, name)))
    return tuple(found)


def is_sure(content: bytes) -> bool:
    """Whether nobody needs to be asked in which encoding the file is."""
    return encodings.detect(content).confidence >= SURE


def is_garbage(content: bytes, name: str) -> bool:
    """Whether the file, in this encoding, is a text that nobody can have written."""
    likely = encodings.detect(content).name
    text, right = _head(content, name), _head(content, likely)
    if text == right:
        return False
    if "\n" in right and "\n" not in text:
        return True
    if _is_certain(likely, right):
        return True
    said, best = plausibility(text, name), plausibility(right, likely)
    return said is not None and said < (best or 0.0) - _BEHIND


def _is_certain(name: str, text: str) -> bool:
    """Whether the bytes themselves tell the encoding, not what the text looks like."""
    if name.startswith(("utf-16", "utf-32")):
        return True
    return name == "utf-8" and sum(sign > "\x7f" for sign in text) >= _TELLING


def _head(content: bytes, name: str) -> str:
    """The first lines; the last one may be cut within a character, so it is left out."""
    bare = encodings.unmarked(content)
    text = encodings.decoded(bare[:_HEAD], name)
    whole = text.rpartition("\n")[0] if len(bare) > _HEAD else text
    return whole or text


def _telling(text: str) -> tuple[str, ...]:
    """The first lines that hold more than plain letters: only these look different."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if any(sign > "\x7f" for sign in line)] or lines
    return tuple(line[:_LONGEST] for line in telling[:_LINES])
