"""Who is due to buy: when what was bought last will have run out, by each customer's own pace.

The rice merchant's notebook: how much a household uses, when it last bought, and so when to call.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers

Way = Literal["quantity", "gap"]

ORDER_DAYS_NEEDED = 4
"""Three gaps: two to learn a pace from, one to try it on."""
CUSTOMERS_NEEDED = 50

BANDS = ("long_overdue", "overdue", "week", "month", "later")

# Everybody's pace counts as one gap of a customer's own, as few gaps tell little.
_PACES = """
with bought as (
  -- one row per customer and day with an order that was kept
  select customer_id, cast(ordered_at as date) as ordered_on, sum(quantity) as quantity
  from orders
  where ordered_at is not null and is_returned is not true and coalesce(amount, 0) >= 0
  group by customer_id, cast(ordered_at as date)
),
placed as (
  -- one row per customer and order day, with the days until the next one
  select customer_id, ordered_on, quantity,
    date_diff('day', ordered_on, lead(ordered_on) over each_customer) as gap,
    count(*) over (partition by customer_id) as order_count,
    row_number() over each_customer as place
  from bought window each_customer as (partition by customer_id order by ordered_on)
)
-- one row per customer who ordered often enough: gaps and what was used in them, the last two apart
select customer_id, any_value(order_count) as order_count, max(ordered_on) as last_on,
  sum(gap) as days, count(gap) as gaps,
  sum(quantity) filter (where gap is not null) as used,
  max(quantity) filter (where gap is null) as last_quantity,
  max(gap) filter (where place = order_count - 1) as tried_gap,
  max(quantity) filter (where place = order_count - 1) as tried_quantity
from placed where order_count >= $needed
group by customer_id order by customer_id
"""


@dataclass(frozen=True)
class RunOut:
    """`due` has customer_id, last_on, expected_on, late_days and band, the most overdue first.

    `errors` is by how many days each way was off, as a median over the latest gap of every
    customer, foretold from the gaps before; the way with the smaller one is `way`.
    """

    due: pd.DataFrame
    way: Way
    errors: dict[Way, float]


def run_out(scope: Scope) -> RunOut:
    """When each customer with four order days or more is expected to order next.

    Raises TooFewError below 50 such customers.
    """
    paces = scope.frame(_PACES, needed=ORDER_DAYS_NEEDED)
    insist(CUSTOMERS_NEEDED, len(paces), "regulars")
    errors = _errors(paces)
    way: Way = min(errors, key=lambda one: errors[one])
    expected = _days(paces, way)
    last_on = pd.to_datetime(paces["last_on"])
    expected_on = last_on + pd.to_timedelta(np.maximum(1, np.round(expected)), unit="D")
    late = (pd.Timestamp(scope.as_of) - expected_on).dt.days
    due = pd.DataFrame(
        {
            "customer_id": paces["customer_id"],
            "last_on": last_on,
            "expected_on": expected_on,
            "late_days": late,
            "band": _bands(late.to_numpy(float), expected),
        }
    )
    return RunOut(due.sort_values("late_days", ascending=False, kind="stable"), way, errors)


def due_bands(due: pd.DataFrame) -> pd.DataFrame:
    """One row per band: how many are expected when, and their share."""
    counts = due["band"].value_counts().reindex(BANDS, fill_value=0)
    rows = pd.DataFrame({"band": BANDS, "customers": counts.to_numpy()})
    return rows.assign(share=rows["customers"] / max(len(due), 1))


def _errors(paces: pd.DataFrame) -> dict[Way, float]:
    """The median days by which each way misses the latest gap, told from those before it."""
    before = paces.assign(
        days=paces["days"] - paces["tried_gap"],
        gaps=paces["gaps"] - 1,
        used=paces["used"] - paces["tried_quantity"],
        last_quantity=paces["tried_quantity"],
    )
    tried = paces["tried_gap"].to_numpy(float)
    ways: tuple[Way, ...] = ("gap", "quantity") if paces["used"].notna().all() else ("gap",)
    return {way: float(np.median(np.abs(_days(before, way) - tried))) for way in ways}


def _days(paces: pd.DataFrame, way: Way) -> Numbers:
    """How long what was bought last is expected to last."""
    days, gaps = paces["days"].to_numpy(float), paces["gaps"].to_numpy(float)
    usual = days.sum() / gaps.sum()
    own = (days + usual) / (gaps + 1)
    if way == "gap":
        return np.asarray(own)
    used, last = (paces[name].to_numpy(float) for name in ("used", "last_quantity"))
    size = np.divide(used, gaps, out=np.ones_like(used), where=used > 0)
    return np.asarray(own * np.where(used > 0, last / size, 1.0))


def _bands(late: Numbers, expected: Numbers) -> np.ndarray:
    conditions = [late > expected, late > 0, late > -8, late > -31]
    return np.select(conditions, BANDS[:-1], BANDS[-1])
