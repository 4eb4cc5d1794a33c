"""How the customers of the demo company live with it, month after month."""

from dataclasses import dataclass, field

import numpy as np

from data.demo_company.calendar import (
    DAYS,
    MONTH_STARTS,
    MONTHS,
    Flags,
    Real,
    Whole,
    busy_between,
    day_of,
    days_between,
)
from data.demo_company.people import SERVICE, People
from data.demo_company.planted import PLANTED, SOUTH, strength
from data.demo_company.spells import Spells

_SLOW_HOURS = 12.0
_FIRST_ORDER_COUNTS = 6
_WARNINGS_PER_MONTH = 31
_FIRST_WARNING_MONTH = 7
_TROUBLE_FROM = next(
    day_of(fact.since) for fact in PLANTED if fact.name == "south_in_trouble" and fact.since
)


@dataclass
class Log:
    """Things that happened: whose, and on which day; further facts beside them."""

    who: list[Whole] = field(default_factory=list)
    day: list[Whole] = field(default_factory=list)
    fact: list[Real] = field(default_factory=list)

    def add(self, who: Whole, day: Whole, fact: Real | None = None) -> None:
        """Write down what happened to these customers."""
        self.who.append(who)
        self.day.append(day)
        self.fact.append(np.zeros(who.size) if fact is None else fact)

    def whole(self) -> tuple[Whole, Whole, Real]:
        """Everything written down, in the order of the days: who, day, fact."""
        who, day = np.concatenate(self.who), np.concatenate(self.day)
        fact = np.concatenate(self.fact)
        order = np.argsort(day, kind="stable")
        return who[order], day[order], fact[order]


class Life:
    """Three years of orders, requests for service, feelings, spells and departures.

    `felt` and `stayed` have one row per customer and one column per month: satisfaction (0 is the
    company's usual), and whether the customer was still there at its end. The fact of a request
    is the hours it waited; that of a warning is 1 where the customer was contacted.
    """

    def __init__(self, people: People, random: np.random.Generator) -> None:
        self.people, self.random = people, random
        self.orders, self.requests, self.warnings = Log(), Log(), Log()
        self.spells = Spells(people, random)
        self.felt = np.zeros((people.size, MONTHS))
        self.stayed = np.zeros((people.size, MONTHS), dtype=np.bool_)
        self._all = np.arange(people.size)
        self._is_there = ~people.is_prospect
        self._feeling = people.mood.copy()
        self._last_order = np.full(people.size, -1)
        self._warned = np.full(people.size, -DAYS)
        for month in range(MONTHS):
            self._live(month, int(MONTH_STARTS[month]), int(MONTH_STARTS[month + 1]))

    def _live(self, month: int, first: int, after: int) -> None:
        if month >= _FIRST_WARNING_MONTH:
            self._warn(first, after)
        bought = self._buy(first, after)
        slow = self._ask(bought, first, after)
        self._feel(bought, slow, first)
        ended = self.spells.month(self._is_there, self._feeling, self._last_order, first, after)
        self._leave(bought, ended)
        self.felt[:, month], self.stayed[:, month] = self._feeling, self._is_there

    def _buy(self, first: int, after: int) -> Whole:
        people, random = self.people, self.random
        is_new = (people.first_order >= first) & (people.first_order < after)
        new = np.flatnonzero(is_new)
        # Many try once and never come back: they leave before they could order again.
        self._is_there &= ~(
            is_new & (random.random(people.size) < self._chance(_FIRST_ORDER_COUNTS))
        )
        opens = np.maximum(people.first_order + 1, first)
        keen = people.rate * np.where(self.spells.is_running, 1.15, 1.0) / 30.4
        count = random.poisson(keen * busy_between(np.minimum(opens, after), after))
        count = np.where(self._is_there & (opens < after), count, 0)
        who = np.repeat(self._all, count)
        day = days_between(random, opens[who], after)
        self._order(np.concatenate([new, who]), np.concatenate([people.first_order[new], day]))
        return np.asarray(count, dtype=np.int64)

    def _order(self, who: Whole, day: Whole) -> None:
        self.orders.add(who, day)
        np.maximum.at(self._last_order, who, day)

    def in_trouble(self, who: Whole, day: Whole | int) -> Flags:
        """Whose warehouse had trouble that day."""
        return np.asarray((self.people.region[who] == SOUTH.number) & (day >= _TROUBLE_FROM))

    def _ask(self, bought: Whole, first: int, after: int) -> Flags:
        people, random = self.people, self.random
        trouble = self.in_trouble(self._all, first)
        has_come = self._is_there & (people.first_order >= 0) & (people.first_order < after)
        often = (0.2 * has_come + 0.02 * bought + 0.25 * bought * trouble) * np.where(
            people.style == SERVICE, strength("service_first_asks"), 1.0
        )
        who = np.repeat(self._all, random.poisson(often))
        opens = np.maximum(people.first_order[who], first)
        day = random.integers(opens, after)
        crowd = busy_between(np.array([first]), after)[0] / (after - first)
        hours = np.exp(random.normal(1.0, 1.05, who.size)) * crowd**1.3
        hours *= np.where(trouble[who], strength("south_waits"), 1.0)
        self.requests.add(who, day, hours)
        return np.bincount(who[hours > _SLOW_HOURS], minlength=people.size) > 0

    def _feel(self, bought: Whole, slow: Flags, first: int) -> None:
        people = self.people
        minded = np.where(people.style == SERVICE, strength("slow_service_minded"), 1.0)
        hurt = strength("slow_service") * minded * slow
        hurt += strength("south_in_trouble") * (self.in_trouble(self._all, first) & (bought > 0))
        drift = 0.13 * (people.mood - self._feeling) + self.random.normal(0, 0.17, people.size)
        # Who has left keeps the feeling with which it happened.
        felt = np.clip(self._feeling + drift - hurt, -3.0, 2.0)
        self._feeling = np.where(self._is_there, felt, self._feeling)

    def _leave(self, bought: Whole, ended: Flags) -> None:
        chance = self._chance(bought) + 0.008 * self._push * ~self.people.is_business
        chance = np.where(self.spells.is_running, 0.6 * chance, chance)
        chance = np.where(ended, 0.5, chance)
        is_gone = (self._last_order >= 0) & (self.random.random(self.people.size) < chance)
        self._is_there &= ~is_gone

    def _chance(self, orders: Whole | int) -> Real:
        return np.asarray(1 - (1 - np.minimum(self.people.fickleness * self._push, 0.95)) ** orders)

    @property
    def _push(self) -> Real:
        hides, shows = strength("inertia_hides_feeling"), strength("feeling_before_leaving")
        return np.asarray(np.exp(-np.where(self.people.is_inert, hides, shows) * self._feeling))

    def _warn(self, first: int, after: int) -> None:
        silence = first - self._last_order
        is_quiet = (self._last_order >= 0) & (silence > 75) & (silence < 260)
        quiet = np.flatnonzero(is_quiet & ~self.people.is_business & (self._warned < first - 300))
        who = self.random.permutation(quiet)[:_WARNINGS_PER_MONTH]
        day = self.random.integers(first, after, who.size)
        is_contacted = self.random.random(who.size) < 0.5
        self._warned[who] = day
        self.warnings.add(who, day, is_contacted.astype(float))
        comes = is_contacted & (self.random.random(who.size) < strength("winning_back_works"))
        back = day + self.random.integers(4, 45, who.size)
        back, who = back[comes & (back < DAYS)], who[comes & (back < DAYS)]
        self._is_there[who] = True
        self._order(who, back)
