"""Archives and workbooks of strangers: opened where that is safe, refused before it is not."""

import gzip
import io
import stat
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter

from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import Choices, TextRows

TABLE = b"id,name\n1,Ann\n2,Bo\n"


def zipped(files: dict[str, bytes], **changes: object) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for attribute, value in changes.items():
                setattr(info, attribute, value)
            archive.writestr(info, content)
    return buffer.getvalue()


def workbook(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        write(book)
    return buffer.getvalue()


def obstacle(name: str, content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(name, content)
    return caught.value.kind


def cells(rows: TextRows) -> list[list[str]]:
    return [list(record.values()) for record in rows.rows.drop_columns("row").to_pylist()]


def test_every_file_of_a_zip_is_a_table_and_what_systems_add_is_none() -> None:
    content = zipped({"a/one.csv": TABLE, "two.csv": TABLE, "__MACOSX/._one.csv": b"\x00\x05"})
    tables = read("both.zip", content)
    assert [rows.file for rows in tables] == ["one.csv", "two.csv"]
    assert cells(tables[0]) == [["1", "Ann"], ["2", "Bo"]]


def test_a_gz_is_its_one_file() -> None:
    [rows] = read("orders.csv.gz", gzip.compress(TABLE))
    assert (rows.file, rows.rows.num_rows) == ("orders.csv", 2)


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "..\\out.csv", "C:\\out.csv"])
def test_a_zip_that_would_write_elsewhere_is_refused(name: str) -> None:
    assert obstacle("x.zip", zipped({name: TABLE})) == "unsafe_archive"


def test_a_zip_with_a_link_is_refused() -> None:
    content = zipped({"link.csv": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16)
    assert obstacle("x.zip", content) == "unsafe_archive"


def test_an_encrypted_zip_is_refused() -> None:
    content = bytearray(zipped({"x.csv": TABLE}))
    # The first bit of the flags says "encrypted", in the file's head and in the directory.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert obstacle("x.zip", bytes(content)) == "encrypted_archive"


def test_an_archive_in_an_archive_is_refused() -> None:
    inner = zipped({"x.csv": TABLE})
    assert obstacle("outer.zip", zipped({"inner.zip": inner})) == "not_a_table"


def test_a_zip_bomb_is_refused_by_its_directory_alone() -> None:
    start = time.monotonic()
    bomb = zipped({"bomb.csv": b"0" * 60_000_000})
    assert len(bomb) < 100_000
    assert obstacle("bomb.zip", bomb) == "too_large_archive"
    assert obstacle("bomb.csv.gz", gzip.compress(b"0" * 60_000_000)) == "too_large_archive"
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("content", [b"PK\x03\x04 no more", zipped({"x.csv": TABLE})[:60]])
def test_a_broken_zip_is_told_as_broken(content: bytes) -> None:
    assert obstacle("x.zip", content) == "broken_archive"


def test_a_workbook_gives_the_sheet_that_holds_a_table() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        cover = book.add_worksheet("封面")
        cover.write(0, 0, "客户报表")
        sheet = book.add_worksheet("客户")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for column, name in enumerate(["客户编号", "注册日期", "时间", "金额", "比例"]):
            sheet.write(0, column, name)
        for row in range(1, 4):
            sheet.write(row, 0, f"00{row}")
            sheet.write_datetime(row, 1, date(2024, 3, row), day)
            sheet.write_datetime(row, 2, datetime(2024, 3, row, 8, 5), day)
            sheet.write(row, 3, 1200)
            sheet.write(row, 4, 0.25)

    [rows] = read("book.xlsx", workbook(write))
    assert (rows.sheet, rows.sheets) == ("客户", ("封面", "客户"))
    assert cells(rows)[0] == ["001", "2024-03-01", "2024-03-01 08:05:00", "1200", "0.25"]
    [cover] = read("book.xlsx", workbook(write), Choices(sheet="封面", has_header=False))
    assert cells(cover) == [["客户报表"]]


def test_a_workbook_is_known_by_its_content_whatever_its_name_says() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "name"])
        sheet.write_row(1, 0, [1, "Ann"])

    [rows] = read("renamed.csv", workbook(write))
    assert cells(rows) == [["1", "Ann"]]


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def small_workbook() -> dict[str, bytes]:
    return parts_of(workbook(lambda book: book.add_worksheet().write_row(0, 0, ["id", "name"])))


def test_a_workbook_that_unpacks_to_hundreds_of_megabytes_is_refused_unparsed() -> None:
    parts = small_workbook() | {"xl/worksheets/sheet2.xml": b" " * 300_000_000}
    content = zipped(parts)
    start = time.monotonic()
    assert obstacle("bomb.xlsx", content) == "too_large_archive"
    assert time.monotonic() - start < 2


def test_a_workbook_that_defines_words_that_multiply_is_refused() -> None:
    parts = small_workbook()
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst/>'
    assert obstacle("laughs.xlsx", zipped(parts | {"xl/sharedStrings.xml": laughs})) == (
        "unsafe_archive"
    )


def test_a_small_workbook_that_claims_the_last_cell_of_its_sheet_ends_nothing_but_itself() -> None:
    parts = small_workbook()
    name = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[name] = parts[name].replace(b"</sheetData>", far)
    assert obstacle("far.xlsx", zipped(parts)) == "broken_workbook"


def test_a_broken_workbook_is_told_as_broken() -> None:
    parts = small_workbook()
    parts["xl/workbook.xml"] = b"<workbook"
    assert obstacle("x.xlsx", zipped(parts)) == "broken_workbook"
