"""Texts become numbers, moments and truths, or nothing: never a guess."""

import atexit
from dataclasses import replace
from datetime import datetime
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import engine
from data.columns import Kind
from data.cursors import Cursor
from data.matching import ColumnMatch
from data.values import casting
from data.values.casting import Steps, flag_words, steps


@cache
def taught() -> Cursor:
    """One for all: teaching it takes many times as long as reading a few cells."""
    cursor = engine.cursor()
    casting.teach(cursor)
    # Whatever is still open when the interpreter ends is reported as leaked.
    atexit.register(cursor.close)
    return cursor


def read(values: list[str], kind: Kind, name: str = "amount", **style: object) -> list[object]:
    """What the engine reads, in the style of a column."""
    column = ColumnMatch(0, "", None, **style)  # type: ignore[arg-type]
    return read_by(steps("c0", "value", name, kind, column), values, kind, name)


def read_by(way: Steps, values: list[str], kind: Kind, name: str = "amount") -> list[object]:
    """What the engine reads step by step."""
    statement = f"""
    with quick as (select *, {way.quick or "null"} as quick_value from texts),
    bare as (select *, {way.bare or "null"} as bare_value from quick),
    read as (select *, {way.read} as read_value from bare)
    select {way.sound} as value from read order by row"""
    texts = pd.DataFrame({"row": range(len(values)), "c0": values})
    words = casting.parameters([name]) if kind == "flag" else {}
    words = {key: value for key, value in words.items() if f"${key}" in statement}
    cursor = taught()
    cursor.register("texts", texts)
    return [value for (value,) in cursor.execute(statement, words).fetchall()]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("-3.5", -3.5),
        ("¥1,234.50", 1234.5),
        ("1.234,50 €", 1234.5),
        ("(12.00)", -12),
        ("-0", 0),
        ("1.2万", 12_000),
        ("3亿", 300_000_000),
        ("12.5%", 0.125),
        ("NT$300", 300),
        ("１２．５", 12.5),
        ("12-", -12),
        ("1 234,5", 1234.5),
        ("1'234.50", 1234.5),
        ("1,23,456.7", 123_456.7),
        ("1,234", 1234),
        ("0,5", 0.5),
        ("1e3", 1000),
        ("−5", -5),
        ("USD 7", 7),
        ("7USD", 7),
        ("$1.2k", 1200),
        ("1.5K", 1500),
        ("2M", 2_000_000),
        ("1.5百万", 1_500_000),
        ("1.2万元", 12_000),
        ("CHF 1'234.50", 1234.5),
        ("1’234.50 CHF", 1234.5),
        ("₹1,23,456.00", 123_456),
        ("Rs. 500", 500),
        ("12,50 zł", 12.5),
        ("100 kr", 100),
        ("A$5", 5),
        ("R$ 5,00", 5),
        ("HK$5", 5),
        ("人民币100元", 100),
        ("$(1,234.50)", -1234.5),
        ("－１２．５０", -12.5),
        ("￥１，２３４", 1234),
        ("-¥5", -5),
        ("¥-5.00", -5),
        ("€1.234,56-", -1234.56),
        ("5％", 0.05),
        ("12‰", 0.012),
        ("1\u202f234,50", 1234.5),
        ("1 234 567,89", 1_234_567.89),
    ],
)
def test_money_is_read_however_it_is_written(text: str, number: float) -> None:
    assert read([text], "number") == [pytest.approx(number)]


@pytest.mark.parametrize(
    "text",
    [
        *("nan", "NaN", "inf", "-Infinity", "1e308", "1e16", "abc12", "1_000", "0x10", "", "--"),
        *("1.2.3", "5 kg", "5-6", "12:30", "½", "∞", "#REF!", "一百二十三", "1,5e3", "12 元/月"),
    ],
)
def test_what_is_no_finite_number_is_nothing(text: str) -> None:
    assert read([text], "number") == [None]


def test_minus_nothing_is_nothing() -> None:
    assert [str(value) for value in read(["-0", "−0.00", "(0)"], "number")] == ["0.0"] * 3


