"""Files to take away open with their words and numbers intact, and run nothing."""

import csv
import io
import unicodedata
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest

from data.demo import LANGUAGES, build
from data.exports import csv_bytes, demo_zip, harmless, xlsx_bytes
from data.file_names import file_name, sheet_names
from data.headings import TABLE_HEADINGS, heading, table_heading
from data.tables import TABLES

ATTACKS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "\n=1", "＝1+1", "=cmd|' /C calc'!A0"]


def _cells(content: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))


@pytest.mark.parametrize("value", ATTACKS)
def test_a_text_like_a_formula_gets_an_apostrophe_in_csv_and_xlsx(value: str) -> None:
    frame = pd.DataFrame({"note": ["fine", value]})
    assert _cells(csv_bytes(frame))[2] == [f"'{value}"]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"a": frame})))["a"]
    assert sheet["A3"].data_type == "s"
    assert sheet["A3"].value.replace("_x000D_", "\r") == f"'{value}"


@pytest.mark.parametrize("value", ATTACKS)
def test_a_heading_like_a_formula_is_neutralised_too(value: str) -> None:
    frame = pd.DataFrame({value: [1]})
    assert _cells(csv_bytes(frame))[0] == [f"'{value}"]


@pytest.mark.parametrize("dtype", ["object", "str", "category"])
def test_text_of_every_kind_of_column_is_neutralised(dtype: str) -> None:
    column = pd.Series(["=1", "a"], dtype=dtype)
    assert harmless(pd.DataFrame({"x": column}))["x"].tolist() == ["'=1", "a"]


def test_numbers_stay_numbers_whatever_their_sign() -> None:
    frame = pd.DataFrame({"amount": [-12.5, 3.0], "count": [-2.0, np.nan], "mixed": [-7, "-7"]})
    assert _cells(csv_bytes(frame))[1:] == [["-12.5", "-2", "-7"], ["3.0", "", "'-7"]]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"a": frame})))["a"]
    assert [cell.value for cell in sheet[2]] == [-12.5, -2, -7]
    assert [cell.data_type for cell in sheet[2]] == ["n", "n", "n"]
    assert [cell.value for cell in sheet[3]] == [3, None, "'-7"]


def test_no_cell_of_a_workbook_holds_a_formula_or_a_link() -> None:
    links = ["http://evil.example", "mailto:a@b.c", "{=1+1}", "internal:'a'!A1"]
    content = xlsx_bytes({"=1+1": pd.DataFrame({"x": [*ATTACKS, *links]})})
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in packed.namelist()


def test_ids_phones_and_long_numbers_written_as_text_come_out_unchanged() -> None:
    values = ["013800138000", "00123", "9007199254740993"]
    frame = pd.DataFrame({"id": values})
    assert [row[0] for row in _cells(csv_bytes(frame))[1:]] == values
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"a": frame})))["a"]
    assert [cell.value for cell in sheet["A"][1:]] == values


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_chinese_and_rare_signs_survive_both_encodings(encoding: str) -> None:
    frame = pd.DataFrame({"姓名": ["李𠮷", "a,b", 'say "hi"', "two\nlines"]})
    cells = _cells(csv_bytes(frame, encoding), encoding)
    assert [row[0] for row in cells] == ["姓名", "李𠮷", "a,b", 'say "hi"', "two\nlines"]


def test_half_characters_and_infinite_numbers_do_not_break_a_file() -> None:
    frame = pd.DataFrame({"a": pd.Series(["x\ud800", "y"], dtype=object), "b": [np.inf, 1.5]})
    assert _cells(csv_bytes(frame))[1:] == [["x?", ""], ["y", "1.5"]]
    assert xlsx_bytes({"a": frame})


