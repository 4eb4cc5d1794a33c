"""What the demo company is paid by contract and by invoice."""

import numpy as np
import pandas as pd

from data.demo_company.calendar import DAYS, Real, Whole, dates
from data.demo_company.orders import Orders, customer_ids
from data.demo_company.people import People
from data.demo_company.planted import RESTAURANTS, strength
from data.demo_company.spells import SpellRows
from data.demo_company.words import Words, numbered, said

_PLAN_AMOUNTS = np.array([[68, 88, 128], [59, 79, 109], [49, 69, 99]], dtype=float)
_FEES = strength("year_holds") * np.array([0, 1 / 3, 1])
"""What leaving early costs: month to month, quarterly, one year."""
_ADDON_AMOUNT = 29.0
_ADDON_SHARE = 0.17
_PAYMENT_FAILED = 5
_REASON_SHARES = (0.26, 0.22, 0.16, 0.24, 0.12)
_DISCONTENT_REASON_SHARES = (0.16, 0.5, 0.2, 0.06, 0.08)
_TERM_DAYS = np.array([30, 45, 60])


def subscription_rows(
    spells: SpellRows, felt: Real, words: Words, random: np.random.Generator
) -> pd.DataFrame:
    """The subscriptions table: one row per spell, add-ons of home refills among them.

    `felt` is each customer's satisfaction month by month.
    """
    main = _spell_columns(spells, felt, words, random)
    added = _addons(spells, words, random)
    rows = pd.concat([main, added], ignore_index=True).sort_values("started_on", kind="stable")
    return rows.reset_index(drop=True)


def _spell_columns(
    spells: SpellRows, felt: Real, words: Words, random: np.random.Generator
) -> pd.DataFrame:
    amount = _PLAN_AMOUNTS[spells.plan, random.choice(3, spells.who.size, p=(0.5, 0.35, 0.15))]
    reason = _reasons(spells, felt, random)
    return _spells(
        spells.who, words.said("plans", spells.plan), spells.started, spells.ended, amount
    ).assign(
        leaving_fee=_FEES[spells.plan],
        leaving_reason=words.said("leaving_reasons", reason),
        is_voluntary=_flags(spells.is_voluntary, spells.ended),
    )


def _reasons(spells: SpellRows, felt: Real, random: np.random.Generator) -> Whole:
    size = spells.who.size
    last = felt[spells.who, np.minimum(np.maximum(spells.ended, 0) // 31, felt.shape[1] - 1)]
    usual = random.choice(5, size, p=_REASON_SHARES)
    hurt = random.choice(5, size, p=_DISCONTENT_REASON_SHARES)
    reason = np.where(last < -0.5, hurt, usual)
    reason = np.where(spells.is_voluntary, reason, _PAYMENT_FAILED)
    return np.where(spells.ended < 0, -1, reason)


def _addons(spells: SpellRows, words: Words, random: np.random.Generator) -> pd.DataFrame:
    last = np.where(spells.ended < 0, DAYS - 1, spells.ended)
    length = last - spells.started
    chosen = np.flatnonzero((length > 90) & (random.random(length.size) < _ADDON_SHARE))
    began = spells.started[chosen] + (
        length[chosen] * random.uniform(0.1, 0.7, chosen.size)
    ).astype(np.int64)
    lasts = random.exponential(1500, chosen.size).astype(np.int64) + 30
    with_main = began + lasts >= last[chosen]
    ended = np.where(with_main, spells.ended[chosen], began + lasts)
    plan = said(words.words("addon_plan"), np.zeros(chosen.size, dtype=np.int64))
    amount = np.full(chosen.size, _ADDON_AMOUNT)
    reason = np.where(ended < 0, -1, random.choice(5, chosen.size, p=_REASON_SHARES))
    return _spells(spells.who[chosen], plan, began, ended, amount).assign(
        leaving_fee=0.0,
        leaving_reason=words.said("leaving_reasons", reason),
        is_voluntary=_flags(np.ones(chosen.size, dtype=np.bool_), ended),
    )


def _spells(
    who: Whole, plan: pd.Series, started: Whole, ended: Whole, amount: Real
) -> pd.DataFrame:
    until = np.where(ended < 0, DAYS - 1, ended)
    return pd.DataFrame(
        {
            "customer_id": customer_ids(who),
            "started_on": dates(started),
            "ended_on": dates(ended),
            "tenure_months": np.round((until - started) * 12 / 365.25, 1),
            "is_ended": ended >= 0,
            "plan": plan,
            "monthly_amount": amount,
        }
    )


def _flags(values: Real | np.typing.NDArray[np.bool_], ended: Whole) -> pd.Series:
    return pd.Series(values).astype("boolean").mask(ended < 0)


def industries(people: People, random: np.random.Generator) -> Whole:
    """The industry of each business by number; -1 for consumers."""
    found = random.choice(6, people.size, p=(0.22, 0.22, 0.2, 0.14, 0.1, 0.12))
    return np.where(people.is_business, found, -1)


def invoice_rows(
    people: People, made: Orders, industry: Whole, random: np.random.Generator
) -> pd.DataFrame:
    """The invoices table: one row per order of a business that has fallen due."""
    billed = np.flatnonzero(people.is_business[made.who])
    terms = _TERM_DAYS[random.choice(3, people.size, p=(0.55, 0.3, 0.15))]
    due = made.day[billed] + terms[made.who[billed]]
    billed, due = billed[due < DAYS], due[due < DAYS]
    who, amount = made.who[billed], made.amount[billed]
    tardiness = random.gamma(1.2, 9.0, people.size)
    tardiness += strength("restaurants_pay_late") * (industry == RESTAURANTS.number)
    late = random.normal(tardiness[who] - 9, 6 + 0.6 * tardiness[who])
    paid = np.where(random.random(who.size) < 0.035, DAYS, due + late.astype(np.int64))
    part = np.where(random.random(who.size) < 0.06, random.uniform(0.3, 0.8, who.size), 1.0)
    return pd.DataFrame(
        {
            "invoice_id": numbered("F", np.arange(1, who.size + 1), 5),
            "customer_id": customer_ids(who),
            "due_on": dates(due),
            "amount": amount,
            "paid_on": dates(paid),
            "paid_amount": np.where(paid < DAYS, np.round(amount * part, 2), np.nan),
        }
    )