def test_the_style_of_the_column_decides_what_can_be_read_in_two_ways() -> None:
    assert read(["1.234", "1,234"], "number") == [1.234, 1234.0]
    assert read(["1.234", "1,234"], "number", decimal=",") == [1234.0, 1.234]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05", datetime(2024, 3, 5)),
        ("2024/3/5 8:05", datetime(2024, 3, 5, 8, 5)),
        ("2024年3月5日", datetime(2024, 3, 5)),
        ("2024年3月5日 10时30分", datetime(2024, 3, 5, 10, 30)),
        ("二〇二四年十二月三日", datetime(2024, 12, 3)),
        ("20240305", datetime(2024, 3, 5)),
        ("20240305101530", datetime(2024, 3, 5, 10, 15, 30)),
        ("1709596800", datetime(2024, 3, 5)),
        ("1709596800000", datetime(2024, 3, 5)),
        ("45000", datetime(2023, 3, 15)),
        ("45000.5", datetime(2023, 3, 15, 12)),
        ("2024-03-05T08:05:00Z", datetime(2024, 3, 5, 8, 5)),
        # The time on the wall stays what the person saw.
        ("2024-03-05 19:19:41.5+05:00", datetime(2024, 3, 5, 19, 19, 41, 500_000)),
        ("2024-03-05 3:04 pm", datetime(2024, 3, 5, 15, 4)),
        ("Jan 28 2021", datetime(2021, 1, 28)),
        ("September 24, 2026", datetime(2026, 9, 24)),
        ("28-Feb-21", datetime(2021, 2, 28)),
        ("Tuesday, 5 March 2024", datetime(2024, 3, 5)),
        ("2024-03", datetime(2024, 3, 1)),
        ("2024年3月", datetime(2024, 3, 1)),
        ("2024. 3. 5.", datetime(2024, 3, 5)),
        ("２０２４／０３／０５", datetime(2024, 3, 5)),
        ("2024年3月5日 星期二", datetime(2024, 3, 5)),
        ("2024年3月5日 14:05:06", datetime(2024, 3, 5, 14, 5, 6)),
        ("2024年3月5日 10时30分06秒", datetime(2024, 3, 5, 10, 30, 6)),
        ("2024年3月5日 9点5分6秒", datetime(2024, 3, 5, 9, 5, 6)),
        ("2024年3月5日下午2:05", datetime(2024, 3, 5, 14, 5)),
        ("2024/3/5 下午 2:05:06", datetime(2024, 3, 5, 14, 5, 6)),
        ("2024/3/5 下午14:05", datetime(2024, 3, 5, 14, 5)),
        ("2024/3/5 上午12:05", datetime(2024, 3, 5, 0, 5)),
        ("2024-03-05 晚上8点", datetime(2024, 3, 5, 20)),
        ("二零二四年十一月二十五日", datetime(2024, 11, 25)),
        ("二〇二四年十月十日", datetime(2024, 10, 10)),
        ("民國113年3月5日", datetime(2024, 3, 5)),
        ("民国113年3月5日 14:05", datetime(2024, 3, 5, 14, 5)),
        ("113/03/05", datetime(2024, 3, 5)),
        ("令和6年3月5日", datetime(2024, 3, 5)),
        ("5 mars 2024", datetime(2024, 3, 5)),
        ("12 août 2023", datetime(2023, 8, 12)),
        ("3 févr. 2024", datetime(2024, 2, 3)),
        ("5. März 2024", datetime(2024, 3, 5)),
        ("15. Okt. 2023 10:00", datetime(2023, 10, 15, 10)),
        ("5 de marzo de 2024", datetime(2024, 3, 5)),
        ("15-dic-2023", datetime(2023, 12, 15)),
        ("March 5th, 2024", datetime(2024, 3, 5)),
        ("Mar 5, 2024 2:05 PM", datetime(2024, 3, 5, 14, 5)),
        ("2024-Mar-05", datetime(2024, 3, 5)),
        ("05Mar2024", datetime(2024, 3, 5)),
        ("Mar-24", datetime(2024, 3, 1)),
        ("Tue, 05 Mar 2024 14:05:06 +0000", datetime(2024, 3, 5, 14, 5, 6)),
        ("Tue Mar  5 14:05:06 2024", datetime(2024, 3, 5, 14, 5, 6)),
        (
            "Tue Mar 05 2024 14:05:06 GMT+0800 (China Standard Time)",
            datetime(2024, 3, 5, 14, 5, 6),
        ),
        ("2024-03-05 14:05:06 +0800 CST", datetime(2024, 3, 5, 14, 5, 6)),
        ("2024-W10-2", datetime(2024, 3, 5)),
        ("202403051405", datetime(2024, 3, 5, 14, 5)),
        ("20240305 140506", datetime(2024, 3, 5, 14, 5, 6)),
        ("1709596800.5", datetime(2024, 3, 5, 0, 0, 0, 500_000)),
        ("1709596800000000", datetime(2024, 3, 5)),
    ],
)
def test_a_moment_is_read_however_it_is_written(text: str, moment: datetime) -> None:
    assert read([text], "instant") == [moment]


