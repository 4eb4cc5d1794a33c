"""The cells of an XLSX or XLS workbook as text, from the sheet that holds a table."""

import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from data.formats import archives
from data.formats.merged_cells import Merged, unmerged, without_notes
from data.formats.reading_apart import told_by
from data.problems import UnreadableFileError

MOST_BYTES = 256 << 20
"""What the parts of a workbook may hold together when unpacked."""

_DEFINING = b"<!DOCTYPE"
_FROM_1904 = re.compile(rb'date1904\s*=\s*"(?:1|true)"')
_MARKUP = (".xml", ".rels", ".vml")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook as text, and the names of all its sheets.

    `notes` counts the rows of a title and notes that stood above its cells.
    """

    kind: str
    name: str
    names: tuple[str, ...]
    cells: list[list[str]]
    notes: int = 0
    counts_from_1904: bool = False


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
    is_1904 = kind == "xlsx" and _counts_from_1904(content)
    return [
        Sheet(kind, one["name"], names, *without_notes(_cells(one)), is_1904)
        for one in told["sheets"]
    ]


def _counts_from_1904(content: bytes) -> bool:
    """Whether days are counted from 1904, as workbooks from old Macs do."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith("xl/workbook.xml")]
        return any(_FROM_1904.search(archive.read(name)) for name in names)


def kind_of_workbook(content: bytes) -> str:
    """Which of the formats a workbook is in."""
    if not content.startswith(b"PK"):
        return "xls"
    return "ods" if _OPEN_DOCUMENT in content[:200] else "xlsx"


def _cells(told: dict[str, Any]) -> list[list[str]]:
    merged = [Merged(tuple(rows), first, last) for rows, first, last in told["merged"]]
    return unmerged(told["cells"], merged)


def _read(file: str, content: bytes, chosen: str | None) -> dict[str, Any]:
    arguments = [chosen] if chosen else []
    said = told_by("workbook_cells", "broken_workbook", file, content, *arguments)
    told: dict[str, Any] = json.loads(said)
    return told


def _refuse_bomb(file: str, content: bytes) -> None:
    parts = archives.directory(file, content)
    size = sum(part.file_size for part in parts)
    if size > MOST_BYTES:
        raise UnreadableFileError("too_large_archive", file, bytes=size, limit=MOST_BYTES)
    for part in parts:
        _refuse_unsound(file, content, part)


def _refuse_unsound(file: str, content: bytes, part: zipfile.ZipInfo) -> None:
    """A part that unpacks to more than the directory says, or defines words that multiply."""
    size, is_defining, end = 0, False, b""
    try:
        for piece in archives.pieces(content, part):
            size += len(piece)
            if size > part.file_size:
                raise UnreadableFileError("too_large_archive", file, bytes=size, limit=MOST_BYTES)
            is_defining = is_defining or _DEFINING in (end + piece).upper()
            end = piece[-len(_DEFINING) :]
    except (zlib.error, IndexError, NotImplementedError):
        raise UnreadableFileError("broken_workbook", file, entry=part.filename) from None
    if is_defining and part.filename.lower().endswith(_MARKUP):
        raise UnreadableFileError("unsafe_archive", file, entry=part.filename)
