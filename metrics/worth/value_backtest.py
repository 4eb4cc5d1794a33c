"""What was foretold of each tenth of customers on an earlier day, against what they then spent."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.buying.purchases import insist_on_enough, purchase_history
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, student
from metrics.worth.equity import fitted

TENTHS = 10

_SPENT = """
-- one row per customer who bought within the time foretold
select customer_id, sum(kept_amount) as spent
from customer_days where is_kept and ordered_on > $day and ordered_on <= $until
group by customer_id
"""


class ValueRecord(NamedTuple):
    """The day the forecast was made on, the weeks it was for, and one row per tenth of customers,
    the most valuable first: tenth, customers, foretold and came on average, low and high of what
    came.
    """

    day: date
    weeks: int
    tenths: pd.DataFrame

    @property
    def ratio(self) -> float:
        """All that came over all that was foretold."""
        weight = self.tenths["customers"]
        foretold = float((self.tenths["foretold"] * weight).sum())
        return float((self.tenths["came"] * weight).sum()) / foretold


def value_record(scope: Scope, weeks: int) -> ValueRecord:
    """The forecast of money spent, undiscounted, as it would have been made `weeks` ago; on fewer
    where that leaves less than half of the history to learn from.

    TooFewError where there were too few customers by then.
    """
    history = purchase_history(scope)
    insist_on_enough(history)
    span = int(history["age"].max())
    weeks = max(min(weeks, span // 2), 1)
    day = scope.as_of - timedelta(weeks=weeks)
    before = purchase_history(scope, until=day)
    buying, spending = fitted(before)
    foretold = spending.expected_value(before) * buying.expected_purchases(before, weeks)
    spent = scope.frame(_SPENT, day=day, until=scope.as_of).set_index("customer_id")["spent"]
    came = spent.reindex(before["customer_id"]).fillna(0).to_numpy(float)
    return ValueRecord(day, weeks, _tenths(foretold, came))


def _tenths(foretold: Numbers, came: Numbers) -> pd.DataFrame:
    # Customers of equal foretold value stay in the order of their ids.
    order = np.argsort(-foretold, kind="stable")
    parts = np.array_split(order, TENTHS)
    rows = pd.DataFrame(
        {
            "tenth": range(1, TENTHS + 1),
            "customers": [len(part) for part in parts],
            "foretold": [float(foretold[part].mean()) for part in parts],
            "came": [float(came[part].mean()) for part in parts],
        }
    )
    variance = [float(came[part].var(ddof=1)) / len(part) for part in parts]
    low, high = student(rows["came"], variance, rows["customers"])
    return rows.assign(low=np.maximum(low, 0), high=high)
