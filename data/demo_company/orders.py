"""What was ordered at the demo company, for how much, and where."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.demo_company.calendar import (
    DAY_SECONDS,
    START,
    Flags,
    Real,
    Whole,
    instants,
    month_of,
    shop_seconds,
)
from data.demo_company.life import Life
from data.demo_company.people import PRICE, QUALITY, People
from data.demo_company.planted import TEXTILES, since, strength
from data.demo_company.words import Words, numbered, said

CURRENCY: Final = "CNY"
CATEGORY: Final[Whole] = np.repeat(np.arange(6), (6, 5, 4, 3, 3, 3))
"""The category of each of the 24 products."""
_TEAS = (268, 198, 328, 168, 128, 58)
_WARES = (398, 128, 68, 188, 238)
_SCENTS = (148, 48, 98, 39)
_TEXTILES = (118, 469, 89)
_GIFTS = (388, 328, 258)
_REFILL_PACKS = (69, 79, 56)
PRICES: Final[Real] = np.array(
    [*_TEAS, *_WARES, *_SCENTS, *_TEXTILES, *_GIFTS, *_REFILL_PACKS], dtype=np.float64
)
PAGES: Final = ("tea", "teaware", "fragrance", "textiles", "gifts", "refills")
_POPULARITY = np.array(
    [4, 5, 3, 5, 6, 11, 3, 5, 4, 2, 3, 5, 5, 5, 4, 3, 1.5, 3, 2, 2, 1, 6, 4, 5], dtype=float
)
_MARGIN_SHARES = np.array([0.52, 0.58, 0.6, 0.45, 0.48, 0.4])
_DISCOUNTS = np.array([0.05, 0.1, 0.15, 0.2, 0.3])
_CHANNEL_SHARES = (0.28, 0.36, 0.16, 0.2)
REFILLS: Final = 5


@dataclass(frozen=True)
class Orders:
    """One entry per order in the order of time; seconds count from the first day."""

    who: Whole
    seconds: Whole
    product: Whole
    quantity: Whole
    discount: Real
    amount: Real
    channel: Whole

    @property
    def day(self) -> Whole:
        """The day of each order."""
        return self.seconds // DAY_SECONDS

    def next_after(self, who: Whole, seconds: Whole) -> Whole:
        """Where each customer's first order after that moment stands; -1 where there is none."""
        span = np.int64(1) << 32
        keys = self.who * span + self.seconds
        order = np.argsort(keys, kind="stable")
        at = np.searchsorted(keys[order], who * span + seconds, side="right")
        found = order[np.minimum(at, keys.size - 1)]
        return np.where((at < keys.size) & (self.who[found] == who), found, -1)


def orders(
    people: People, life: Life, extra: tuple[Whole, Whole], random: np.random.Generator
) -> Orders:
    """Every order of the three years, those that campaigns brought about among them."""
    who, day, _ = life.orders.whole()
    who, day = np.concatenate([who, extra[0]]), np.concatenate([day, extra[1]])
    seconds = day * DAY_SECONDS + shop_seconds(random, day.size)
    order = np.argsort(seconds, kind="stable")
    who, seconds = who[order], seconds[order]
    subscribes = np.isin(who, life.spells.rows().who)
    product = _products(people, who, seconds // DAY_SECONDS, subscribes, random)
    quantity = _quantities(people, who, product, random)
    discount = _discounts(people, who, seconds // DAY_SECONDS, random)
    amount = np.round(PRICES[product] * quantity * (1 - discount), 2)
    channel = random.choice(4, who.size, p=_CHANNEL_SHARES)
    return Orders(who, seconds, product, quantity, discount, amount, channel)


def _products(
    people: People, who: Whole, day: Whole, subscribes: Flags, random: np.random.Generator
) -> Whole:
    # Gumbel's trick: the largest of log weight + noise is a draw by weight, for every row at once.
    weight = np.log(_POPULARITY)[None, :] + _tastes(people)[who]
    month = (month_of(day) + 9) % 12 + 1
    weight[:, 18] += np.where((month <= 2) | (month == 12), 1.8, -3.0)
    weight[:, 19] += np.where((month == 8) | (month == 9), 1.8, -3.0)
    # Nobody buys of a category that is not sold yet.
    is_textile: Flags = np.isin(CATEGORY, [TEXTILES.number])
    is_early: Flags = np.less(day, (since("textiles_come_up") - START).days)
    weight += np.where(is_early[:, None] & is_textile[None, :], -np.inf, 0.0)
    # Who is in the refill club mostly orders refills and everyday tea.
    weight[:, [5, 21, 22, 23]] += np.where(subscribes, 1.5, 0.0)[:, None]
    return np.asarray(np.argmax(weight + random.gumbel(size=weight.shape), axis=1))


def _tastes(people: People) -> Real:
    dearness = np.log(PRICES / PRICES.mean())
    lean = np.select([people.style == PRICE, people.style == QUALITY], [-0.6, 0.4], 0.0)
    lean = lean * strength("quality_first_spends")
    lean = np.where(people.is_business, 0.6, lean - 0.9 * np.log1p(people.rate))
    return np.asarray(lean[:, None] * dearness[None, :])


def _quantities(people: People, who: Whole, product: Whole, random: np.random.Generator) -> Whole:
    household = 1 + random.poisson(0.35 + 0.4 * (CATEGORY[product] == REFILLS))
    business = 2 + random.poisson(1.0, who.size)
    return np.where(people.is_business[who], business, household).astype(np.int64)


def _discounts(people: People, who: Whole, day: Whole, random: np.random.Generator) -> Real:
    chance = np.where(people.style[who] == PRICE, strength("price_first_discounted"), 0.18)
    month = (month_of(day) + 9) % 12 + 1
    chance = np.where(month == 11, 1 - (1 - chance) * 0.6, chance)
    off = random.choice(_DISCOUNTS, who.size, p=(0.25, 0.3, 0.2, 0.17, 0.08))
    return np.where(random.random(who.size) < chance, off, 0.0)


def order_rows(
    people: People, made: Orders, words: Words, random: np.random.Generator
) -> pd.DataFrame:
    """The orders table: one row per order."""
    category = CATEGORY[made.product]
    cost = PRICES[made.product] * made.quantity * (1 - _MARGIN_SHARES[category])
    return pd.DataFrame(
        {
            "order_id": numbered("O", np.arange(1, made.who.size + 1), 7),
            "customer_id": customer_ids(made.who),
            "ordered_at": instants(made.seconds),
            "amount": made.amount,
            "currency": said([CURRENCY], np.zeros(made.who.size, dtype=np.int64)),
            "margin": np.round(made.amount - cost, 2),
            "quantity": made.quantity.astype(float),
            "product": words.said("products", made.product),
            "category": words.said("categories", category),
            "channel": words.said("order_channels", made.channel),
            "discount": made.discount,
            "is_returned": _is_returned(people, made, random),
        }
    )


def _is_returned(people: People, made: Orders, random: np.random.Generator) -> Flags:
    chance = np.where(people.style[made.who] == QUALITY, 0.045, 0.025)
    chance = np.where(CATEGORY[made.product] == REFILLS, 0.008, chance)
    return np.asarray(random.random(made.who.size) < chance)


def customer_ids(who: Whole) -> pd.Series:
    """The ids of customers by number; -1 stands for none."""
    return numbered("C", np.where(who < 0, -1, who + 1))
