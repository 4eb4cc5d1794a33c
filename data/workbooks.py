"""The cells of an XLSX or XLS workbook as text, from the sheet that holds a table."""

import io
import json
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import archives
from data.merged_cells import Merged, unmerged
from data.problems import UnreadableFileError

MOST_BYTES = 256 << 20
"""What the parts of a workbook may hold together when unpacked."""
MOST_SECONDS = 60

_READER = Path(__file__).with_name("workbook_cells.py")
_PIECE = 1 << 20
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook as text, and the names of all its sheets."""

    kind: str
    name: str
    names: tuple[str, ...]
    cells: list[list[str]]


def is_workbook(kind: str, content: bytes) -> bool:
    """Whether a zip or an OLE file is a workbook."""
    if kind == "ole":
        streams = ("Workbook", "Book", "EncryptedPackage")
        return any(name.encode("utf-16-le") in content for name in streams)
    return kind == "zip" and (b"xl/workbook." in content or _OPEN_DOCUMENT in content[:200])


def sheets(file: str, content: bytes, chosen: str | None = None) -> list[Sheet]:
    """The chosen sheet, or every one that holds a table; capped before it is parsed."""
    kind = kind_of_workbook(content)
    if kind != "xls":
        _refuse_bomb(file, content)
    told = _read(file, content, chosen)
    if told.get("error"):
        raise UnreadableFileError(told["error"], file)
    if not told["sheets"]:
        raise UnreadableFileError("empty", file)
    names = tuple(told["names"])
    return [Sheet(kind, one["name"], names, _cells(one)) for one in told["sheets"]]


def kind_of_workbook(content: bytes) -> str:
    """Which of the formats a workbook is in."""
    if not content.startswith(b"PK"):
        return "xls"
    return "ods" if _OPEN_DOCUMENT in content[:200] else "xlsx"


def _cells(told: dict[str, Any]) -> list[list[str]]:
    merged = [Merged(tuple(rows), first, last) for rows, first, last in told["merged"]]
    return unmerged(told["cells"], merged)


def _read(file: str, content: bytes, chosen: str | None) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_READER), *([chosen] if chosen else [])]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableFileError("too_slow", file, seconds=MOST_SECONDS) from None
    if done.returncode:
        raise UnreadableFileError("broken_workbook", file)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _refuse_bomb(file: str, content: bytes) -> None:
    parts = archives.directory(file, content)
    size = sum(part.file_size for part in parts)
    if size > MOST_BYTES:
        raise UnreadableFileError("too_large_archive", file, bytes=size, limit=MOST_BYTES)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in parts:
            _refuse_unsound(file, archive, part)


def _refuse_unsound(file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A part that unpacks to more than the directory says, or defines words that multiply."""
    try:
        with archive.open(part) as stream:
            is_defining = b"<!DOCTYPE" in stream.read(_PIECE).upper()
            while stream.read(_PIECE):
                pass
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise UnreadableFileError("broken_workbook", file, entry=part.filename) from None
    if is_defining:
        raise UnreadableFileError("unsafe_archive", file, entry=part.filename)
