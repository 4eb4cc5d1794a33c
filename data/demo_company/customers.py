"""The customers of the demo company as its address book has them."""

import numpy as np
import pandas as pd

from data.demo_company.calendar import DAYS, END, Flags, Instants, Real, Whole, dates
from data.demo_company.life import Life
from data.demo_company.orders import Orders, customer_ids
from data.demo_company.people import People
from data.demo_company.planted import REFERRAL
from data.demo_company.spells import PERIOD_DAYS, SpellRows
from data.demo_company.wallets import points, wallets
from data.demo_company.words import Words, said
from data.tables import CUSTOMERS

_FAMILY_NAMES, _GIVEN_NAMES = 50, 40
_WOMEN_SHARE = 0.68
_RETIREMENT_AGE = 58
# Reserved for examples (RFC 2606), and a range of numbers that no Chinese network hands out.
_MAIL_DOMAIN = "example.com"
_PHONE_PREFIX = "120"
_OWNERS = 6


def customer_rows(
    people: People,
    life: Life,
    made: Orders,
    industry: Whole,
    may_write: Flags,
    words: Words,
    random: np.random.Generator,
) -> pd.DataFrame:
    """The customers table: one row per customer, in the order of joining."""
    is_business = people.is_business
    rows = {
        "customer_id": customer_ids(np.arange(people.size)),
        "customer_type": words.said("customer_types", is_business.astype(np.int64)),
        "joined_on": dates(people.joined),
        **_persons(people, industry, words, random),
        "city": words.said("cities", people.city),
        "region": words.said("regions", people.region),
        "country": words.said("country", np.zeros(people.size, dtype=np.int64)),
        "industry": words.said("industries", industry),
        **_memberships(people, made, words, random),
        **_contracts(people, life.spells.rows(), words),
        "acquisition_channel": words.said("acquisition", people.acquisition),
        "referred_by": customer_ids(_referrers(people, made, random)),
        "owner": words.said("owners", np.where(is_business, people.city % _OWNERS, -1)),
        "has_marketing_consent": may_write,
    }
    is_member = ~np.isnat(np.asarray(rows["member_since"]))
    rows |= wallets(people, made, is_member, random)
    rows["points_balance"] = points(people, made, is_member, random)
    return pd.DataFrame(rows)[[name for name in CUSTOMERS.names if name in rows]]


def _persons(
    people: People, industry: Whole, words: Words, random: np.random.Generator
) -> dict[str, object]:
    """Who each customer is; of a business only how to reach it."""
    is_business = people.is_business
    gender = (random.random(people.size) > _WOMEN_SHARE).astype(np.int64)
    born = _born(people, random)
    age = np.floor((np.datetime64(END) - born).astype(np.int64) / 365.25)
    channel = random.choice(4, people.size, p=(0.52, 0.2, 0.16, 0.12))
    return {
        "name": _names(people, gender, industry, words, random),
        "email": pd.Series([f"c{n:06d}@{_MAIL_DOMAIN}" for n in range(1, people.size + 1)]),
        "phone": _phones(people, random),
        "birth_on": np.where(is_business, np.datetime64("NaT"), born).astype("datetime64[s]"),
        "age": np.where(is_business, np.nan, age),
        "gender": words.said("genders", np.where(is_business, -1, gender)),
        "income": words.said("incomes", _incomes(people, random)),
        "occupation": words.said("occupations", _occupations(people, age, random)),
        "life_stage": words.said("life_stages", _life_stages(people, age, random)),
        "preferred_channel": words.said("contact_channels", channel),
    }


def _names(
    people: People, gender: Whole, industry: Whole, words: Words, random: np.random.Generator
) -> pd.Series:
    # The surnames stand in the order of how common they are.
    share = 1 / np.arange(4, _FAMILY_NAMES + 4)
    surname = random.choice(_FAMILY_NAMES, people.size, p=share / share.sum())
    given = gender * _GIVEN_NAMES + random.integers(0, _GIVEN_NAMES, people.size)
    persons = words.people()
    stem = random.integers(0, len(words.words("business_stems")), people.size)
    business = (people.city * len(words.words("business_stems")) + stem) * 6 + industry
    person = given * _FAMILY_NAMES + surname
    number = np.where(people.is_business, len(persons) + business, person)
    return said(persons + words.businesses(), number)


