"""Signs that nobody meant to write: left out of a text, or read as what they stand for."""

import re

_NUL, _MARK = "\0", "\ufeff"
_UNMEANT = {0: None, 0xFEFF: None}

# Windows-1252 taken for Latin-1 on the way to UTF-8 leaves quotes and dashes as control signs.
_CONTROLS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_CONTROL = re.compile("[\x80-\x9f]")
_TICK = re.compile(r"(?m)^`|(?<=[,;\t])`")
_CONTROL_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
_MARK_BYTES = _MARK.encode()

LINE_ENDS = "\x85\u2028\u2029\x1e\x0b\x0c"
"""What ends lines in texts that know neither line feed nor return."""


def meant(text: str) -> str:
    """The text without zeros and marks in its midst, control signs as the signs they stand for."""
    if "\n" not in text and "\r" not in text:
        text = _with_lines(text)
    text = _unticked(text)
    if text.isascii():
        return text.replace(_NUL, "") if _NUL in text else text
    if _NUL in text or _MARK in text:
        text = text.translate(_UNMEANT)
    return text.translate(_CONTROLS) if _CONTROL.search(text) else text


def meant_bytes(piece: bytes) -> bytes:
    """The same of a piece of a text in UTF-8 whose lines end as usual."""
    if piece.isascii() and b"\0" not in piece and b"\n`" not in piece:
        return piece
    has_controls = b"\xc2" in piece and _CONTROL_BYTES.search(piece)
    if has_controls or b"\0" in piece or b"\n`" in piece or _MARK_BYTES in piece:
        return meant("\n" + piece.decode("utf-8", "replace"))[1:].encode()
    return piece


def _unticked(text: str) -> str:
    """Without the ticks that bills of payments set before every value, to keep it a text."""
    ticked = text.count("\n`")
    return _TICK.sub("", text) if ticked and 2 * ticked >= text.count("\n") else text


def _with_lines(text: str) -> str:
    end = max(LINE_ENDS, key=text.count)
    return text.replace(end, "\n") if end in text else text
