"""What was foretold of each tenth of customers on an earlier day, against what they then spent."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.buying.purchases import insist_on_enough, purchase_history
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, factored
from metrics.worth.equity import fitted

TENTHS = 10

BUYERS_EXPECTED = 10
"""Where fewer of a tenth were expected to buy, what came has no interval. Who did buy must not
decide it: tenths that came by luck over a line would be the ones told.
"""

_SPENT = """
-- one row per customer who bought within the time foretold
select customer_id, sum(kept_amount) as spent
from customer_days where is_kept and ordered_on > $day and ordered_on <= $until
group by customer_id
"""


class ValueRecord(NamedTuple):
    """The day the forecast was made on, the weeks it was for, and one row per tenth of customers,
    the most valuable first: tenth, customers, foretold and came on average, low and high of what
    came, which are nan where fewer than 10 were expected to buy.
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
    likely = buying.purchase_probability(before, weeks)
    return ValueRecord(day, weeks, _tenths(foretold, came, likely))


def _tenths(foretold: Numbers, came: Numbers, likely: Numbers) -> pd.DataFrame:
    # Customers of equal foretold value stay in the order of their ids.
    order = np.argsort(-foretold, kind="stable")
    rows = [
        {
            "tenth": number,
            "customers": len(part),
            "foretold": float(foretold[part].mean()),
            "came": float(came[part].mean()),
            **_ends(foretold[part], came[part], float(likely[part].sum())),
        }
        for number, part in enumerate(np.array_split(order, TENTHS), 1)
    ]
    return pd.DataFrame(rows)


def _ends(foretold: Numbers, came: Numbers, expected: float) -> dict[str, float]:
    """The interval of what customers foretold so much bring: that they were foretold unlike sums
    makes their mean no less sure, and only those who bought tell how sure it is: as many as if all
    of them had spent alike (Kish's effective number).
    """
    alike = came.sum() ** 2 / max(came @ came, 1e-300)
    if expected < BUYERS_EXPECTED or alike < 2:
        return {"low": float("nan"), "high": float("nan")}
    off = came - foretold * came.sum() / foretold.sum()
    variance = off @ off / (len(came) - 1) / len(came)
    found = factored(came.mean(), variance, alike)
    return {"low": float(found.low), "high": float(found.high)}