def _phones(people: People, random: np.random.Generator) -> pd.Series:
    tails = 10_000_000 + 14_983 * random.permutation(people.size)
    return pd.Series([f"{_PHONE_PREFIX}{tail}" for tail in tails.tolist()])


def _born(people: People, random: np.random.Generator) -> Instants:
    age = np.clip(random.gamma(9.0, 4.1, people.size), 18, 78)
    days = np.ceil(age * 365.25).astype(np.int64)
    return np.asarray(np.datetime64(END) - days)


def _incomes(people: People, random: np.random.Generator) -> Whole:
    income = random.choice(4, people.size, p=(0.24, 0.41, 0.25, 0.1))
    return np.where(people.is_business, -1, income)


def _occupations(people: People, age: Real, random: np.random.Generator) -> Whole:
    job = random.choice(7, people.size, p=(0.34, 0.12, 0.1, 0.13, 0.1, 0.09, 0.12))
    job = np.where(age >= _RETIREMENT_AGE, 7, job)
    return np.where(people.is_business, -1, job)


def _life_stages(people: People, age: Real, random: np.random.Generator) -> Whole:
    typical = np.digitize(age, [28, 33, 40, 50, _RETIREMENT_AGE + 2])
    shift = random.choice((-1, 0, 1), people.size, p=(0.15, 0.7, 0.15))
    return np.where(people.is_business, -1, np.clip(typical + shift, 0, 5))


def _member_since(people: People, made: Orders, random: np.random.Generator) -> Whole:
    """The day of joining the club, some time after the second order; -1 for those who did not."""
    second = _order_days(people, made, 2)
    joins = random.random(people.size) < 1 / (1 + np.exp(-0.2 - 1.3 * people.mood))
    since = second + random.integers(0, 40, people.size)
    is_member = joins & (second >= 0) & ~people.is_business & (since < DAYS)
    return np.where(is_member, since, -1)


def _order_days(people: People, made: Orders, number: int) -> Whole:
    """The day of each customer's first, second, third … order; -1 where there is none."""
    order = np.lexsort((made.seconds, made.who))
    who, day = made.who[order], made.day[order]
    chosen = np.arange(who.size) - np.searchsorted(who, who) == number - 1
    found = np.full(people.size, -1)
    found[who[chosen]] = day[chosen]
    return found


def _referrers(people: People, made: Orders, random: np.random.Generator) -> Whole:
    """Who brought each referred customer: somebody content, three orders into it; -1 if unknown."""
    third = _order_days(people, made, 3)
    pool = np.flatnonzero((third >= 0) & (people.mood > 0.1) & ~people.is_business)
    pool = pool[np.argsort(third[pool], kind="stable")]
    earlier = np.searchsorted(third[pool], people.joined)
    # The newly won over tell it more often than old hands.
    chosen = (np.sqrt(random.random(people.size)) * earlier).astype(np.int64)
    is_referred = (people.acquisition == REFERRAL.number) & (earlier > 0)
    return np.where(is_referred, pool[np.minimum(chosen, pool.size - 1)], -1)


def _memberships(
    people: People, made: Orders, words: Words, random: np.random.Generator
) -> dict[str, object]:
    """Since when each customer is in the club, and on which level."""
    member = _member_since(people, made, random)
    spend = np.bincount(made.who, made.amount, people.size)
    tier = np.where(member < 0, -1, np.digitize(spend, [1_500.0, 5_000.0]))
    return {"member_since": dates(member), "tier": words.said("tiers", tier)}


def _contracts(people: People, spells: SpellRows, words: Words) -> dict[str, object]:
    """The contract each has, or last had, and the day on which a running one may end."""
    by_start = np.argsort(spells.started, kind="stable")
    kind = np.full(people.size, -1)
    kind[spells.who[by_start]] = spells.plan[by_start]
    runs = spells.ended < 0
    is_bound = np.zeros(people.size, dtype=bool)
    is_bound[spells.who[runs]] = True
    started = np.zeros(people.size, dtype=np.int64)
    started[spells.who[runs]] = spells.started[runs]
    period = PERIOD_DAYS[kind]
    ends = started + np.rint(np.ceil((DAYS - started) / period) * period).astype(np.int64)
    first = np.datetime64(END) - np.int64(DAYS - 1)
    return {
        "contract": words.said("contracts", kind),
        "contract_ends_on": np.where(
            is_bound, (first + ends).astype("datetime64[s]"), np.datetime64("NaT", "s")
        ),
    }
