"""Whether the intervals of value hold what they promise, where what customers do is known."""

import numpy as np
import pytest

from metrics.buying import bg_nbd, gamma_gamma
from metrics.buying.bg_nbd import BgNbd
from metrics.buying.gamma_gamma import GammaGamma
from metrics.worth.valuation import Terms
from metrics.worth.value_backtest import _tenths
from metrics.worth.value_ranges import value_ranges
from tests.simulated_buyers import followed

WORLDS = 1_000
WEEKS = 52

OFTEN = BgNbd(0.8, 6, 0.8, 2.5), GammaGamma(6, 4, 15)
SELDOM = BgNbd(0.243, 4.414, 0.793, 2.426), GammaGamma(6.25, 3.74, 15.44)
"""As CDNOW's customers: nine of ten hardly ever come again."""


@pytest.mark.slow
@pytest.mark.parametrize("customers", [300, 1_000])
@pytest.mark.parametrize("models", [OFTEN, SELDOM], ids=["often", "seldom"])
def test_what_came_of_a_tenth_has_an_interval_that_holds_wherever_it_has_one(
    models: tuple[BgNbd, GammaGamma], customers: int
) -> None:
    buying, spending = models
    chance = np.random.default_rng(7)
    age = chance.uniform(35, 104, WORLDS * customers)
    before, came = followed(age, WEEKS, *models, chance)
    foretold = spending.expected_value(before) * buying.expected_purchases(before, WEEKS)
    likely = buying.purchase_probability(before, WEEKS)
    worlds = (np.reshape(part, (WORLDS, customers)) for part in (foretold, came, likely))
    held = []
    for world in zip(*worlds, strict=True):
        told = _tenths(*world).dropna(subset=["low", "high"])
        held += told["foretold"].between(told["low"], told["high"]).tolist()
    assert len(held) >= WORLDS
    assert 0.93 <= np.mean(held) <= 0.97


@pytest.mark.slow
def test_what_the_best_customers_bring_lies_in_the_range_foretold_from_learned_models() -> None:
    held = []
    for seed in range(WORLDS // 20):
        chance = np.random.default_rng(seed)
        history, came = followed(chance.uniform(35, 104, 1_000), WEEKS, *OFTEN, chance)
        buying, spending = bg_nbd.fit(history), gamma_gamma.fit(history)
        bought = buying.expected_purchases(history, WEEKS)
        best = np.argsort(-bought * spending.expected_value(history))[:20]
        terms = Terms(WEEKS, discount=0.0)
        ranges = value_ranges(history.iloc[best], buying, spending, terms, seed)
        held += ((ranges["low"] <= came[best]) & (came[best] <= ranges["high"])).tolist()
    assert len(held) == WORLDS
    assert 0.93 <= np.mean(held) <= 0.97
