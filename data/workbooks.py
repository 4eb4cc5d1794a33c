"""The cells of an XLSX or XLS workbook as text, from the sheet that holds a table."""

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

import python_calamine as calamine

from data import archives
from data.problems import UnreadableFileError
from data.reading_headers import HEAD

MOST_BYTES = 256 << 20
"""What the parts of a workbook may hold together when unpacked."""


def is_workbook(kind: str, content: bytes) -> bool:
    """Whether a zip or an OLE file is a workbook."""
    if kind == "ole":
        return "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content
    return kind == "zip" and b"xl/workbook." in content


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook as text, and the names of all its sheets."""

    kind: str
    name: str
    names: tuple[str, ...]
    cells: list[list[str]]


def sheet(file: str, content: bytes, chosen: str | None = None) -> Sheet:
    """The chosen sheet, or the one that holds the largest table; capped before it is parsed."""
    _refuse_bomb(file, content)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(meta.name for meta in workbook.sheets_metadata if _is_seen(meta))
        read = {one: _cells(workbook, one) for one in ((chosen,) if chosen in names else names)}
    except calamine.PasswordError:
        raise UnreadableFileError("encrypted_workbook", file) from None
    except (calamine.CalamineError, OSError):
        raise UnreadableFileError("broken_workbook", file) from None
    if not any(read.values()):
        raise UnreadableFileError("empty", file)
    best = max(read, key=lambda one: _table_likeness(read[one]))
    return Sheet("xlsx" if content.startswith(b"PK") else "xls", best, names, read[best])


def _is_seen(meta: calamine.SheetMetadata) -> bool:
    return (
        meta.typ == calamine.SheetTypeEnum.WorkSheet
        and meta.visible == calamine.SheetVisibleEnum.Visible
    )


def _cells(workbook: calamine.CalamineWorkbook, name: str) -> list[list[str]]:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=True)
    return [cells for cells in ([_text(cell) for cell in row] for row in rows) if any(cells)]


def _table_likeness(cells: list[list[str]]) -> int:
    """How many cells the sheet fills: a table of data outgrows notes, look-ups and covers."""
    widths = [sum(bool(cell) for cell in row) for row in islice(cells, HEAD)]
    usual = sorted(widths)[len(widths) // 2] if widths else 0
    return len(cells) * usual


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def _refuse_bomb(name: str, content: bytes) -> None:
    if not content.startswith(b"PK"):
        return
    parts = archives.directory(name, content)
    size = sum(part.file_size for part in parts)
    if size > MOST_BYTES:
        raise UnreadableFileError("too_large_archive", name, bytes=size, limit=MOST_BYTES)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in parts:
            _refuse_lie(name, archive, part)


def _refuse_lie(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A directory may understate what a part unpacks to, and XML may define words that explode."""
    with archive.open(part) as stream:
        if b"<!DOCTYPE" in stream.read(1024).upper():
            raise UnreadableFileError("unsafe_archive", name, entry=part.filename)
