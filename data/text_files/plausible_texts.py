"""How much a text looks like one that somebody wrote in an encoding, or like bytes misread."""

import re
from collections.abc import Callable

# An apostrophe or an accent of Europe, misread, takes the letter after it along.
_LONELY = re.compile("(?<=[A-Za-z]{2})[^\x00-\x7f](?![^\x00-\x7f])")


def _pairs(codec: str, leads: range, trails: range) -> Callable[[str], float]:
    """The share of characters from that part of a character set where the common ones stand."""

    def score(text: str) -> float:
        strange = [c for c in text if c > "\x7f"][:4000]
        codes = [c.encode(codec, "ignore") for c in strange]
        common = sum(len(c) == 2 and c[0] in leads and c[1] in trails for c in codes)
        return max(common - len(_LONELY.findall(text)), 0) / max(len(strange), 1)

    return score


def _accents(text: str) -> float:
    """The share of accents and signs that stand alone among plain letters, as they do in Europe."""
    strange = re.findall(r"[^\x00-\x7f]+", text)
    alone = [run for run in strange if len(run) == 1 and run in _EUROPEAN]
    return len(alone) / max(sum(map(len, strange)), 1)


_EUROPEAN = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšžßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÙÚÜŒŠŽ€£§°·º²³½’‘“”–—…•®©™«»¿¡´"

_SCORES: dict[str, Callable[[str], float]] = {
    "gb18030": _pairs("gb18030", range(0xA1, 0xD8), range(0xA1, 0xFF)),
    "big5": _pairs("cp950", range(0xA1, 0xC7), range(0x40, 0xFF)),
    "shift-jis": _pairs("cp932", range(0x81, 0x98), range(0x40, 0xFD)),
    "windows-1252": _accents,
    "utf-8": lambda text: 1 - text.count("�") / max(sum(c > "\x7f" for c in text), 1),
}

TOLD = tuple(_SCORES)
"""The encodings that can be told by what a text in them looks like."""


def plausibility(text: str, name: str) -> float | None:
    """How much a text looks like one written in this encoding; None where nobody can tell."""
    score = _SCORES.get(name)
    return score(text) - text.count("�") / max(len(text), 1) if score else None
