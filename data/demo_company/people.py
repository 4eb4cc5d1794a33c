"""Who the customers of the demo company are, before they do anything."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from data.demo_company.calendar import DAYS, Flags, Real, Whole, days_between
from data.demo_company.planted import INDIFFERENT, LIVESTREAM, REFERRAL, strength

CUSTOMERS: Final = 6000
_BUSINESS_SHARE = 0.055
_PROSPECT_SHARE = 0.1
_REGION_SHARES = (0.34, 0.22, 0.2, 0.13, 0.11)
_ACQUISITION_SHARES = (0.2, 0.22, 0.17, 0.15, 0.14, 0.12)
_STYLE_SHARES = (0.35, 0.4, 0.25)
_INVOLVED = (-0.35, 0.35)
_CITIES_PER_REGION = 4
PRICE, QUALITY, SERVICE = range(3)
_FICKLE_CHANNELS = np.ones(6)
_FICKLE_CHANNELS[LIVESTREAM.number] = strength("livestream_leaves")
_FICKLE_CHANNELS[REFERRAL.number] = strength("referred_stay")


@dataclass(frozen=True)
class People:
    """One entry per customer in the order of joining: words by number, traits as they are.

    Days count from the first one; `first_order` is -1 for prospects. `mood` is the satisfaction
    that a customer comes back to (0 is the company's usual), `involvement` how much tea matters,
    `rate` orders in an ordinary month, `fickleness` the chance to leave after an order.
    """

    joined: Whole
    first_order: Whole
    is_business: Flags
    region: Whole
    city: Whole
    acquisition: Whole
    style: Whole
    mood: Real
    involvement: Real
    rate: Real
    fickleness: Real

    @property
    def size(self) -> int:
        """How many customers there are."""
        return int(self.joined.size)

    @property
    def is_inert(self) -> Flags:
        """Who buys by habit: feeling has little to do with staying."""
        return np.asarray((self.habit == INDIFFERENT.number) & ~self.is_business)

    @property
    def habit(self) -> Whole:
        """How much tea matters, in three words by number."""
        return np.digitize(self.involvement, _INVOLVED).astype(np.int64)

    @property
    def is_prospect(self) -> Flags:
        """Who never ordered."""
        return self.first_order < 0


def people(random: np.random.Generator) -> People:
    """The customers, those who joined first first."""
    size = CUSTOMERS
    joined = _joined(random, size)
    is_business = random.random(size) < _BUSINESS_SHARE
    region = random.choice(5, size, p=_REGION_SHARES)
    mood = random.normal(0.0, 0.5, size)
    acquisition = random.choice(6, size, p=_ACQUISITION_SHARES)
    first_order = _first_orders(random, joined, is_business)
    fickleness = _fickleness(random, is_business)
    return People(
        joined=joined,
        first_order=first_order,
        is_business=is_business,
        region=region,
        city=region * _CITIES_PER_REGION + random.choice(4, size, p=(0.4, 0.3, 0.18, 0.12)),
        acquisition=acquisition,
        style=np.where(is_business, QUALITY, random.choice(3, size, p=_STYLE_SHARES)),
        mood=mood + 0.2 * (acquisition == REFERRAL.number),
        involvement=random.normal(0.0, 1.0, size),
        rate=_rates(random, is_business),
        fickleness=np.minimum(fickleness * _FICKLE_CHANNELS[acquisition], 0.95),
    )


def _joined(random: np.random.Generator, size: int) -> Whole:
    # A company that opened with a push and has been growing ever since.
    spans = DAYS * random.random(size) ** (1 / strength("company_grows"))
    opening = random.random(size) < 0.06
    first = np.where(opening, 0, np.minimum(spans.astype(np.int64), DAYS - 8) // 61 * 61)
    after = np.minimum(np.where(opening, 45, first + 61), DAYS)
    return np.sort(days_between(random, first, after))


def _first_orders(random: np.random.Generator, joined: Whole, is_business: Flags) -> Whole:
    waits = np.where(random.random(joined.size) < 0.7, 0, random.exponential(9, joined.size))
    ordered = joined + waits.astype(np.int64)
    # Recent visitors are likelier not to have ordered yet; businesses come to order.
    age = 1 - joined / DAYS
    is_prospect = random.random(joined.size) < _PROSPECT_SHARE * (1.6 - 1.4 * age)
    return np.where((is_prospect & ~is_business) | (ordered >= DAYS), -1, ordered)


def _rates(random: np.random.Generator, is_business: Flags) -> Real:
    rates = random.gamma(6.0, 0.21, is_business.size)
    return np.where(is_business, random.gamma(1.6, 0.3, is_business.size), rates)


def _fickleness(random: np.random.Generator, is_business: Flags) -> Real:
    size = is_business.size
    return np.where(is_business, random.beta(1.2, 18.0, size), random.beta(4.0, 29.0, size))
