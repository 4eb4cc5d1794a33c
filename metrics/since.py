"""What customers did after a day: what a forecast or a score of that day is held against."""

from datetime import date

import pandas as pd

from metrics.scope import Scope


def done_since(scope: Scope, day: date) -> pd.DataFrame:
    """One row per customer with orders or returns after the day, up to the scope's own:
    customer_id, has_ordered, net_spend.
    """
    return scope.frame(
        """-- one row per customer
select customer_id, bool_or(is_kept) as has_ordered, sum(net_amount) as net_spend
from customer_days where ordered_on > $day group by customer_id""",
        day=day,
    )