@pytest.mark.parametrize(
    "text",
    [
        *("31/02/2024", "2024-02-30", "1900-01-01", "9999-12-31", "0000-00-00", "yesterday"),
        *(
            "昨天",
            "12",
            "Q1 2024",
            "marketing 5, 2024",
            "13/13/2024",
            "2024-13-01",
            "民國113年2月30日",
        ),
    ],
)
def test_a_day_that_never_was_is_nothing(text: str) -> None:
    assert read([text], "instant") == [None]


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("03/04/2024", datetime(2024, 4, 3), datetime(2024, 3, 4)),
        ("3.4.24", datetime(2024, 4, 3), datetime(2024, 3, 4)),
        ("03-04-98 10:00", datetime(1998, 4, 3, 10), datetime(1998, 3, 4, 10)),
        ("31/01/2024", datetime(2024, 1, 31), None),
    ],
)
def test_the_order_of_day_and_month_is_the_column_s(
    text: str, day_first: datetime | None, month_first: datetime | None
) -> None:
    assert read([text], "instant", date_order="dmy") == [day_first]
    assert read([text], "instant", date_order="mdy") == [month_first]


@pytest.mark.parametrize(
    ("name", "text", "truth"),
    [
        ("is_churned", "Yes", True),
        ("is_churned", "已流失", True),
        ("is_churned", "Active", False),
        ("has_marketing_consent", "Subscribed", True),
        ("is_returned", "refunded", True),
        ("is_returned", "交易成功", False),
        ("is_churned", "perhaps", None),
        ("is_churned", "0", False),
        *(
            ("is_control", yes, True)
            for yes in ("是", "有", "√", "✔", "Y", "1", "ON", "ja", "Oui", "sí")
        ),
        *(
            ("is_control", no, False)
            for no in ("否", "无", "×", "✖", "N", "0", "off", "nein", "non")
        ),
        ("is_control", " TRUE ", True),
        ("is_control", "-", None),
    ],
)
def test_yes_and_no_depend_on_what_is_asked(name: str, text: str, truth: bool | None) -> None:
    assert read([text], "flag", name) == [truth]


@pytest.mark.parametrize("name", ["is_churned", "is_returned", "is_control", "anything"])
def test_no_word_means_both_yes_and_no(name: str) -> None:
    yes, no = flag_words(name)
    assert yes
    assert not yes & no


def test_an_id_is_its_text_without_the_blanks_around_it() -> None:
    ids = [" 00123 ", "9007199254740993", "013800138000", "\u3000Ａ1\u200b", "  "]
    assert read(ids, "text") == ["00123", "9007199254740993", "013800138000", "Ａ1", None]


BLANKS = " \t\n\v\f\r\u00a0\u200b\u3000\ufeff"


@pytest.mark.parametrize("blank", BLANKS)
def test_every_sign_that_nobody_sees_is_taken_away_at_the_ends_only(blank: str) -> None:
    texts = [f"{blank}a", f"a{blank}", f"{blank}{BLANKS}张 伟{blank}", f"a{blank}b", blank, ""]
    assert read(texts, "text") == ["a", "a", "张 伟", f"a{blank}b", None, None]


NUMBERS = st.floats().map(str) | st.text("0123456789.,-+eE_() ¥%０１", max_size=8)
MOMENTS = (
    st.datetimes(datetime(1890, 1, 1), datetime(2110, 1, 1)).map(str)
    | st.datetimes(datetime(1990, 1, 1)).map(lambda m: m.strftime("%d/%m/%Y"))
    | st.from_regex(r"[\d二]{4}[-/. ][\d ]{2}[-/][\d ]{2}([ T]\d\d:\d\d[:+]\d\d)?", fullmatch=True)
    | st.text("0123456789-/:. TZ+epoch", max_size=19)
)


@pytest.mark.parametrize(
    ("kind", "texts"), [("number", NUMBERS), ("instant", MOMENTS)], ids=["number", "instant"]
)
@pytest.mark.parametrize(
    "style",
    [pytest.param({}, marks=pytest.mark.slow), {"decimal": ",", "date_order": "mdy"}],
    ids=["usual", "odd"],
)
def test_what_is_read_at_once_is_what_the_careful_reading_gives(
    kind: Kind, texts: st.SearchStrategy[str], style: dict[str, object]
) -> None:
    way = steps("c0", "value", "amount", kind, ColumnMatch(0, "", None, **style))  # type: ignore[arg-type]
    nothing = "cast(null as double)" if kind == "number" else "cast(null as timestamp)"

    @settings(max_examples=5, deadline=None)
    @given(st.lists(texts, min_size=200, max_size=200))
    def agree(values: list[str]) -> None:
        quick = read_by(way, values, kind)
        careful = read_by(replace(way, quick=nothing), values, kind)
        differing = {v: (q, c) for v, q, c in zip(values, quick, careful, strict=True) if q != c}
        assert not differing

    agree()
