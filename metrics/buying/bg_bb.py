"""Who will give, come or order again where there is one occasion per period: the BG/BB model.

At each occasion customers take part at their own steady chance, and may drop out before the next;
both chances are beta distributed (Fader, Hardie & Shang 2010, Marketing Science 29(6)).
"""

from dataclasses import dataclass, field
from math import nan

import numpy as np
import pandas as pd
from scipy.special import betaln, logsumexp

from metrics.refusals import insist
from metrics.statistics.intervals import Numbers
from metrics.statistics.likelihood import Intervals, peak, with_differences

CUSTOMERS_NEEDED = 300
REPEATERS_NEEDED = 100


@dataclass(frozen=True)
class BgBb:
    """A fitted model; time is counted in occasions."""

    alpha: float
    beta: float
    gamma: float
    delta: float
    log_likelihood: float = nan
    customers: int = 0
    intervals: Intervals = field(default_factory=dict)

    def purchase_probability(self, history: pd.DataFrame, occasions: int) -> Numbers:
        """How likely each customer takes part in any of the next occasions: 1 − L(n + H) / L(n)."""
        now = self.log_likelihoods(history)
        later = self.log_likelihoods(history.assign(occasions=history["occasions"] + occasions))
        return np.abs(np.expm1(np.minimum(later - now, 0)))

    def alive_probability(self, history: pd.DataFrame) -> Numbers:
        """How likely each customer will still be there at the next occasion."""
        x, _, n = _arrays(history)
        staying = self._log_taking_part(x, n) + betaln(self.gamma, self.delta + n + 1)
        staying -= betaln(self.gamma, self.delta)
        return np.asarray(np.exp(staying - self.log_likelihoods(history)))

    def log_likelihoods(self, history: pd.DataFrame) -> Numbers:
        """The log-likelihood of each history, summed over when the customer may have left."""
        x, last, n = _arrays(history)
        # One column per number of occasions lived through after the last one taken part in.
        after = np.arange(int((n - last).max(initial=0)) + 1)
        lived = last[:, None] + after
        left = self._log_taking_part(x[:, None], lived)
        left += betaln(self.gamma + 1, self.delta + lived) - betaln(self.gamma, self.delta)
        left[lived >= n[:, None]] = -np.inf
        staying = betaln(self.gamma, self.delta + n) - betaln(self.gamma, self.delta)
        there = self._log_taking_part(x, n) + staying
        return np.asarray(logsumexp(np.column_stack([there, left]), axis=1))

    def _log_taking_part(self, frequency: Numbers, lived: Numbers) -> Numbers:
        chance = betaln(self.alpha + frequency, self.beta + lived - frequency)
        return np.asarray(chance - betaln(self.alpha, self.beta))


def fit(history: pd.DataFrame) -> BgBb:
    """The most likely model of these histories; TooFewError below 300 customers, 100 repeaters.

    A row holds frequency (occasions taken part in after the first), recency (the last of them, 0
    for none), occasions (how many there were) and, where it stands for several, customers.
    """
    counted = history.assign(customers=history.get("customers", 1.0))
    columns = ["frequency", "recency", "occasions"]
    counted = counted.groupby(columns, as_index=False)["customers"].sum()
    customers = counted["customers"].to_numpy(float)
    insist(CUSTOMERS_NEEDED, int(customers.sum()), "customers")
    came_back = int(customers[counted["frequency"] > 0].sum())
    insist(REPEATERS_NEEDED, came_back, "repeat_customers")

    def height(parameters: Numbers) -> float:
        alpha, beta, gamma, delta = parameters.tolist()
        return float(customers @ BgBb(alpha, beta, gamma, delta).log_likelihoods(counted))

    top = peak(with_differences(height), np.ones(4), customers.sum())
    alpha, beta, gamma, delta = top.parameters.tolist()
    found = top.intervals("alpha", "beta", "gamma", "delta")
    return BgBb(alpha, beta, gamma, delta, top.log_likelihood, int(customers.sum()), found)


def _arrays(history: pd.DataFrame) -> tuple[Numbers, Numbers, Numbers]:
    frequency, recency, occasions = (
        history[name].to_numpy(float) for name in ("frequency", "recency", "occasions")
    )
    return frequency, recency, occasions
