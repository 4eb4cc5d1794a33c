"""Whom the demo company asked how content they are, when, and who answered."""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from data.demo_company.calendar import DAY_SECONDS, DAYS, MONTH_STARTS, Flags, Real, Whole, month_of
from data.demo_company.life import Life
from data.demo_company.orders import CATEGORY, REFILLS, Orders
from data.demo_company.planted import strength
from data.demo_company.service import Requests

AFTER_PURCHASE, AFTER_SERVICE, CHECK_IN, RELATIONSHIP = range(4)
DELIVERY, SERVICE_THEME, QUALITY, PRICE, REFILL, PACKAGING = range(6)
_ANSWER_SHARES = np.array([0.4, 0.46, 0.32, 0.4])
_THEME_SHARES = (0.16, 0.14, 0.34, 0.18, 0.06, 0.12)
_CHECK_IN_MONTHS: Final = range(3, 36, 3)
_STUDY_MONTHS: Final = (17, 23, 29, 34)
_MOODS_OF_THE_DAY = 0.45
_MISHAP_SHARE, _MISHAP = 0.045, 1.7
_QUIRK = 0.8


@dataclass(frozen=True)
class Asked:
    """One entry per questionnaire sent, in the order of time; seconds count from the first day.

    `answered` is -1 where none came back. `felt` is satisfaction on that day, `quirks` how the
    five qualities of service stood out from it, `hours` the wait of the request asked about.
    """

    who: Whole
    sent: Whole
    answered: Whole
    touchpoint: Whole
    theme: Whole
    felt: Real
    quirks: Real
    hours: Real

    def only(self, chosen: Flags) -> "Asked":
        """Some of the questionnaires."""
        return Asked(*(getattr(self, field.name)[chosen] for field in fields(self)))


def asked(life: Life, made: Orders, service: Requests, random: np.random.Generator) -> Asked:
    """Every questionnaire sent within the three years."""
    parts = [
        _after_orders(life, made, random),
        _after_service(service, random),
        _in_months(made, _CHECK_IN_MONTHS, 0.38, CHECK_IN, random),
        _in_months(made, _STUDY_MONTHS, 0.4, RELATIONSHIP, random),
    ]
    who, sent, touchpoint, theme, hours = map(np.concatenate, zip(*parts, strict=True))
    order = np.argsort(sent, kind="stable")
    order = order[sent[order] < DAYS * DAY_SECONDS]
    who, sent, touchpoint = who[order], sent[order], touchpoint[order]
    felt = life.felt[who, month_of(sent // DAY_SECONDS)]
    # Once in a while something goes wrong that says nothing of how things usually are.
    felt = felt - _MISHAP * (random.random(who.size) < _MISHAP_SHARE)
    return Asked(
        who=who,
        sent=sent,
        answered=_answered(life, who, sent, touchpoint, random),
        touchpoint=touchpoint,
        theme=theme[order],
        felt=felt + random.normal(0, _MOODS_OF_THE_DAY, who.size),
        quirks=random.normal(0, _QUIRK, (who.size, 5)),
        hours=hours[order],
    )


_Sent = tuple[Whole, Whole, Whole, Whole, Real]


def _after_orders(life: Life, made: Orders, random: np.random.Generator) -> _Sent:
    chosen = np.flatnonzero(random.random(made.who.size) < 0.24)
    who, day = made.who[chosen], made.day[chosen]
    theme = random.choice(6, who.size, p=_THEME_SHARES)
    is_refill = (CATEGORY[made.product[chosen]] == REFILLS) & (random.random(who.size) < 0.5)
    theme = np.where(is_refill, REFILL, theme)
    is_late = life.in_trouble(who, day) & (random.random(who.size) < 0.65)
    theme = np.where(is_late, DELIVERY, theme)
    sent = made.seconds[chosen] + random.integers(2 * DAY_SECONDS, 6 * DAY_SECONDS, who.size)
    return who, sent, np.full(who.size, AFTER_PURCHASE), theme, np.zeros(who.size)


def _after_service(service: Requests, random: np.random.Generator) -> _Sent:
    chosen = np.flatnonzero(random.random(service.who.size) < 0.65)
    who = service.who[chosen]
    theme = np.where(random.random(who.size) < 0.85, SERVICE_THEME, QUALITY)
    sent = service.resolved[chosen] + 3600
    return who, sent, np.full(who.size, AFTER_SERVICE), theme, service.hours[chosen]


def _in_months(
    made: Orders,
    months: range | tuple[int, ...],
    share: float,
    touchpoint: int,
    random: np.random.Generator,
) -> _Sent:
    """Some of those who ordered in the year before, on the tenth day of each month."""
    found = []
    for month in months:
        day = int(MONTH_STARTS[month]) + 9
        customers = np.unique(made.who[(made.day >= day - 365) & (made.day < day)])
        chosen = customers[random.random(customers.size) < share]
        sent = day * DAY_SECONDS + random.integers(9 * 3600, 20 * 3600, chosen.size)
        found.append((chosen, sent))
    who, sent = (np.concatenate(part) for part in zip(*found, strict=True))
    theme = random.choice(6, who.size, p=_THEME_SHARES)
    return who, sent, np.full(who.size, touchpoint), theme, np.zeros(who.size)


def _answered(
    life: Life, who: Whole, sent: Whole, touchpoint: Whole, random: np.random.Generator
) -> Whole:
    stayed = life.stayed[who, month_of(sent // DAY_SECONDS)]
    chance = _ANSWER_SHARES[touchpoint] * np.where(stayed, 1.0, strength("leavers_silent"))
    delay = np.minimum(random.exponential(1.3 * DAY_SECONDS, who.size), 13 * DAY_SECONDS)
    answered = sent + 60 + delay.astype(np.int64)
    is_back = (random.random(who.size) < chance) & (answered < DAYS * DAY_SECONDS)
    return np.where(is_back, answered, -1)
