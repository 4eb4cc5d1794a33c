"""Any bytes become rows of text, or one obstacle with its facts; nothing is lost without a word."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.problems import UnreadableFileError
from data.reading import display_name, read
from data.reading_rows import Choices, TextRows

CHINESE = "客户编号,姓名,日期,金额\n00123,张伟,2024-03-05,1280.50\nA7,李娜𠮷,2024-03-06,90\n"


def one(content: bytes | str, name: str = "file.csv", **choices: object) -> TextRows:
    data = content.encode() if isinstance(content, str) else content
    [rows] = read(name, data, Choices(**choices))  # type: ignore[arg-type]
    return rows


def cells(rows: TextRows) -> list[list[str]]:
    return [list(record.values()) for record in rows.rows.drop_columns("row").to_pylist()]


def obstacle(content: bytes, name: str = "file.csv") -> tuple[str, dict[str, object]]:
    with pytest.raises(UnreadableFileError) as caught:
        read(name, content)
    return caught.value.kind, dict(caught.value.facts)


def reasons(rows: TextRows) -> list[tuple[int, str]]:
    return [(r["row"], r["reason"]) for r in rows.damaged.to_pylist()]


@pytest.mark.parametrize(
    ("mark", "codec", "told"),
    [
        (b"", "utf-8", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8", "utf-8"),
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
        (b"", "utf-16-le", "utf-16-le"),
        (b"", "utf-16-be", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le", "utf-32-le"),
        (b"", "gb18030", "gb18030"),
    ],
)
def test_one_chinese_table_is_the_same_in_every_encoding(
    mark: bytes, codec: str, told: str
) -> None:
    rows = one(mark + CHINESE.encode(codec))
    assert rows.encoding == told
    assert rows.header == ("客户编号", "姓名", "日期", "金额")
    assert cells(rows) == [
        ["00123", "张伟", "2024-03-05", "1280.50"],
        ["A7", "李娜𠮷", "2024-03-06", "90"],
    ]


@pytest.mark.parametrize(
    ("text", "codec", "told"),
    [
        ("客戶編號,姓名,城市\n1,陳怡君,臺北\n2,林志豪,高雄\n", "cp950", "big5"),
        ("Kunde;Straße;Ort\n1;Müllerstraße;Köln\n2;Größe;Würzburg\n", "cp1252", "windows-1252"),
        ("Nom;Prénom;Société\n1;Zoé;Café été\n", "cp1252", "windows-1252"),
        ("会员编号,姓名\n1,王芳\n", "gbk", "gb18030"),
        ("id,subject\n1,We’re sorry to see you go\n2,Hello\n", "cp1252", "windows-1252"),
    ],
)
def test_a_legacy_encoding_is_told_by_its_common_characters(
    text: str, codec: str, told: str
) -> None:
    rows = one(text.encode(codec))
    assert rows.encoding == told
    separator = rows.delimiter
    assert cells(rows) == [line.split(separator) for line in text.splitlines()[1:]]


def test_a_sign_that_several_encodings_have_makes_nobody_sure() -> None:
    lines = "id,note\n1,→ ok\n2,→ ok\n"
    assert one(lines.encode("cp950")).confidence < 0.8
    assert one(lines.encode()).confidence > 0.8


def test_a_line_in_another_encoding_is_read_in_its_own() -> None:
    lines = ["客户编号,姓名", *(f"{n},张伟" for n in range(50))]
    content = "\n".join(lines).encode() + "\n51,李娜\n".encode("gb18030")
    rows = one(content)
    assert cells(rows)[-1] == ["51", "李娜"]
    assert rows.confidence < 0.9


def test_bytes_that_fit_nothing_are_set_aside_and_never_stored() -> None:
    lines = ["客户编号,姓名", *(f"{n},张伟" for n in range(50))]
    rows = one("\n".join(lines).encode() + b"\n51,\xff\xfe\xfa\n")
    assert reasons(rows) == [(51, "undecodable")]
    assert not any("\ufffd" in cell for record in cells(rows) for cell in record)


def test_half_a_character_spoils_its_own_row_only() -> None:
    names = [f"𠮷{n}" for n in range(1, 20)]
    lines = ["id,name", "0,B\ud800o", *(f"{n},{name}" for n, name in enumerate(names, 1))]
    rows = one(b"\xff\xfe" + "\n".join(lines).encode("utf-16-le", "surrogatepass"))
    assert reasons(rows) == [(1, "undecodable")]
    assert cells(rows) == [[str(n), name] for n, name in enumerate(names, 1)]


def test_one_row_or_one_column_is_a_table() -> None:
    assert cells(one("id,name\n1,Ann\n")) == [["1", "Ann"]]
    assert cells(one("id\n1\n2\n")) == [["1"], ["2"]]


def test_a_wrong_encoding_chosen_by_hand_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        one(CHINESE.encode("gb18030"), encoding="utf-8")
    assert (caught.value.kind, caught.value.facts["encoding"]) == ("garbage", "utf-8")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_told_by_the_table_it_gives(delimiter: str) -> None:
    lines = [["id", "note", "amount"], ["1", "a, b; c", "1"], ["2", "x|y\tz", "2"]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    rows = one(stream.getvalue())
    assert rows.delimiter == delimiter
    assert [list(rows.header), *cells(rows)] == lines


def test_blanks_separate_a_table_of_numbers_but_not_words() -> None:
    rows = one(" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n")
    assert (rows.delimiter, rows.has_header) == (" ", False)
    assert cells(rows)[0] == ["00004", "0001", "19970101", "2", "29.33"]
    words = one("remark\nvery good service\nno good at all\n")
    assert cells(words) == [["very good service"], ["no good at all"]]


def test_a_line_that_names_the_delimiter_is_no_row_and_commas_stay_decimal() -> None:
    rows = one("sep=;\nid;amount;share\n1;1.234,50;0,5\n2;99,00;0,25\n")
    assert rows.delimiter == ";"
    assert cells(rows) == [["1", "1.234,50", "0,5"], ["2", "99,00", "0,25"]]


def test_one_row_without_a_delimiter_never_makes_a_table_of_one_column() -> None:
    whole = [[f"{n}{c}" for c in "abcdefghi"] for n in range(1000)]
    lines = [",".join(record) for record in [list("ABCDEFGHI"), *whole]]
    lines[500] = lines[500].replace(",", "", 1)
    rows = one("\n".join(lines))
    assert len(rows.header) == 9
    assert cells(rows) == whole
    assert [(p.kind, p.row) for p in rows.problems] == [("mended_row", 500)]
    assert rows.rows_read == 1000


def test_a_record_that_lost_only_blank_cells_at_its_end_is_kept() -> None:
    rows = one("id,amount,note\n1,5,x\n2,6,\n3,7\n4\n")
    assert cells(rows)[2] == ["3", "7", ""]
    assert reasons(rows) == [(4, "short_row")]


def test_a_record_with_surplus_cells_is_set_aside_and_surplus_blanks_are_not() -> None:
    rows = one("id,amount\n1,5\n2,6,,\n3,7,8\n")
    assert cells(rows) == [["1", "5"], ["2", "6"]]
    assert reasons(rows) == [(3, "long_row")]


def test_a_quote_never_closed_spoils_no_other_row() -> None:
    lines = [f'{n},"name {n}",{n}.5' for n in range(1, 10_001)]
    lines[9] = '10,"name 10,10.5'
    rows = one("id,name,amount\n" + "\n".join(lines) + "\n")
    assert rows.rows.num_rows == 10_000
    assert cells(rows)[9] == ["10", "name 10", "10.5"]
    assert [(p.kind, p.row) for p in rows.problems] == [("unclosed_quote", 10)]


def test_a_quote_never_closed_without_another_quote_after_it_spoils_no_other_row() -> None:
    lines = [f"{n},name {n},{n}.5" for n in range(1, 10_001)]
    lines[9] = '10,"name 10,10.5'
    rows = one("id,name,amount\n" + "\n".join(lines) + "\n")
    assert rows.rows.num_rows == 10_000
    assert cells(rows)[9] == ["10", '"name 10', "10.5"]
    assert [(p.kind, p.row) for p in rows.problems] == [("unclosed_quote", 10)]


def test_a_text_over_several_lines_is_one_record() -> None:
    rows = one('id,note,day\n1,"first, line\nsecond, line\n\nlast",5\n2,short,6\n')
    assert cells(rows) == [["1", "first, line\nsecond, line\n\nlast", "5"], ["2", "short", "6"]]
    assert rows.rows["row"].to_pylist() == [1, 2]


def test_lines_above_the_header_and_totals_below_are_no_customers() -> None:
    text = (
        "Sales report\nPrinted 2024-05-01\n\ncustomer,day,amount\n"
        "A,2024-01-01,5\nB,2024-01-02,6\nTotal,,11\n合计,,11\n"
    )
    rows = one(text)
    assert (rows.preamble, rows.header) == (2, ("customer", "day", "amount"))
    assert cells(rows) == [["A", "2024-01-01", "5"], ["B", "2024-01-02", "6"]]
    assert reasons(rows) == [(3, "totals_row"), (4, "totals_row")]


def test_equal_and_missing_headers_are_kept_by_position() -> None:
    rows = one("id,name,name,\n1,a,b,c\n2,d,e,f\n")
    assert rows.header == ("id", "name", "name", "")
    assert cells(rows) == [["1", "a", "b", "c"], ["2", "d", "e", "f"]]


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("id,day,amount\n1,2024-01-01,5\n2,2024-01-02,6\n", True),
        ("1,2024-01-01,5\n2,2024-01-02,6\n3,2024-01-03,7\n", False),
        ("customer,2021,2022,2023\nA,1,2,3\nB,4,5,6\n", True),
        ("name,city\nAnn,Oslo\nBo,Rome\n", True),
        ("ann@example.org,Oslo\nbo@example.org,Rome\n", False),
    ],
)
def test_whether_the_first_record_names_the_columns_is_told_by_the_others(
    text: str, has_header: bool
) -> None:
    assert one(text).has_header is has_header


def test_the_reader_may_say_that_there_is_no_header() -> None:
    rows = one("name,city\nAnn,Oslo\n", has_header=False)
    assert cells(rows) == [["name", "city"], ["Ann", "Oslo"]]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "only_bom"),
        (b"\xff\xfe", "only_bom"),
        (b"id,name\n", "only_header"),
        (b"\n\n  \n\r\n", "blank_lines"),
    ],
)
def test_a_file_with_nothing_in_it_is_told_as_what_it_is(content: bytes, kind: str) -> None:
    assert obstacle(content)[0] == kind


@pytest.mark.parametrize(
    ("content", "seems"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "png"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 60, "program"),
        (b"PK\x03\x04" + b"\x00" * 40, "zip"),
        (b"SQLite format 3\x00" + b"\x00" * 40, "sqlite"),
        (b"<!DOCTYPE html>\n<html><body>no</body></html>", "html"),
        (bytes(range(1, 9)) * 100, "binary"),
    ],
)
def test_what_is_no_table_is_named_by_its_content(content: bytes, seems: str) -> None:
    assert obstacle(content) == ("not_a_table", {"seems": seems})


@pytest.mark.parametrize(
    "value",
    ["'; drop table orders; --", "$as_of", "{0}", "%s", "{{x}}", "__class__", "<script>", "=1+1"],
)
def test_whatever_a_cell_says_it_is_kept_as_text(value: str) -> None:
    rows = one(f'id,"{value}"\n1,"{value}"\n2,"{value}"\n')
    assert rows.header == ("id", value)
    assert cells(rows) == [["1", value], ["2", value]]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/x.csv", "x.csv"),
        ("C:\\exports\\x.csv", "x.csv"),
        ("a\x00b\u202ecsv.x", "a b csv.x"),
        ("<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv"),
        ("客户🙂.csv", "客户🙂.csv"),
        ("\u200b\x07", "?"),
    ],
)
def test_a_file_name_is_shown_without_paths_and_unseen_signs(name: str, shown: str) -> None:
    assert display_name(name) == shown
    assert len(display_name("x" * 300 + ".csv")) == 80


def test_too_many_columns_are_refused_at_once() -> None:
    wide = ",".join(f"c{n}" for n in range(16_000))
    start = time.monotonic()
    kind, facts = obstacle(f"{wide}\n{wide}\n".encode())
    assert (kind, facts["columns"]) == ("too_many_columns", 16_000)
    assert time.monotonic() - start < 10


def test_a_cell_of_fifty_megabytes_is_set_aside_and_the_others_stay() -> None:
    start = time.monotonic()
    rows = one(b"id,note\n1,short\n2," + b"x" * 50_000_000 + b"\n3,short\n")
    assert cells(rows) == [["1", "short"], ["3", "short"]]
    assert [p.kind for p in rows.problems if p.row == 2] == ["long_cell"]
    assert time.monotonic() - start < 10


def test_a_header_of_a_hundred_kilobytes_is_kept() -> None:
    name = "h" * 100_000
    assert one(f"id,{name}\n1,2\n").header == ("id", name)


# A byte order mark within a text is no part of it.
CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=12
)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_writer_writes_is_read_back_when_its_delimiter_is_told(
    body: list[list[str]], delimiter: str, quoting: int
) -> None:
    body = [["key", *record] for record in body]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["id", "one", "two", "three"], *body])
    rows = one(stream.getvalue(), delimiter=delimiter, has_header=True)
    assert cells(rows) == body
    assert rows.rows_read == len(body)
