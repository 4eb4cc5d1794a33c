"""Whether answers made of one world's rows hold what they promise, a thousand worlds long."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd
import pytest

from metrics.contracts.contract_hazards import hazard_by_age
from metrics.scope import Scope
from metrics.statistics.odds import odds_ratios
from metrics.worth.delivered_value import BENEFITS, COSTS, delivered_value

WORLDS = 1_000
MANY = 300_000
"""Customers of the one world that tells the truth, to within a fortieth of an interval."""

DAYS_A_MONTH = 365.25 / 12
Chance = np.random.Generator
Found = tuple[float, float, float]
"""The value with its low and high end."""


class _Rows(NamedTuple):
    """A scope that answers whatever it is asked with these rows."""

    rows: pd.DataFrame

    def frame(self, *_: Any, **__: Any) -> pd.DataFrame:
        return self.rows


def asked(rows: pd.DataFrame) -> Scope:
    return cast(Scope, _Rows(rows))


def of_leaving(chance: Chance, customers: int) -> pd.DataFrame:
    """Months of customers who leave at rates of their own, watched for up to 40, on whole days."""
    lasting = chance.exponential(1 / chance.gamma(0.8, 1 / 12, customers))
    watched = chance.uniform(0, 40, customers)
    left = np.ceil(lasting * DAYS_A_MONTH) / DAYS_A_MONTH
    seen = np.floor(watched * DAYS_A_MONTH) / DAYS_A_MONTH
    rows = {"customer_id": np.arange(customers), "months": np.minimum(left, seen)}
    return pd.DataFrame(rows | {"is_ended": left <= seen})


def hazard_in(month: int) -> Callable[[Chance, int], Found]:
    def found(chance: Chance, customers: int) -> Found:
        row = hazard_by_age(asked(of_leaving(chance, customers))).set_index("month").loc[month]
        return row["hazard"], row["low"], row["high"]

    return found


def odds(chance: Chance, customers: int) -> Found:
    """Four landmarks of each customer, whose leaning and whose flag mostly stay what they are."""
    who = np.repeat(np.arange(customers), 4)
    leaning = chance.normal(0, 1.5, customers)[who]
    own = (chance.random(customers) < 0.4)[who]
    flag = np.where(chance.random(len(who)) < 0.7, own, chance.random(len(who)) < 0.4)
    left = chance.random(len(who)) < 1 / (1 + np.exp(2 - 0.8 * flag - leaning))
    rows = pd.DataFrame({"flag": flag.astype(float)})
    row = odds_ratios(rows, left.astype(float), pd.Series(who)).iloc[0]
    return row["ratio"], row["low"], row["high"]


def delivered(chance: Chance, customers: int) -> Found:
    """Marks of 1 to 5 for eight parts; who likes what they get finds it costs them less."""
    leaning = chance.normal(0, 0.13, customers)
    parts = []
    for part in (*BENEFITS, *COSTS):
        felt = 0.6 + (leaning if part in BENEFITS else -leaning) + chance.normal(0, 0.15, customers)
        rating = 25 * np.round(4 * felt).clip(0, 4)
        rows = {"customer_id": np.arange(customers), "name": part, "rating": rating}
        parts.append(pd.DataFrame(rows))
    net = delivered_value(asked(pd.concat(parts))).net
    assert net is not None
    return net["value"], net["low"], net["high"]


ANSWERS: Mapping[str, tuple[int, Callable[[Chance, int], Found]]] = {
    "hazard of the first month": (200, hazard_in(1)),
    "hazard of the sixth month": (200, hazard_in(6)),
    "odds ratio": (100, odds),
    "delivered value": (50, delivered),
}


@cache
def truth(name: str) -> float:
    """What one world of very many tells."""
    return ANSWERS[name][1](np.random.default_rng(3), MANY)[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answers_interval_holds(name: str) -> None:
    customers, answer = ANSWERS[name]
    chance = np.random.default_rng(11)
    found = np.array([answer(chance, customers) for _ in range(WORLDS)])
    assert 0.93 <= np.mean((found[:, 1] <= truth(name)) & (truth(name) <= found[:, 2])) <= 0.97