def test_dates_are_written_as_iso_and_as_real_dates() -> None:
    moments = pd.to_datetime(["2026-09-30 08:05:00", None])
    frame = pd.DataFrame({"day": pd.to_datetime(["2026-09-30", None]), "at": moments})
    assert _cells(csv_bytes(frame))[1:] == [["2026-09-30", "2026-09-30 08:05:00"], ["", ""]]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"a": frame})))["a"]
    assert sheet["B2"].value == moments[0].to_pydatetime()
    assert sheet["A2"].number_format == "yyyy-mm-dd"


def test_two_columns_of_one_name_and_an_empty_frame_are_written() -> None:
    twice = pd.DataFrame([[1, "=x"]], columns=["a", "a"])
    assert _cells(csv_bytes(twice)) == [["a", "a"], ["1", "'=x"]]
    empty = pd.DataFrame({"a": [], "b": []})
    assert _cells(csv_bytes(empty)) == [["a", "b"]]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"a": twice, "b": empty})))["b"]
    assert [cell.value for cell in sheet[1]] == ["a", "b"]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("订单", "华东", "2026-09-30"), "订单_华东_2026-09-30.csv"),
        (("../../etc/passwd",), "etc-passwd.csv"),
        (("C:\\x",), "C-x.csv"),
        (("<img onerror=1>",), "img-onerror=1.csv"),
        (("a\x00b\u202ec",), "abc.csv"),
        (("CON",), "_CON.csv"),
        (("lpt1.txt",), "_lpt1.txt.csv"),
        (("...", " "), "export.csv"),
        (("a b",), "a-b.csv"),
        (("茶🍵",), "茶🍵.csv"),
    ],
)
def test_a_file_name_is_one_that_any_system_takes(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, suffix="csv") == name


def test_a_long_file_name_is_cut_between_signs_and_keeps_its_ending() -> None:
    name = file_name("茶" * 300, suffix=".XLSX")
    assert name.endswith("茶.xlsx")
    assert len(name.encode()) <= 150


def test_sheet_names_are_short_clean_and_no_two_alike() -> None:
    names = sheet_names(["a/b", "A-B", "x" * 40, "x" * 41, "'q'", "", "History", "a\u202eb"])
    assert names[:2] == ["a-b", "A-B (2)"]
    assert names[2:4] == ["x" * 31, "x" * 27 + " (2)"]
    assert names[4:] == ["q", "1", "History 1", "ab"]
    assert openpyxl.load_workbook(
        io.BytesIO(xlsx_bytes({n: pd.DataFrame({"a": [1]}) for n in ("a/b", "A-B", "History")}))
    ).sheetnames == ["a-b", "A-B (2)", "History 1"]


def test_every_column_of_every_table_has_a_heading_of_its_own() -> None:
    assert set(TABLE_HEADINGS) == set(TABLES)
    for language in LANGUAGES:
        assert len({table_heading(t, language) for t in TABLES}) == len(TABLES)
        for table in TABLES.values():
            heads = [heading(table.name, column, language) for column in table.names]
            assert len(set(heads)) == len(heads)
            is_chinese = [any(unicodedata.name(c).startswith("CJK") for c in h) for h in heads]
            assert all(is_chinese) == (language == "zh-Hans")
            assert any(is_chinese) == (language == "zh-Hans")


@pytest.mark.parametrize(("language", "encoding"), [("en", "utf-8-sig"), ("zh-Hans", "gb18030")])
def test_the_zip_of_the_demo_holds_one_readable_file_per_table(
    language: str, encoding: str
) -> None:
    content = demo_zip(language, encoding)
    assert demo_zip(language, encoding) == content
    tables = build(language)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert len(packed.namelist()) == len(tables) - 1
        for table in set(tables) - {"attributes"}:
            name = file_name(table_heading(table, language), suffix="csv")
            cells = _cells(packed.read(name), encoding)
            assert len(cells) - 1 == len(tables[table])
            own = [heading(table, column, language) for column in tables[table].columns]
            more = tables["attributes"]["name"].unique().tolist() if table == "customers" else []
            assert cells[0] == own + more
