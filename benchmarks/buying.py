"""How fast BG/NBD is fitted, beside the package lifetimes, in one run and to the same numbers.

    python -m benchmarks.buying

CDNOW's 23,570 customers up to 30 September 1997, and 1,000,000 simulated ones. The two fit the
same histories in turn; the best of each is told. Ours also gives the interval of each parameter.
"""

import time
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter

from metrics.buying import bg_nbd
from metrics.buying.purchases import purchase_history
from tests.published import cdnow

SIMULATED, WEEKS, TIMES = 1_000_000, 78.0, 3
DRAWN_FROM = (0.243, 4.414, 0.793, 2.426)
NAMES = ("r", "alpha", "a", "b")


def simulated(count: int, seed: int = 1) -> pd.DataFrame:
    """Histories of so many customers who buy and drop out as BG/NBD says, in whole days."""
    random = np.random.default_rng(seed)
    r, alpha, a, b = DRAWN_FROM
    age = WEEKS - random.integers(0, 85, count) / 7
    rate, leaving = random.gamma(r, 1 / alpha, count), random.beta(a, b, count)
    frequency, recency, clock = np.zeros(count), np.zeros(count), np.zeros(count)
    there = np.arange(count)
    while len(there):
        clock[there] += random.exponential(1 / np.maximum(rate[there], 1e-12))
        there = there[clock[there] <= age[there]]
        frequency[there] += 1
        recency[there] = clock[there]
        there = there[random.random(len(there)) >= leaving[there]]
    days = np.ceil(recency * 7) / 7
    return pd.DataFrame({"frequency": frequency, "recency": np.minimum(days, age), "age": age})


def by_lifetimes(history: pd.DataFrame) -> list[float]:
    """The parameters as the package finds them, unpenalised."""
    fitted = BetaGeoFitter(penalizer_coef=0.0).fit(
        history["frequency"], history["recency"], history["age"]
    )
    return [float(fitted.params_[name]) for name in NAMES]


def ours(history: pd.DataFrame) -> list[float]:
    """The parameters as we find them."""
    fitted = bg_nbd.fit(history)
    return [getattr(fitted, name) for name in NAMES]


def main() -> None:
    """Print a table of seconds and parameters."""
    print("| customers | fitted by | seconds | r | α | a | b |\n|---|---|---|---|---|---|---|")
    published = purchase_history(cdnow("master"), until=date(1997, 9, 30))
    for history in (published, simulated(SIMULATED)):
        best = {"Perennial": float("inf"), "lifetimes": float("inf")}
        found: dict[str, list[float]] = {}
        for _ in range(TIMES):
            for name, fit in (("Perennial", ours), ("lifetimes", by_lifetimes)):
                seconds, found[name] = _timed(fit, history)
                best[name] = min(best[name], seconds)
        for name, parameters in found.items():
            told = " | ".join(f"{value:.4f}" for value in parameters)
            print(f"| {len(history):,} | {name} | {best[name]:.2f} | {told} |")


def _timed(
    fit: Callable[[pd.DataFrame], list[float]], history: pd.DataFrame
) -> tuple[float, list[float]]:
    start = time.perf_counter()
    found = fit(history)
    return time.perf_counter() - start, found


if __name__ == "__main__":
    main()
