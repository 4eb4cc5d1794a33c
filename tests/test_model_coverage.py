"""Whether what is forecast from a fitted model stays within its interval as often as promised."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.buying import bg_nbd, gamma_gamma, pareto_nbd
from metrics.buying.bg_nbd import BgNbd
from metrics.buying.gamma_gamma import GammaGamma
from metrics.buying.pareto_nbd import ParetoNbd
from metrics.contracts import sbg
from metrics.contracts.contract_value import Fitted, contract_equity, lifetime_ahead
from metrics.contracts.renewals import RenewalCohort
from metrics.contracts.sbg import Sbg
from metrics.statistics.intervals import between
from metrics.worth.equity import Equity
from metrics.worth.lifetime_value import (
    Measure,
    sum_with_interval,
    value_within,
)
from metrics.worth.valuation import Terms
from tests.test_answer_coverage import asked
from tests.test_models_buying import simulated

WORLDS = 1_000
DRAWS = 39
"""Between the lowest and the highest of 39 the next one lies 19 times in 20, as between the ends
of many more draws: what a page makes of 200 would take ten minutes here.
"""
TERMS = {"margin_share": 0.3, "rate": 0.0027}
Ends = tuple[float, float]

BUYING = BgNbd(0.8, 6, 0.8, 2.5)
"""What `simulated` draws customers from, in weeks."""

SPENDING = GammaGamma(6.0, 4.0, 15.0)
RENEWING = Sbg(1.0, 3.0)
LEAVING = ParetoNbd(0.8, 6.0, 0.8, 12.0)

COHORT = RenewalCohort(date(2020, 1, 1), "year", (1_000,), 12)
RUNNING = asked(
    pd.DataFrame({"amount": [30.0, 20.0, 12.0, 6.0, 40.0], "months": [2.0, 15.0, 30.0, 40.0, 59.0]})
)
"""Contracts that run, of which a few are old."""

KNOWN = pd.DataFrame(
    {
        "frequency": [0.0, 1.0, 4.0, 12.0],
        "recency": [0.0, 10.0, 30.0, 45.0],
        "age": [40.0, 40.0, 40.0, 50.0],
        "monetary_value": [0.0, 30.0, 25.0, 40.0],
    }
)
"""A few customers whose future is foretold in each world."""


def _ends(values: list[float]) -> Ends:
    low, high = between(values)
    return float(low), float(high)


@cache
def buyers(seed: int) -> tuple[BgNbd, GammaGamma]:
    """Both models, learned from 1,000 customers of whom some 500 came back."""
    history = simulated(1_000, seed)
    chance = np.random.default_rng(seed + WORLDS)
    count = np.maximum(history["frequency"], 1)
    scale = chance.gamma(SPENDING.q, 1 / SPENDING.gamma, len(history))
    spent = history.assign(monetary_value=chance.gamma(SPENDING.p * count, 1 / (scale * count)))
    return bg_nbd.fit(history), gamma_gamma.fit(spent)


def purchases(seed: int) -> Ends:
    """What the known customers buy in a year."""
    model, _ = buyers(seed)
    return _ends([float(m.expected_purchases(KNOWN, 52).sum()) for m in model.drawn(DRAWS)])


def values(seed: int) -> Ends:
    """What the known customers' purchases are worth, foretold from 500 others who came back."""
    chance = np.random.default_rng(seed)
    frequency = chance.integers(1, 8, 500)
    scale = chance.gamma(SPENDING.q, 1 / SPENDING.gamma, 500)
    mean = chance.gamma(SPENDING.p * frequency, 1 / (scale * frequency))
    model = gamma_gamma.fit(pd.DataFrame({"frequency": frequency, "monetary_value": mean}))
    return _ends([float(m.expected_value(KNOWN).sum()) for m in model.drawn(200)])


def within(buying: BgNbd, spending: GammaGamma) -> Measure:
    return partial(value_within, buying=buying, spending=spending, **TERMS, horizon=52, step=52)


def equity(seed: int) -> Ends:
    """What the known customers bring within a year, as the page of value sums it."""
    buying, spending = buyers(seed)
    pairs = zip(buying.drawn(DRAWS), spending.drawn(DRAWS), strict=True)
    own = within(buying, spending)
    return sum_with_interval(KNOWN, own(KNOWN), own, [within(*pair) for pair in pairs])[1:]


