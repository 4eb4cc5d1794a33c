"""Requests for service at the demo company: how long they waited and how they ended."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.demo_company.calendar import (
    DAY_SECONDS,
    DAYS,
    Flags,
    Real,
    Whole,
    instants,
    month_of,
    shop_seconds,
)
from data.demo_company.life import Life
from data.demo_company.orders import customer_ids
from data.demo_company.people import SERVICE
from data.demo_company.planted import LISTENER, strength
from data.demo_company.words import Words, numbered

_HOUR = 3600
_TOPIC_SHARES = np.array([0.26, 0.17, 0.16, 0.12, 0.09, 0.12, 0.08])
_TROUBLE_TOPIC_SHARES = np.array([0.58, 0.12, 0.14, 0.06, 0.03, 0.04, 0.03])
_COMPLAINT_SHARES = np.array([0.42, 0.5, 0.35, 0.1, 0.25, 0.02, 0.12])
_CHANNEL_SHARES = (0.38, 0.24, 0.26, 0.12)
_PRIORITY_SHARES = (0.18, 0.57, 0.25)
_DUE_HOURS = np.array([8.0, 24.0, 48.0])


@dataclass(frozen=True)
class Requests:
    """One entry per request in the order of time; seconds count from the first day.

    `resolved` and the score (-1 where none was given) may lie after the end of the data.
    """

    who: Whole
    opened: Whole
    replied: Whole
    resolved: Whole
    hours: Real
    channel: Whole
    agent: Whole
    score: Whole


def requests(life: Life, random: np.random.Generator) -> Requests:
    """Every request for service: when it was opened, replied to and resolved, and how it went."""
    who, day, hours = life.requests.whole()
    size = who.size
    opened = day * DAY_SECONDS + shop_seconds(random, size)
    order = np.argsort(opened, kind="stable")
    who, hours, opened = who[order], hours[order], opened[order]
    replied = opened + (hours * _HOUR).astype(np.int64)
    work = np.exp(random.normal(2.2, 1.1, size))
    resolved = replied + (work * _HOUR).astype(np.int64)
    channel = random.choice(4, size, p=_CHANNEL_SHARES)
    agent = random.integers(0, 12, size)
    return Requests(
        who=who,
        opened=opened,
        replied=replied,
        resolved=resolved,
        hours=hours,
        channel=channel,
        agent=agent,
        score=_scores(life, who, opened, hours, agent, random),
    )


def _scores(
    life: Life,
    who: Whole,
    opened: Whole,
    hours: Real,
    agent: Whole,
    random: np.random.Generator,
) -> Whole:
    felt = life.felt[who, month_of(opened // DAY_SECONDS)]
    is_minding = life.people.style[who] == SERVICE
    hurt = 0.4 * np.log2(1 + hours / 4) * np.where(is_minding, strength("slow_service_minded"), 1)
    heard = strength("agent_listens") * (agent == LISTENER.number)
    score = 4.6 + 0.5 * felt - hurt + heard + random.normal(0, 0.6, who.size)
    given = random.random(who.size) < 0.42
    return np.where(given, np.clip(np.rint(score), 1, 5), -1).astype(np.int64)


def ticket_rows(
    life: Life, made: Requests, words: Words, random: np.random.Generator
) -> pd.DataFrame:
    """The tickets table: one row per request."""
    size = made.who.size
    topic = _topics(life.in_trouble(made.who, made.opened // DAY_SECONDS), random)
    priority = random.choice(3, size, p=_PRIORITY_SHARES)
    followed_up = made.resolved + random.integers(DAY_SECONDS, 5 * DAY_SECONDS, size)
    is_followed_up = random.random(size) < 0.45
    is_resolved = made.resolved < DAYS * DAY_SECONDS
    due = made.opened + (_DUE_HOURS[priority] * _HOUR).astype(np.int64)
    reopened = random.poisson(0.06 + 0.1 * (made.hours > 12), size)
    return pd.DataFrame(
        {
            "ticket_id": numbered("T", np.arange(1, size + 1)),
            "customer_id": customer_ids(made.who),
            "opened_at": instants(made.opened),
            "first_replied_at": instants(made.replied),
            "resolved_at": instants(made.resolved),
            "followed_up_at": instants(np.where(is_followed_up, followed_up, -1)),
            "due_at": instants(made.opened) + (due - made.opened).astype("timedelta64[s]"),
            "channel": words.said("ticket_channels", made.channel),
            "topic": words.said("topics", topic),
            "priority": words.said("priorities", priority),
            "is_complaint": random.random(size) < _COMPLAINT_SHARES[topic],
            "reopened_count": np.where(is_resolved, reopened, np.nan),
            "agent": words.said("agents", made.agent),
            "score": np.where(is_resolved & (made.score > 0), made.score, np.nan),
        }
    )


def _topics(in_trouble: Flags, random: np.random.Generator) -> Whole:
    usual = random.choice(7, in_trouble.size, p=_TOPIC_SHARES)
    trouble = random.choice(7, in_trouble.size, p=_TROUBLE_TOPIC_SHARES)
    return np.where(in_trouble, trouble, usual)
