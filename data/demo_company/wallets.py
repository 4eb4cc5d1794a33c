"""What members of the demo company's club, and firms, spend here and elsewhere; their points."""

import numpy as np

from data.demo_company.calendar import DAYS, Flags, Real
from data.demo_company.orders import Orders
from data.demo_company.people import People
from data.demo_company.planted import strength

_ASKED_SHARE = 0.4
_YEAR = 365
_ELSEWHERE = strength("involved_buy_elsewhere")


def wallets(
    people: People, made: Orders, is_member: Flags, random: np.random.Generator
) -> dict[str, Real]:
    """By column, for members who answered: all they spend a year, and the share they buy here.

    Firms tell their budget to whoever visits them. Who cares more about tea has more of it from
    elsewhere; both are told in round numbers.
    """
    recent = made.day >= DAYS - _YEAR
    own = np.bincount(made.who[recent], made.amount[recent], people.size)
    share = np.clip(random.beta(5, 5, people.size) - _ELSEWHERE * people.involvement, 0.05, 1.0)
    is_asked = (own > 0) & (random.random(people.size) < _ASKED_SHARE)
    is_told = is_asked & is_member
    return {
        "category_spend": np.where(
            is_told | (is_asked & people.is_business), np.ceil(own / share / 100) * 100, np.nan
        ),
        "wallet_share": np.where(is_told, np.round(share, 1), np.nan),
    }


def points(people: People, made: Orders, is_member: Flags, random: np.random.Generator) -> Real:
    """A point for each yuan of two years, less what each has already spent of them."""
    recent = made.day >= DAYS - 2 * _YEAR
    earned = np.bincount(made.who[recent], made.amount[recent], people.size)
    kept = random.beta(1.2, 2.0, people.size)
    return np.where(is_member, np.floor(strength("members_save_points") * earned * kept), np.nan)
