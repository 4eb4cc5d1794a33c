"""Workbooks of strangers: every sheet that holds a table, whatever is merged, dated or crafted."""

import io
import struct
import time
import zipfile
import zlib
from datetime import date, datetime

import pytest
import xlsxwriter

from data.intake import take_in
from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import Choices, TextRows
from data.store import Study
from tests.files import dataset
from tests.packed import parts_of, small_workbook, workbook, zipped


def obstacle(name: str, content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(name, content)
    return caught.value.kind


def cells(rows: TextRows) -> list[list[str]]:
    return [list(record.values()) for record in rows.rows.drop_columns("row").to_pylist()]


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


def test_three_megabytes_that_unpack_to_seven_hundred_are_refused_by_the_directory_alone() -> None:
    buffer = io.BytesIO(zipped(small_workbook()))
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as sheet,
    ):
        for _ in range(701):
            sheet.write(b"<c><v>1</v></c> " * 65_536)
    assert len(buffer.getvalue()) < 8_000_000
    start = time.monotonic()
    assert obstacle("bomb.xlsx", buffer.getvalue()) == "too_large_archive"
    assert time.monotonic() - start < 2


def test_a_part_that_unpacks_to_more_than_the_directory_says_is_refused() -> None:
    big = b"<a/>" * 500_000
    content = zipped(small_workbook() | {"xl/worksheets/sheet2.xml": big})
    lie = struct.pack("<II", zlib.crc32(big[:1000]), 0)[:4]
    directory = content.rindex(b"PK\x01\x02")
    # The last entry: its sum and its size tell of the first thousand bytes only.
    said = bytearray(content)
    said[directory + 16 : directory + 20] = lie
    said[directory + 24 : directory + 28] = struct.pack("<I", 1000)
    assert obstacle("lie.xlsx", bytes(said)) == "too_large_archive"


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


def test_several_sheets_with_tables_are_several_files_and_the_others_are_told() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("封面").write(0, 0, "客户报表")
        for name, header in (("客户", ["客户编号", "姓名"]), ("订单", ["订单号", "客户编号"])):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, header)
            sheet.write_row(1, 0, ["007", "张"])
            sheet.write_row(2, 0, ["008", "李"])

    customers, orders = read("六月.xlsx", workbook(write))
    assert [customers.file, orders.file] == ["六月 · 客户.xlsx", "六月 · 订单.xlsx"]
    assert cells(orders) == [["007", "张"], ["008", "李"]]
    [told] = customers.problems
    assert (told.kind, told.expected, told.count) == ("sheets_left_out", "封面", 1)
    assert orders.problems == ()


def test_a_header_of_two_levels_is_one_and_equal_names_get_their_group() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 4, "六月客户明细")
        sheet.merge_range(1, 0, 2, 0, "客户编号")
        sheet.merge_range(1, 1, 1, 2, "应收")
        sheet.merge_range(1, 3, 1, 4, "实收")
        sheet.write_row(2, 1, ["金额", "到期日", "金额", "备注"])
        sheet.write_row(3, 0, ["007", 12.5, "2024-03-05", 10, "部分"])
        sheet.write_row(4, 0, ["008", 8, "2024-03-06", 8, "全部"])

    [rows] = read("book.xlsx", workbook(write))
    assert rows.header == ("客户编号", "应收 金额", "到期日", "实收 金额", "备注")
    assert cells(rows)[0] == ["007", "12.5", "2024-03-05", "10", "部分"]
    assert rows.preamble == 1


