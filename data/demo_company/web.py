"""What visitors of the demo company's shop did on the web in the last year of the data."""

from typing import Final

import numpy as np
import pandas as pd

from data.demo_company.calendar import (
    DAY_SECONDS,
    DAYS,
    Flags,
    Whole,
    days_between,
    instants,
    shop_seconds,
)
from data.demo_company.life import Life
from data.demo_company.orders import CATEGORY, PAGES, Orders, customer_ids
from data.demo_company.people import People
from data.demo_company.words import Words, numbered, said

_KEPT_FROM = DAYS - 365
_VIEW, _SEARCH, _CART, _CHECKOUT, _PAID = range(5)
_STEPS: Final = np.array([_VIEW, _VIEW, _SEARCH, _CART, _CHECKOUT, _PAID])
_ALWAYS: Final = np.array([1.0, 0.6, 0.35, 1.0, 1.0, 1.0])
_BROWSED: Final = np.array([1.0, 0.55, 0.3, 0.24, 0.5, 0.0])
_VISITS_WITHOUT_ORDER = 5000
_LONGEST_VISIT = 6 * 150
_ONLINE_CHANNELS = (0, 1)
_PAGE_OF_STEP = ("search", "cart", "checkout", "thanks")


def event_rows(
    people: People, life: Life, made: Orders, words: Words, random: np.random.Generator
) -> pd.DataFrame:
    """The events table: one row per step of a visit; a third of online orders left their trace."""
    bought = np.flatnonzero(
        np.isin(made.channel, _ONLINE_CHANNELS)
        & (made.day >= _KEPT_FROM)
        & (random.random(made.who.size) < 0.36)
    )
    visitor, seconds = _visits(people, life, random)
    who = np.concatenate([made.who[bought], visitor])
    ends = np.concatenate([made.seconds[bought], seconds])
    buys = np.arange(who.size) < bought.size
    category = random.integers(0, len(PAGES), who.size)
    category[buys] = CATEGORY[made.product[bought]]
    taken = _taken(buys, random)
    # A visit that began the evening before signing up is nobody's yet.
    taken[ends % DAY_SECONDS < _LONGEST_VISIT] = False
    return _steps(who, ends, category, taken, words, random)


def _visits(people: People, life: Life, random: np.random.Generator) -> tuple[Whole, Whole]:
    # Visitors without an order so far come as well; those who left come less and less.
    size = people.size
    weight = np.where(people.is_prospect, 1.6, np.where(life.stayed[:, -1], 1.5, 0.35))
    who = random.choice(size, _VISITS_WITHOUT_ORDER, p=weight / weight.sum())
    first = np.minimum(np.maximum(people.joined[who], _KEPT_FROM), DAYS - 1)
    day = days_between(random, first, DAYS)
    return who.astype(np.int64), day * DAY_SECONDS + shop_seconds(random, who.size)


def _taken(buys: Flags, random: np.random.Generator) -> Flags:
    chance = np.where(buys[:, None], _ALWAYS, _BROWSED)
    taken = random.random(chance.shape) < chance
    # Nobody checks out what never lay in the cart.
    taken[:, 4] &= taken[:, 3]
    return np.asarray(taken)


def _steps(
    who: Whole,
    ends: Whole,
    category: Whole,
    taken: Flags,
    words: Words,
    random: np.random.Generator,
) -> pd.DataFrame:
    pause = random.integers(15, 150, taken.shape)
    happened = ends[:, None] - np.cumsum(pause[:, ::-1], axis=1)[:, ::-1] + pause[:, -1:]
    visit, step = np.nonzero(taken)
    at = happened[visit, step]
    order = np.lexsort((step, visit, at))
    visit, step, at = visit[order], _STEPS[step[order]], at[order]
    page = np.where(step == _VIEW, category[visit], len(PAGES) + step - 1)
    return pd.DataFrame(
        {
            "customer_id": customer_ids(who[visit]),
            "happened_at": instants(at),
            "session_id": numbered("V", visit + 1),
            "page": said([f"/{page}" for page in (*PAGES, *_PAGE_OF_STEP)], page),
            "event": words.said("events", step),
        }
    )
