"""A line of names that ends before or after the lines below it is told, and shifts nothing."""

import pytest

from data.cleaners import mended
from data.reading_rows import Choices, TextRows
from tests.test_page_import import page, texts


def _read(text: str) -> TextRows:
    return mended.read_member("bill.csv", text.encode(), Choices())[0]


_BODY = "2026-01-0{n},1{n},20{n}.50,{end}\n"


def _file(names: str, end: str) -> TextRows:
    return _read(names + "".join(_BODY.format(n=n, end=end) for n in range(1, 6)))


def test_a_separator_behind_every_line_makes_no_column() -> None:
    rows = _file("date,count,amount,\n", "")
    assert rows.header == ("date", "count", "amount")
    assert rows.rows.column_names == ["row", "c0", "c1", "c2"]
    assert (rows.rows.num_rows, rows.problems) == (5, ())


def test_where_the_names_alone_lack_it_the_column_goes_and_that_is_told() -> None:
    rows = _file("date,count,amount\n", "")
    assert rows.header == ("date", "count", "amount")
    assert [(p.kind, p.expected) for p in rows.problems] == [("blank_end", "3")]


def test_names_that_lost_a_separator_are_told_to_be_too_few() -> None:
    rows = _file("datecount,amount,note\n", "seen")
    assert rows.header == ("datecount", "amount", "note", "")
    (told,) = rows.problems
    assert (told.kind, told.row, told.value, told.expected) == (
        *("fewer_names", 0),
        *("datecount | amount | note", "4"),
    )


@pytest.mark.parametrize("names", ["date,count,amount,note\n", "date,count,amount,\n"])
def test_a_column_in_which_something_stands_stays_and_is_no_problem(names: str) -> None:
    rows = _file(names, "seen")
    assert (rows.width, rows.problems) == (4, ())


def test_one_value_far_down_keeps_a_column_without_a_name() -> None:
    last = _BODY.format(n=9, end="late")
    rows = _read("date,count,amount,\n" + _BODY.format(n=1, end="") * 400 + last)
    assert (rows.width, rows.rows.num_rows, rows.damaged.num_rows) == (4, 401, 0)


def test_rows_set_aside_lose_the_column_as_well() -> None:
    rows = _read("date,count,amount,\n" + _BODY.format(n=1, end="") * 5 + "2026-01-09\n")
    assert rows.damaged.column_names == ["row", "c0", "c1", "c2", "reason"]
    assert [(p.kind, p.expected) for p in rows.problems] == [("short_row", "3")]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The first row has 3 names for 4 columns"),
        ("zh-Hans", "首行只有 3 个列名，数据却有 4 列"),
    ],
)
def test_the_card_of_the_file_says_that_names_are_lacking(language: str, said: str) -> None:
    text = "customer_idname,city,plan\n" + "".join(f"C{n},Ann,Oslo,basic\n" for n in range(9))
    assert said in texts(page(("customers.csv", text.encode()), language=language))
