"""Who buys less than they themselves used to: a reason to ask, never a rank.

On CDNOW it ranks those who go silent worse than days since the last order do (AUC .62 and .68).
"""

import numpy as np
import pandas as pd
from scipy import stats

from metrics.scope import Scope
from metrics.statistics.intervals import Numbers

ORDERS_NEEDED = 3
FALSE_ALARMS = 0.05
"""Of the alarms raised, this share is expected to be false (Benjamini & Hochberg 1995)."""

_COUNTS = """
-- one row per customer with enough orders before the last window
select customer_id,
  count(*) filter (where ordered_on > $as_of - interval ($window) day) as lately,
  count(*) filter (where ordered_on <= $as_of - interval ($window) day) as before,
  date_diff('day', min(ordered_on), cast($as_of as date) - cast($window as integer)) / $window
    as windows
from customer_days where is_kept group by customer_id
having count(*) filter (where ordered_on <= $as_of - interval ($window) day) >= $needed
order by customer_id
"""


def own_baseline(scope: Scope, window: int) -> pd.DataFrame:
    """One row per customer with three orders before the last `window` days: customer_id, lately,
    usual (orders expected in a window by their own habit), tail and is_alarm.

    A customer's own rate is drawn towards everybody's, as a few orders tell little; `tail` is the
    chance of so few orders, or fewer, if nothing had changed.
    """
    counts = scope.frame(_COUNTS, window=window, needed=ORDERS_NEEDED)
    if counts.empty:
        return counts.assign(usual=0.0, tail=1.0, is_alarm=False)
    # A customer who has just begun has been here for a window at least, or no rate is to be had.
    exposure = np.maximum(counts["windows"].to_numpy(float), 1.0)
    before = counts["before"].to_numpy(float)
    shape, scale = _shared(before, exposure)
    own_shape, own_scale = shape + before, scale + exposure
    tail = stats.nbinom.cdf(counts["lately"], own_shape, own_scale / (own_scale + 1))
    told = counts[["customer_id", "lately"]].assign(usual=own_shape / own_scale, tail=tail)
    return told.assign(is_alarm=stats.false_discovery_control(tail) <= FALSE_ALARMS)


def _shared(before: Numbers, exposure: Numbers) -> tuple[float, float]:
    """The gamma distribution of everybody's rates, by its moments."""
    rates = before / exposure
    mean = float(before.sum() / exposure.sum())
    # What Poisson counts vary by anyway is no difference between customers.
    spread = max(float(np.var(rates) - np.mean(mean / exposure)), 0.05 * mean**2)
    return mean**2 / spread, mean / spread
