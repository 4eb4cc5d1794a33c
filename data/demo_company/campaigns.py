"""What the demo company sent out, whom it tried to win back, and whom it left alone to compare."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from data.demo_company.calendar import DAY_SECONDS, DAYS, Flags, Real, Whole, day_of, instants
from data.demo_company.life import Life
from data.demo_company.orders import Orders, customer_ids
from data.demo_company.people import People
from data.demo_company.planted import strength
from data.demo_company.words import Words

CONTROL_SHARE: Final = 1 / 3
CONVERSION_DAYS: Final = 14
_COMES_BACK_DAYS = 90
_FORGOTTEN_SHARE = strength("warnings_forgotten")
"""Of those who were to be called: nobody got round to it."""
_GIFT, _NEWS = strength("member_gift_works"), strength("summer_news_does_nothing")


@dataclass(frozen=True)
class _Campaign:
    sent_on: date
    effect: float
    clicks: float
    cost: float


_CAMPAIGNS: Final = (
    _Campaign(date(2024, 11, 4), _GIFT, 0.16, 0.35),
    _Campaign(date(2025, 3, 28), _NEWS, 0.09, 0.05),
    _Campaign(date(2025, 9, 12), _NEWS, 0.11, 0.05),
    _Campaign(date(2025, 11, 3), _GIFT, 0.15, 0.35),
    _Campaign(date(2026, 7, 8), _NEWS, 0.08, 0.05),
)


_TEXT_MESSAGE, _MAIL = 1, 3
_CHANNELS: Final[Whole] = np.array([_TEXT_MESSAGE, _MAIL, _MAIL, _TEXT_MESSAGE, _MAIL])


@dataclass(frozen=True)
class Sends:
    """One entry per campaign and customer of its audience, with or without a message."""

    campaign: Whole
    who: Whole
    sent: Whole
    is_control: Flags
    extra_orders: tuple[Whole, Whole]


def consents(people: People, random: np.random.Generator) -> Flags:
    """Who lets the company write to them."""
    return np.asarray(random.random(people.size) < 0.86)


def sends(people: People, may_write: Flags, random: np.random.Generator) -> Sends:
    """The audience of every campaign, and the orders which only the message brought about."""
    campaigns, whos, sents = [], [], []
    for number, campaign in enumerate(_CAMPAIGNS):
        day = day_of(campaign.sent_on)
        who = np.flatnonzero(may_write & (people.joined < day) & ~people.is_business)
        campaigns.append(np.full(who.size, number))
        whos.append(who)
        sents.append(day * DAY_SECONDS + random.integers(9 * 3600, 12 * 3600, who.size))
    campaign_of, who = np.concatenate(campaigns), np.concatenate(whos)
    is_control = random.random(who.size) < CONTROL_SHARE
    effect = np.array([c.effect for c in _CAMPAIGNS])[campaign_of]
    sent = np.concatenate(sents)
    is_customer = (people.first_order[who] >= 0) & (people.first_order[who] * DAY_SECONDS < sent)
    moved = is_customer & ~is_control & (random.random(who.size) < effect)
    extra = who[moved], sent[moved] // DAY_SECONDS + random.integers(1, 12, int(moved.sum()))
    return Sends(campaign_of, who, sent, is_control, extra)


def send_rows(sent: Sends, made: Orders, words: Words, random: np.random.Generator) -> pd.DataFrame:
    """The campaign_sends table: converted where an order followed within CONVERSION_DAYS."""
    until = sent.sent + CONVERSION_DAYS * DAY_SECONDS
    found = made.next_after(sent.who, sent.sent)
    is_converted = (found >= 0) & (made.seconds[found] < until)
    size = sent.who.size
    is_delivered = ~sent.is_control & (random.random(size) < 0.96)
    clicks = np.array([c.clicks for c in _CAMPAIGNS])[sent.campaign]
    cost = np.array([c.cost for c in _CAMPAIGNS])[sent.campaign]
    return pd.DataFrame(
        {
            "campaign": words.said("campaigns", sent.campaign),
            "customer_id": customer_ids(sent.who),
            "sent_at": instants(sent.sent),
            "channel": words.said("contact_channels", _CHANNELS[sent.campaign]),
            "offer": words.said("offers", sent.campaign),
            "is_control": sent.is_control,
            "is_delivered": is_delivered,
            "is_clicked": is_delivered & (random.random(size) < clicks),
            "is_converted": is_converted,
            "revenue": np.where(is_converted, made.amount[found], 0.0),
            "cost": np.where(sent.is_control, 0.0, cost),
        }
    )


def action_rows(
    life: Life, made: Orders, words: Words, random: np.random.Generator
) -> pd.DataFrame:
    """The retention_actions table: back where an order followed within 90 days of the warning."""
    who, day, contacted = life.warnings.whole()
    size = who.size
    flagged = day * DAY_SECONDS + random.integers(8 * 3600, 10 * 3600, size)
    called = flagged + random.integers(3600, 3 * DAY_SECONDS, size)
    is_contacted = contacted > 0
    found = made.next_after(who, flagged)
    is_back = (found >= 0) & (made.seconds[found] < flagged + _COMES_BACK_DAYS * DAY_SECONDS)
    # Nobody is called who has come back by then.
    is_reached = is_contacted & ~(is_back & (made.seconds[found] < called))
    reason = _reasons(life, who, day, random)
    score = np.clip(np.rint(4.1 + random.normal(0, 0.8, size)), 1, 5)
    has_score = is_back & (random.random(size) < 0.5)
    is_reached &= random.random(size) >= _FORGOTTEN_SHARE
    return pd.DataFrame(
        {
            "customer_id": customer_ids(who),
            "flagged_at": instants(flagged),
            "reason": words.said("retention_reasons", reason),
            "is_control": ~is_contacted,
            "offer": words.said(
                "retention_offers", np.where(is_contacted, random.integers(0, 3, size), -1)
            ),
            "contacted_at": instants(np.where(is_reached, called, -1)),
            "came_back_at": instants(np.where(is_back, made.seconds[found], -1)),
            "score": np.where(has_score, score, np.nan),
        }
    )


def _reasons(life: Life, who: Whole, day: Whole, random: np.random.Generator) -> Whole:
    felt: Real = life.felt[who, np.minimum(day // 31, life.felt.shape[1] - 1)]
    has_complained = random.random(who.size) < 0.15
    return np.where(felt < -0.5, 1, np.where(has_complained & (day < DAYS), 2, 0)).astype(np.int64)
