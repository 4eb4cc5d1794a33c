"""Money, chance and change, as each language writes them."""

import math
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ui.formats import NOTHING, Formats

CHINESE = "zh_Hans_CN"


@pytest.mark.parametrize(
    ("locale", "value", "written"),
    [
        ("en", 12.5, "¥12.50"),
        ("en", -1986, "−¥1,986"),
        ("en", 66_543, "¥66.5K"),
        (CHINESE, -986, "−¥986.00"),
        (CHINESE, 66_543, "¥6.65万"),
        (CHINESE, -66_543, "−¥6.65万"),
    ],
)
def test_money_has_its_minus_before_the_sign_and_is_short_from_ten_thousand_on(
    locale: str, value: float, written: str
) -> None:
    assert Formats(locale, "CNY").money(value) == written


def test_money_has_no_sign_where_the_data_name_no_currency() -> None:
    assert Formats("en").money(-12.5) == "−12.50"


@pytest.mark.parametrize(("p", "written"), [(0.005, "= 0.005"), (0.0004, "< 0.001")])
def test_a_chance_is_equal_to_its_number_or_below_the_least_that_is_said(
    p: float, written: str
) -> None:
    assert Formats("en").probability(p) == written


@pytest.mark.parametrize("locale", ["en", CHINESE])
def test_a_share_and_a_change_have_their_per_cent_sign_close_by(locale: str) -> None:
    formats = Formats(locale)
    assert (formats.value(0.7614, "share"), formats.change(-0.03)) == ("76.1%", "−3%")


UNITS = ("share", "points", "score", "money", "count", "days", "months", "years")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_where_there_is_no_number_there_is_a_dash_in_every_unit(
    unit: str, value: float | None
) -> None:
    formats = Formats("en", "USD")
    assert formats.value(value, unit) == NOTHING
    assert formats.difference(value, unit, "pp") == NOTHING
    assert formats.interval(value, value, unit) == NOTHING
    assert formats.interval(value, 1.0, unit).startswith(f"{NOTHING} – ")


@given(
    # No amount of a file is larger than 1e15, and no million of them than 1e21.
    some.floats(-1e21, 1e21),
    some.sampled_from(UNITS),
    some.sampled_from(["en", CHINESE]),
)
def test_any_number_is_written_without_what_programs_write(
    value: float, unit: str, locale: str
) -> None:
    for currency in (None, "CNY"):
        written = Formats(locale, currency).value(value, unit)
        assert not re.search(r"nan|inf|e[+-]?\d|None|¤", written)
        assert re.search(r"\d", written)


def test_a_day_that_is_none_is_a_dash() -> None:
    assert (Formats("en").day(None), Formats("en").day(pd.NaT)) == (NOTHING, NOTHING)


@pytest.mark.parametrize(
    ("grain", "english", "chinese"),
    [
        ("week", "Sep 30, 2024", "2024年9月30日"),
        ("month", "Sep 2024", "2024年9月"),
        ("quarter", "Q3 2024", "2024年第3季度"),
        ("year", "2024", "2024年"),
    ],
)
def test_a_step_of_time_has_its_name_in_each_language(
    grain: str, english: str, chinese: str
) -> None:
    day = date(2024, 9, 30)
    assert (Formats("en").period(day, grain), Formats(CHINESE).period(day, grain)) == (
        english,
        chinese,
    )


def test_a_difference_of_shares_is_one_of_percentage_points() -> None:
    """From 20 % to 25 % is 5 points more, and a quarter more."""
    formats = Formats("en")
    assert formats.difference(0.05, "share", "pp") == "+5.0 pp"
    assert formats.change(0.25) == "+25%"
    assert formats.difference(0.0, "share", "pp").startswith("0")
