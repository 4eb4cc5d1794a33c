"""Names for files and sheets made from words that anybody may have typed."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_LONGEST_FILE_NAME: Final = 150
"""In bytes of UTF-8: every file system takes it, with room for "(1)" and a folder."""
_LONGEST_SHEET_NAME: Final = 31
_NAMELESS: Final = "export"
_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\s]+')
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]+")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def file_name(*parts: str, suffix: str) -> str:
    """A name such as 订单_华东_2026-09-30.csv that any system takes and none misreads."""
    clean = [_NOT_IN_FILES.sub("-", _visible(part)).strip("-. ") for part in parts]
    stem = "_".join(part for part in clean if part) or _NAMELESS
    if _DEVICES.match(stem):
        stem = f"_{stem}"
    ending = re.sub(r"[^a-z0-9.]", "", suffix.lower()).strip(".")
    room = _LONGEST_FILE_NAME - len(ending) - 1
    return f"{_cut(stem, room)}.{ending}"


def sheet_names(names: Iterable[str]) -> list[str]:
    """A name for each sheet that a spreadsheet takes, no two alike."""
    found: list[str] = []
    for name in names:
        clean = _NOT_IN_SHEETS.sub("-", _visible(name)).strip("' ")
        if not clean or clean.casefold() == "history":
            clean = f"{clean} 1".strip()
        found.append(_free(clean[:_LONGEST_SHEET_NAME].strip("' "), found))
    return found


def _visible(text: str) -> str:
    """The text without control signs, direction marks and half characters."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(c for c in plain if unicodedata.category(c)[0] != "C" or c in "\t\n").strip()


def _cut(stem: str, room: int) -> str:
    return stem.encode()[:room].decode(errors="ignore").rstrip("-. ")


def _free(name: str, taken: list[str]) -> str:
    used = {other.casefold() for other in taken}
    number, candidate = 1, name
    while candidate.casefold() in used:
        number += 1
        ending = f" ({number})"
        candidate = name[: _LONGEST_SHEET_NAME - len(ending)] + ending
    return candidate