@cache
def renewers(seed: int) -> Fitted:
    """Learned from 1,000 who began together, over six renewals."""
    there = RENEWING.survival(np.arange(7))
    ways = np.append(-np.diff(there), there[-1])
    lost = np.random.default_rng(seed).multinomial(1_000, ways)[:-1]
    model = sbg.fit(1_000 - np.append(0, np.cumsum(lost)), RENEWING)
    return Fitted(model, model.drawn(6, DRAWS, seed))


def lifetime(seed: int) -> Ends:
    """How many renewals are still to come in the second period."""
    found = lifetime_ahead(renewers(seed), 2, 0.1)
    return found.low, found.high


def still_to_pay(fitted: Fitted) -> Equity:
    """What the contracts that run still bring, most of them young, as the page of value sums it."""
    return contract_equity(RUNNING, COHORT, fitted, Terms(52, 0.1, 0.5))


def by_contract(seed: int) -> Ends:
    found = still_to_pay(renewers(seed))
    return found.low, found.high


@cache
def leavers(seed: int) -> ParetoNbd:
    """Learned from 1,000 customers who leave at any moment; times are not rounded to days.

    A fit takes a sixth of a second, so the thousand take some three minutes, once for all cases.
    """
    chance = np.random.default_rng(seed)
    age = chance.uniform(30, 104, 1_000)
    pace = chance.gamma(LEAVING.r, 1 / LEAVING.alpha, 1_000)
    life = chance.exponential(1 / chance.gamma(LEAVING.s, 1 / LEAVING.beta, 1_000))
    there = np.minimum(life, age)
    count = chance.poisson(pace * there)
    # The last of so many purchases at moments that are all alike.
    last = there * chance.random(1_000) ** (1 / np.maximum(count, 1))
    last = np.where(count > 0, last, 0)
    columns = {"frequency": count.astype(float), "recency": last, "age": age}
    return pareto_nbd.fit(pd.DataFrame(columns))


def for_ever(seed: int) -> Ends:
    """What the known customers ever buy, discounted."""
    models = leavers(seed).drawn(DRAWS)
    return _ends([float(m.discounted_purchases(KNOWN, TERMS["rate"]).sum()) for m in models])


def parameter(model: Callable[[int], Any], name: str) -> Callable[[int], Ends]:
    """The ends that the curvature of the likelihood gives a parameter."""
    return lambda seed: model(seed).intervals[name]


FORETOLD: Mapping[str, tuple[float, Callable[[int], Ends]]] = {
    "purchases": (float(BUYING.expected_purchases(KNOWN, 52).sum()), purchases),
    "values": (float(SPENDING.expected_value(KNOWN).sum()), values),
    "equity": (float(within(BUYING, SPENDING)(KNOWN).sum()), equity),
    "lifetime": (float(RENEWING.remaining_lifetime(2, 0.1)), lifetime),
    "by contract": (still_to_pay(Fitted(RENEWING, [RENEWING])).value, by_contract),
    "for ever": (float(LEAVING.discounted_purchases(KNOWN, TERMS["rate"]).sum()), for_ever),
    **{
        f"leaving {name}": (getattr(LEAVING, name), parameter(leavers, name))
        for name in ("r", "alpha", "s", "beta")
    },
    **{
        f"buying {name}": (getattr(BUYING, name), parameter(lambda seed: buyers(seed)[0], name))
        for name in ("r", "alpha", "a", "b")
    },
    **{
        f"spending {name}": (getattr(SPENDING, name), parameter(lambda seed: buyers(seed)[1], name))
        for name in ("p", "q", "gamma")
    },
}


# One worker for all: they share the models they were fitted for.
@pytest.mark.slow
@pytest.mark.xdist_group("fitted_worlds")
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("name", FORETOLD)
def test_what_a_fitted_model_tells_holds(name: str) -> None:
    truth, ends = FORETOLD[name]
    found = np.array([ends(seed) for seed in range(WORLDS)])
    held = np.mean((found[:, 0] <= truth) & (truth <= found[:, 1]))
    assert 0.93 <= held <= 0.97
