"""When each customer bought: the counts and times that every model of buying reads."""

import math
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers

Unit = Literal["day", "week", "month"]

DAYS: dict[Unit, float] = {"day": 1.0, "week": 7.0, "month": 365.25 / 12}

CUSTOMERS_NEEDED = 300
REPEATERS_NEEDED = 100
"""With 100 customers a fifth of the fits degenerate; with 300 predictions err by 9 %."""

HISTORY = """
with purchase_days as (
  -- one row per customer and day on which they bought; refunds are no purchases
  select customer_id, ordered_on as bought_on, kept_amount as day_value
  from customer_days where is_kept and ordered_on <= $until
),
placed as (
  -- one row per customer and day, which knows the customer's first day
  select customer_id, bought_on, day_value,
    min(bought_on) over (partition by customer_id) as first_on
  from purchase_days
)
-- one row per customer who ever bought
select customer_id, first_on, max(bought_on) as last_on,
  cast(count(*) - 1 as integer) as frequency,
  date_diff('day', first_on, max(bought_on)) / $unit_days as recency,
  date_diff('day', first_on, cast($until as date)) / $unit_days as age,
  avg(case when bought_on > first_on then day_value end) as monetary_value
from placed
group by customer_id, first_on
order by customer_id
"""


class Patterns(NamedTuple):
    """Histories that are alike, counted: one entry per distinct (frequency, recency, age)."""

    frequency: Numbers
    recency: Numbers
    age: Numbers
    customers: Numbers

    @property
    def scale(self) -> float:
        """What makes the highest age 10, so that a fit's parameters are all of one size."""
        return 10.0 / max(float(self.age.max()), 1e-9)

    @property
    def scaled(self) -> "Patterns":
        """The same with times multiplied by `scale`."""
        return self._replace(recency=self.recency * self.scale, age=self.age * self.scale)

    def unscaled(self, log_likelihood: float) -> float:
        """The log-likelihood in the history's own time: every purchase is a density per time."""
        return log_likelihood + float(self.frequency @ self.customers * np.log(self.scale))


def purchase_history(scope: Scope, unit: Unit = "week", until: date | None = None) -> pd.DataFrame:
    """One row per customer who bought: frequency, recency, age, monetary_value.

    Orders of one day are one purchase. `frequency` counts the days after the first, `recency`
    runs from the first to the last, `age` from the first to `until` (the as-of day), both in
    `unit`; `monetary_value` is the mean value of the days after the first, null without any.
    """
    return scope.frame(HISTORY, until=until or scope.as_of, unit_days=DAYS[unit])


def insist_on_enough(history: pd.DataFrame) -> None:
    """Raise TooFewError where too few customers, or too few who came back, would be fitted."""
    insist(CUSTOMERS_NEEDED, len(history), "customers")
    insist(REPEATERS_NEEDED, int((history["frequency"] > 0).sum()), "repeat_customers")


def insist_on_span(history: pd.DataFrame) -> None:
    """Raise TooFewError unless the history, in weeks, spans a year or three usual gaps."""
    again = history[history["frequency"] > 0]
    gap = float((again["recency"] / again["frequency"]).median()) if len(again) else math.inf
    insist(math.ceil(min(52.0, 3 * gap)), int(history["age"].max()), "weeks")


def patterns(history: pd.DataFrame) -> Patterns:
    """The distinct histories and how many customers share each, whatever the rows' order."""
    _, first, count = np.unique(_keys(history), return_index=True, return_counts=True)
    frequency, recency, age = (column[first] for column in arrays(history))
    return Patterns(frequency, recency, age, count.astype(float))


def for_each_history(history: pd.DataFrame, measure: Callable[[pd.DataFrame], Numbers]) -> Numbers:
    """What `measure` says of each customer, those whose histories are alike asked about once."""
    _, first, back = np.unique(_keys(history), return_index=True, return_inverse=True)
    return np.asarray(measure(history.iloc[first])[back])


def _keys(history: pd.DataFrame) -> NDArray[np.int64]:
    """One whole number per history: sorting rows of three numbers takes twenty times longer."""
    key = np.zeros(len(history), np.int64)
    for column in arrays(history):
        codes, values = pd.factorize(column, sort=True)
        key = key * len(values) + codes
    return key


def arrays(history: pd.DataFrame) -> tuple[Numbers, Numbers, Numbers]:
    """Frequency, recency and age as numbers."""
    frequency, recency, age = (
        history[name].to_numpy(float) for name in ("frequency", "recency", "age")
    )
    return frequency, recency, age
