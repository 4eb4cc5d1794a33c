"""Contacts between the demo company and its customers, by whom and for what."""

import numpy as np
import pandas as pd

from data.demo_company.calendar import DAY_SECONDS, DAYS, START, Whole, instants, month_of
from data.demo_company.life import Life
from data.demo_company.orders import Orders, customer_ids
from data.demo_company.people import People
from data.demo_company.planted import strength
from data.demo_company.spells import SpellRows
from data.demo_company.words import Words

_HOUR = 3600
AFTER_SALES, RENEWAL, VISIT, ADVICE, REMINDER, BIRTHDAY = range(6)
_WECHAT, _PHONE = 0, 2
_GREETED_SHARE = strength("members_greeted")
_SAME_SHARE = strength("visitor_stays")


def contact_rows(
    people: People,
    life: Life,
    made: Orders,
    customers: pd.DataFrame,
    words: Words,
    random: np.random.Generator,
) -> pd.DataFrame:
    """The interactions table: one row per contact, by the company or by the customer."""
    parts = [
        _after_sales(people, made, random),
        _visits(people, life, random),
        _renewals(life.spells.rows(), random),
        _advice(people, made, random),
        _birthdays(customers, random),
    ]
    who, seconds, purpose = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(seconds, kind="stable")
    who, seconds, purpose = who[order], seconds[order], purpose[order]
    channel = random.choice(4, who.size, p=(0.5, 0.1, 0.3, 0.1))
    channel = np.select([purpose == VISIT, purpose == BIRTHDAY], [_PHONE, _WECHAT], channel)
    minutes = np.exp(random.normal(1.3, 0.7, who.size)) + 12 * (purpose == VISIT)
    return pd.DataFrame(
        {
            "customer_id": customer_ids(who),
            "contacted_at": instants(seconds),
            "channel": words.said("contact_channels", channel),
            "direction": words.said("directions", (purpose == ADVICE).astype(np.int64)),
            "agent": words.said("agents", _agents(who, purpose, random)),
            "purpose": words.said("purposes", purpose),
            "minutes": np.round(minutes, 1),
        }
    )


def _agents(who: Whole, purpose: Whole, random: np.random.Generator) -> Whole:
    """Whoever is at hand; but one firm is always visited by the same."""
    agent = random.integers(0, 12, who.size)
    is_own = np.isin(purpose, (VISIT, REMINDER)) & (random.random(who.size) < _SAME_SHARE)
    return np.where(is_own, who % 12, agent)


_Contacts = tuple[Whole, Whole, Whole]


def _contacts(who: Whole, seconds: Whole, purpose: int) -> _Contacts:
    known = (seconds >= 0) & (seconds < DAYS * DAY_SECONDS)
    return who[known], seconds[known], np.full(int(known.sum()), purpose)


def _after_sales(people: People, made: Orders, random: np.random.Generator) -> _Contacts:
    chosen = np.flatnonzero((random.random(made.who.size) < 0.08) & ~people.is_business[made.who])
    later = random.integers(5 * DAY_SECONDS, 12 * DAY_SECONDS, chosen.size)
    return _contacts(made.who[chosen], made.seconds[chosen] + later, AFTER_SALES)


def _visits(people: People, life: Life, random: np.random.Generator) -> _Contacts:
    clients = np.flatnonzero(people.is_business & ~people.is_prospect)
    who = np.repeat(clients, random.poisson(4.0, clients.size))
    first = people.first_order[who]
    day = first + (random.random(who.size) * (DAYS - first)).astype(np.int64)
    was_there = life.stayed[who, month_of(day)]
    seconds = day * DAY_SECONDS + random.integers(9 * _HOUR, 18 * _HOUR, who.size)
    purpose = np.where(random.random(who.size) < 0.2, REMINDER, VISIT)
    return who[was_there], seconds[was_there], purpose[was_there]


def _renewals(spells: SpellRows, random: np.random.Generator) -> _Contacts:
    chosen = np.flatnonzero((spells.plan == 2) & (random.random(spells.who.size) < 0.7))
    day = spells.started[chosen] + random.integers(320, 350, chosen.size)
    runs = (spells.ended[chosen] < 0) | (spells.ended[chosen] > day)
    who, day = spells.who[chosen][runs], day[runs]
    return _contacts(who, day * DAY_SECONDS + random.integers(34000, 64000, day.size), RENEWAL)


def _advice(people: People, made: Orders, random: np.random.Generator) -> _Contacts:
    chosen = np.flatnonzero(random.random(made.who.size) < 0.06)
    earlier = random.integers(_HOUR, 2 * DAY_SECONDS, chosen.size)
    who, seconds = made.who[chosen], made.seconds[chosen] - earlier
    is_known = seconds >= people.joined[who] * DAY_SECONDS
    return _contacts(who[is_known], seconds[is_known], ADVICE)


def _birthdays(customers: pd.DataFrame, random: np.random.Generator) -> _Contacts:
    """A word on the day to most members of the club."""
    who = np.flatnonzero(customers["member_since"].notna() & customers["birth_on"].notna())
    parts = []
    for year in range(START.year, START.year + 4):
        born = customers["birth_on"].iloc[who].dt
        on = pd.to_datetime({"year": year, "month": born.month, "day": born.day.clip(upper=28)})
        day = (on - pd.Timestamp(START)).dt.days.to_numpy()
        is_member = on.to_numpy() > customers["member_since"].iloc[who].to_numpy()
        told = is_member & (random.random(who.size) < _GREETED_SHARE)
        parts.append((who[told], day[told] * DAY_SECONDS + 10 * _HOUR))
    everyone, seconds = (np.concatenate(part) for part in zip(*parts, strict=True))
    return _contacts(everyone, seconds, BIRTHDAY)
