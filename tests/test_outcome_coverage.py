"""Whether what waits, lifts and differences tell holds, a thousand worlds long."""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pandas as pd
import pytest

from metrics.campaigns import uplift
from metrics.campaigns.age_response import _slope
from metrics.campaigns.uplift import Targeting
from metrics.segments.traits import CUSTOMERS_NEEDED
from metrics.service.waits import FEWEST, quantiles
from metrics.statistics.intervals import difference_interval, wilson
from metrics.statistics.lifts import lift

WORLDS = 1_000
MANY = 200_000
"""Rows of the one world that tells the truth, to within a fortieth of an interval."""

Chance = np.random.Generator
Found = tuple[float, float, float]
"""The value with its low and high end."""


def lift_of_a_trait(chance: Chance, known: int) -> Found:
    """A segment of one in eight, in which a trait of every tenth is twice as often."""
    here = chance.random(known) < 1 / 8
    has = chance.random(known) < np.where(here, 0.3, 0.15)
    found = lift((here & has).sum(), here.sum(), has.sum(), known)
    return float(found.value), float(found.low), float(found.high)


def waited(share: float) -> Callable[[Chance, int], Found]:
    """Requests of customers who write once or often and wait alike; some wait to this day."""

    def found(chance: Chance, requests: int) -> Found:
        times = 1 + chance.poisson(0.5, requests)
        who = np.repeat(np.arange(requests), times)[:requests]
        slow = chance.normal(0, 0.7, requests)[who]
        hours = np.exp(1.5 + slow + chance.normal(0, 1, requests))
        watched = chance.uniform(0, 720, requests)
        rows = {"customer_id": who, "hours": np.minimum(hours, watched)}
        row = quantiles(pd.DataFrame(rows | {"is_ended": hours <= watched}), (share,)).iloc[0]
        high = np.inf if np.isnan(row["high"]) else row["high"]
        return row["hours"], row["low"], high

    return found


def difference(chance: Chance, base: int) -> Found:
    """Of a rare share of few, less a usual one of many."""
    told: list[dict[str, float]] = []
    for share, count in ((0.06, base), (0.2, 3 * base)):
        value = chance.binomial(count, share) / count
        ends = wilson(value, count)
        told.append({"value": value, "low": float(ends.low), "high": float(ends.high)})
    found = difference_interval(*told)
    return told[0]["value"] - told[1]["value"], float(found.low), float(found.high)


def slope_by_age(chance: Chance, messages: int) -> Found:
    """Of six bands of age the older answer more, from one in fifty to two in five."""
    bases = np.array([0.5, 1.5, 1.2, 0.8, 1, 1]) * messages
    share = chance.binomial(bases.astype(int), [0.02, 0.05, 0.1, 0.2, 0.3, 0.4]) / bases.astype(int)
    found = _slope(pd.DataFrame({"value": share, "own": bases, "place": range(6)}))
    return found["slope"], found["low"], found["high"]


ANSWERS: Mapping[str, tuple[int, Callable[[Chance, int], Found]]] = {
    "lift": (8 * CUSTOMERS_NEEDED, lift_of_a_trait),
    "median wait": (FEWEST, waited(0.5)),
    "wait of nine in ten": (150, waited(0.9)),
    "difference of shares": (30, difference),
    "slope by age": (30, slope_by_age),
}


@cache
def truth(name: str) -> float:
    """What one world of very many tells."""
    return ANSWERS[name][1](np.random.default_rng(3), MANY)[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS)
def test_what_comes_of_it_holds(name: str) -> None:
    base, answer = ANSWERS[name]
    chance = np.random.default_rng(11)
    found = np.array([answer(chance, base) for _ in range(WORLDS)])
    assert 0.93 <= np.mean((found[:, 1] <= truth(name)) & (truth(name) <= found[:, 2])) <= 0.97


def campaign(chance: Chance, customers: int) -> Targeting:
    """The best in a known order buy half as often again when they are written to."""
    is_treated = chance.random(customers) < 0.5
    place = np.linspace(1, 0, customers)
    did = chance.random(customers) < 0.2 + 0.1 * place * is_treated
    return uplift._told(did.astype(float), is_treated)


@pytest.mark.slow
def test_what_aiming_a_campaign_brings_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """From a thousand customers on there are the hundred of each group who did it."""
    # A curve of a hundred steps tells as much as one of a thousand, in a tenth of the time.
    monkeypatch.setattr(uplift, "_MOST_STEPS", 100)
    whole, chance = campaign(np.random.default_rng(3), MANY), np.random.default_rng(11)
    found = [campaign(chance, 1000) for _ in range(WORLDS)]
    held = [one.low <= whole.qini <= one.high for one in found]
    assert 0.93 <= np.mean(held) <= 0.97
    held = [one.top_low <= whole.top_effect <= one.top_high for one in found]
    assert 0.93 <= np.mean(held) <= 0.97
