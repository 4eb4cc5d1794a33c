"""What customers have brought in so far: the money they paid, and what was left of it."""

from metrics.indicator import Indicator

# Orders that were sent back were no gain; what was booked below 0 was taken off.
_BROUGHT = """
select customer_id, cast(null as date) as happened_on,
  sum(case when is_returned and amount > 0 then 0 else amount end) as amount,
  sum(case when is_returned and amount > 0 and margin is not null then 0 else margin end)
    as margin
from orders group by customer_id
"""

_READS = ("orders.customer_id", "orders.amount")

# Sums up to a day only ever grow with time, so that growing is neither good nor bad.
VALUE = (
    Indicator(
        "historic_revenue",
        _BROUGHT,
        "amount",
        "money",
        "skewed",
        _READS,
        higher_is_better=None,
        is_of_period=False,
    ),
    Indicator(
        "historic_margin",
        _BROUGHT,
        "margin",
        "money",
        "skewed",
        (*_READS, "orders.margin"),
        higher_is_better=None,
        is_of_period=False,
    ),
)