def test_a_cell_merged_over_rows_speaks_for_each_of_them() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["customer", "order", "amount"])
        sheet.merge_range(1, 0, 2, 0, "C1")
        sheet.write_row(1, 1, ["O1", 5])
        sheet.write_row(2, 1, ["O2", 6])
        sheet.write_row(3, 0, ["C2", "O3", 7])

    [rows] = read("book.xlsx", workbook(write))
    assert cells(rows) == [["C1", "O1", "5"], ["C1", "O2", "6"], ["C2", "O3", "7"]]


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_are_the_same_whichever_year_the_workbook_counts_from(is_1904: bool) -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "joined"])
        sheet.write_row(1, 0, ["a"])
        sheet.write_datetime(1, 1, datetime(2024, 3, 5), day)
        sheet.write_row(2, 0, ["b"])
        sheet.write_datetime(2, 1, datetime(2024, 3, 6, 14, 5), day)

    [rows] = read("book.xlsx", workbook(write, date_1904=is_1904))
    assert cells(rows) == [["a", "2024-03-05"], ["b", "2024-03-06 14:05:00"]]


def test_a_hidden_sheet_is_not_read_and_a_picture_may_hold_what_pictures_do() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for name in ("shown", "hidden"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["id", "name"])
            sheet.write_row(1, 0, [name, "Ann"])
        sheet.hide()

    picture = {"xl/media/image1.svg": b'<!DOCTYPE svg PUBLIC "x"><svg/>'}
    [rows] = read("book.xlsx", zipped(parts_of(workbook(write)) | picture))
    assert cells(rows) == [["shown", "Ann"]]


def test_an_open_document_is_read_like_any_workbook() -> None:
    texts = [["id", "name"], ["007", "Ann"], ["008", "Bo"]]
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>'
            for t in line
        )
        + "</table:table-row>"
        for line in texts
    )
    place = "urn:oasis:names:tc:opendocument:xmlns"
    body = (
        f'<office:document-content xmlns:office="{place}:office:1.0"'
        f' xmlns:table="{place}:table:1.0" xmlns:text="{place}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="A">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", body)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    [rows] = read("book.ods", buffer.getvalue())
    assert (rows.encoding, cells(rows)) == ("ods", [["007", "Ann"], ["008", "Bo"]])


@pytest.mark.parametrize(
    ("path", "header", "first"),
    [
        ("csv_frictionless/sheet2.xls", ("id", "name"), ["1", "english"]),
        ("export_bagisto/customers.xls", None, ["john@example.com", "wholesale", "John", "Doe"]),
        ("csv_csvkit/test_skip_lines.xlsx", None, ["Chicago Reader", "1971-01-01", "40", "True"]),
    ],
)
def test_workbooks_that_nobody_here_wrote(
    path: str, header: tuple[str, ...] | None, first: list[str]
) -> None:
    rows = read(*dataset(path))[0]
    assert header in (None, rows.header)
    assert cells(rows)[0][: len(first)] == first


def test_an_analysis_whose_header_has_three_levels_names_each_column_once() -> None:
    [rows] = read(*dataset("csv_frictionless/issue-1024.xlsx"))[:1]
    assert len(set(rows.header)) == rows.width == 55
    assert rows.header[:2] == ("Country", "Level 1 Name")
    assert "Current Phase 1 #" in rows.header


def test_a_template_with_notes_above_its_names_and_no_rows_says_so() -> None:
    assert obstacle(*dataset("export_cordys_crm/user_import_cn.xlsx")) == "only_header"


def test_days_without_a_format_are_counted_from_the_year_of_the_workbook() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["customer_id", "order_date", "amount"])
        sheet.write_row(1, 0, ["C1", 43894, 5])
        sheet.write_row(2, 0, ["C2", 43895, 6])
        sheet.write_row(3, 0, ["C3", 43895.5, 7])

    for is_1904, days in (
        (False, ["2020-03-04", "2020-03-05", "2020-03-05"]),
        (True, ["2024-03-05", "2024-03-06", "2024-03-06"]),
    ):
        study = Study()
        [receipt] = take_in(study, [("orders.xlsx", workbook(write, date_1904=is_1904))])
        assert receipt.judgements[0].kind == ("days_from_1904" if is_1904 else "days")
        found = study.frame("select cast(ordered_at as date) as day from orders order by 1")["day"]
        assert [str(day)[:10] for day in found] == days
