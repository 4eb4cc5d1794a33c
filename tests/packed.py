"""Archives and workbooks for tests, sound ones and such as a stranger makes."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter


def zipped(files: dict[str, bytes], **changes: object) -> bytes:
    """A zip of these files; `changes` are set on each entry before it is written."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for attribute, value in changes.items():
                setattr(info, attribute, value)
            archive.writestr(info, content)
    return buffer.getvalue()


def workbook(write: Callable[[xlsxwriter.Workbook], None], **options: object) -> bytes:
    """The workbook that `write` fills."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **options}) as book:
        write(book)
    return buffer.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The files of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def small_workbook() -> dict[str, bytes]:
    """The parts of a workbook with a header of two names."""
    return parts_of(workbook(lambda book: book.add_worksheet().write_row(0, 0, ["id", "name"])))
