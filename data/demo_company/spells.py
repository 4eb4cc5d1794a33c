"""How subscriptions of the demo company begin, renew and end."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from data.demo_company.calendar import DAYS, Flags, Real, Whole
from data.demo_company.people import People
from data.demo_company.planted import strength

PERIOD_DAYS: Final[Real] = np.array([365.25 / 12, 365.25 / 4, 365.25])
"""From one renewal to the next: month to month, quarterly, one year."""
_PLAN_SHARES = (0.53, 0.17, 0.3)
_ENDS = np.array([0.017, 0.05, strength("contract_releases")])
_MINDED = np.array([strength("feeling_before_ending"), 0.9, 0.9])
_FAILED_PAYMENT = 0.0018
_JOINS = 0.17
_RETURNS = 0.06


@dataclass(frozen=True)
class SpellRows:
    """One entry per spell: whose, which plan, its days; `ended` is -1 where it still runs."""

    who: Whole
    plan: Whole
    started: Whole
    ended: Whole
    is_voluntary: Flags


class Spells:
    """The running subscription of each customer, if any, and the spells written down so far."""

    def __init__(self, people: People, random: np.random.Generator) -> None:
        self._people, self._random = people, random
        self._plan = np.full(people.size, -1)
        self._started = np.full(people.size, DAYS)
        self._was_there = np.zeros(people.size, dtype=np.bool_)
        self._closed: list[tuple[Whole, Whole, Whole, Whole, Flags]] = []

    @property
    def is_running(self) -> Flags:
        """Who has a subscription now."""
        return self._plan >= 0

    def month(
        self, is_there: Flags, feeling: Real, last_order: Whole, first: int, after: int
    ) -> Flags:
        """Let a month pass; who ended a subscription of their own will in it."""
        ended = self._end(feeling, first, after)
        self._start(is_there & (last_order >= 0) & ~ended, feeling, first, after)
        return ended

    def rows(self) -> SpellRows:
        """Every spell, those still running last."""
        who = np.flatnonzero(self.is_running)
        running = (who, self._plan[who], self._started[who], np.full(who.size, -1), who < 0)
        parts = [np.concatenate(part) for part in zip(*self._closed, running, strict=True)]
        order = np.argsort(parts[2], kind="stable")
        return SpellRows(*(part[order] for part in parts))

    def _end(self, feeling: Real, first: int, after: int) -> Flags:
        period = PERIOD_DAYS[self._plan]
        number = np.maximum(np.ceil((first - self._started) / period), 1)
        due = np.rint(self._started + number * period).astype(np.int64)
        comes_up = self.is_running & (due >= first) & (due < after)
        minded = np.where(self._people.is_inert, 0.15, _MINDED[self._plan])
        chance = np.minimum(_ENDS[self._plan] * np.exp(-minded * feeling), 0.9)
        fate = self._random.random(self._people.size)
        wants = comes_up & (fate < chance)
        fails = self.is_running & ~wants & (fate > 1 - _FAILED_PAYMENT) & (self._started < first)
        self._close(np.flatnonzero(wants), due, wants)
        middle = np.full(due.size, (first + after) // 2)
        self._close(np.flatnonzero(fails), middle, wants)
        return np.asarray(wants)

    def _close(self, who: Whole, day: Whole, is_voluntary: Flags) -> None:
        plan, started = self._plan[who], self._started[who]
        self._closed.append((who, plan, started, day[who], is_voluntary[who]))
        self._plan[who] = -1

    def _start(self, may: Flags, feeling: Real, first: int, after: int) -> None:
        people, random = self._people, self._random
        chance = np.where(self._was_there, _RETURNS, _JOINS) * np.exp(0.35 * feeling)
        starts = (
            may & ~people.is_business & ~self.is_running & (random.random(people.size) < chance)
        )
        who = np.flatnonzero(starts & (people.first_order < after - 3))
        opens = np.maximum(people.first_order[who] + 1, first)
        self._started[who] = random.integers(opens, after)
        self._plan[who] = random.choice(3, who.size, p=_PLAN_SHARES)
        self._was_there[who] = True
