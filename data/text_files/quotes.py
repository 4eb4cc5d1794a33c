"""Which signs enclose cells, and how a sign inside of a cell is told from one that closes it."""

import re
from collections import Counter
from functools import lru_cache

CURLY = {"“": "”", "„": "“", "«": "»", "‘": "’"}
"""Opening signs whose closing sign is another."""


def enclosing(text: str, delimiter: str) -> list[str]:
    """The signs that enclose whole cells, the most frequent first."""
    counts = {
        sign: len(quoted_cells(sign, delimiter).findall(text))
        for sign in ('"', "'", *CURLY)
        if sign in text
    }
    found = [sign for sign, count in counts.items() if count > 1]
    return sorted(found, key=lambda sign: -counts[sign]) or ['"']


def habits(text: str, quote: str, delimiter: str) -> tuple[str | None, bool, bool]:
    """The escape sign; whether it means itself but before quotes; whether quotes stand bare."""
    if quote in CURLY or quote not in text:
        return None, False, False
    escaped = len(re.findall(rf"\\{quote}[^,;\t|\r\n]", text))
    bare = _bare_quotes(text, quote, delimiter)
    if not escaped or bare > escaped:
        return None, False, bare > 0
    after = Counter(re.findall(r"\\(.)", text))
    others = after.total() - after[quote] - after["\\"] - after[delimiter]
    return "\\", others > 0, False


def are_escaped(text: str, quote: str, delimiter: str) -> bool:
    """Whether backslashes stand before quotes, delimiters, ends of lines, and before no letter."""
    after = set(re.findall(r"\\(\r\n|.)", text, re.DOTALL))
    meant = {quote, delimiter, "\r\n", "\n", "\r"}
    return bool(meant & after) and after <= {*meant, "\\"}


def are_doubled(text: str, quote: str, delimiter: str) -> bool:
    """Whether quotes stand in twos other than as an empty cell."""
    other = rf"[^{re.escape(delimiter)}\r\n]"
    return re.search(rf"{other}{quote}{quote}|{quote}{quote}{other}", text) is not None


@lru_cache(maxsize=32)
def quoted_cells(quote: str, delimiter: str) -> re.Pattern[str]:
    """Whole quoted cells of one line; a quote closes in front of a delimiter or the line's end."""
    closing = CURLY.get(quote, quote)
    inner = rf"(?:[^{closing}\r\n]|{closing}(?!{re.escape(delimiter)}|[\r\n]|$))*"
    return _between(quote, closing, inner, delimiter)


@lru_cache(maxsize=32)
def sound_cells(quote: str, delimiter: str) -> re.Pattern[str]:
    """Quoted cells of one line whose own quotes are doubled, as they should be."""
    return _between(quote, quote, rf"(?:[^{quote}\r\n]|{quote}{quote})*", delimiter)


def _between(opening: str, closing: str, inner: str, delimiter: str) -> re.Pattern[str]:
    between = re.escape(delimiter)
    begins, ends = rf"(?:^|(?<={between}))", rf"(?={between}|[\r\n]|$)"
    return re.compile(f"{begins}{opening}({inner}){closing}{ends}", re.MULTILINE)


def _bare_quotes(text: str, quote: str, delimiter: str) -> int:
    """How many quotes stand inside of quoted cells as if they were letters."""
    bare = re.compile(rf"(?<![{quote}\\]){quote}(?!{quote})")
    unsound = sound_cells(quote, delimiter).sub("", text)
    cells = quoted_cells(quote, delimiter).finditer(unsound)
    return sum(len(bare.findall(cell[1])) for cell in cells)
