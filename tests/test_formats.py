"""Money, chance and change, as each language writes them."""

import pytest

from ui.formats import Formats

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
