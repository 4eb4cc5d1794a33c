"""Whether what is forecast from a fitted model stays within its interval as often as promised."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from metrics.buying import bg_nbd, gamma_gamma
from metrics.buying.bg_nbd import BgNbd
from metrics.buying.gamma_gamma import GammaGamma
from metrics.contracts import sbg
from metrics.contracts.sbg import Sbg
from metrics.statistics.intervals import between
from tests.test_models_buying import simulated

WORLDS = 1_000
Ends = tuple[float, float]

BUYING = BgNbd(0.8, 6, 0.8, 2.5)
"""What `simulated` draws customers from, in weeks."""

SPENDING = GammaGamma(6.0, 4.0, 15.0)
RENEWING = Sbg(1.0, 3.0)

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


def purchases(seed: int) -> Ends:
    """What the known customers buy in a year, foretold from 1,000 others."""
    model = bg_nbd.fit(simulated(1_000, seed))
    return _ends([float(m.expected_purchases(KNOWN, 52).sum()) for m in model.drawn(200)])


def values(seed: int) -> Ends:
    """What the known customers' purchases are worth, foretold from 500 others who came back."""
    chance = np.random.default_rng(seed)
    frequency = chance.integers(1, 8, 500)
    scale = chance.gamma(SPENDING.q, 1 / SPENDING.gamma, 500)
    mean = chance.gamma(SPENDING.p * frequency, 1 / (scale * frequency))
    model = gamma_gamma.fit(pd.DataFrame({"frequency": frequency, "monetary_value": mean}))
    return _ends([float(m.expected_value(KNOWN).sum()) for m in model.drawn(200)])


def lifetime(seed: int) -> Ends:
    """How many renewals are still to come, foretold from 1,000 others over six renewals."""
    there = RENEWING.survival(np.arange(7))
    ways = np.append(-np.diff(there), there[-1])
    lost = np.random.default_rng(seed).multinomial(1_000, ways)[:-1]
    model = sbg.fit(1_000 - np.append(0, np.cumsum(lost)), RENEWING)
    return _ends([float(m.remaining_lifetime(2, 0.1)) for m in model.drawn(6, 100)])


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize(
    ("foretold", "truth"),
    [
        (purchases, float(BUYING.expected_purchases(KNOWN, 52).sum())),
        (values, float(SPENDING.expected_value(KNOWN).sum())),
        (lifetime, float(RENEWING.remaining_lifetime(2, 0.1))),
    ],
)
def test_a_forecasts_interval_holds(foretold: Callable[[int], Ends], truth: float) -> None:
    found = np.array([foretold(seed) for seed in range(WORLDS)])
    held = np.mean((found[:, 0] <= truth) & (truth <= found[:, 1]))
    assert 0.93 <= held <= 0.97
