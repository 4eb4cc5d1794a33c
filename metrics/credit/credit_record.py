"""What the customers of each credit grade have paid, how late, and how sure that is."""

import numpy as np
import pandas as pd

from metrics.families.credit import (
    GRADED,
    GRADES,
    INSUFFICIENT,
    PAYING,
    STANDARD,
    CreditRules,
    credit_dimension,
)
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers

_BY_GRADE = f"""
with {PAYING},
graded as (
  -- one row per customer with an invoice due
  select customer_id, segment from ({GRADED}) where segment is not null
)
-- one row per invoice due within the months
select graded.segment as grade, due.customer_id, amount, paid, days_beyond
from due join graded using (customer_id)
where due_on > $as_of - interval ($credit_months) month
order by graded.segment, due.customer_id, due_on, amount, paid
"""


def credit_grades(scope: Scope, rules: CreditRules = STANDARD) -> pd.DataFrame:
    """One row per grade, and for too few invoices and for all: grade ("all" at the end),
    customer_count, invoice_count, collected with low and high, late_share and days_beyond.

    The ends of the share collected are of invoices drawn anew; days are weighed by amounts.
    """
    due = scope.frame(_BY_GRADE, **dict(credit_dimension(rules).parameters))
    parts = [(grade, due[due["grade"] == grade]) for grade in (*GRADES, INSUFFICIENT)]
    return pd.DataFrame([_measured(grade, part) for grade, part in [*parts, ("all", due)]])


def _measured(grade: str, due: pd.DataFrame) -> dict[str, object]:
    amount, paid = due["amount"].to_numpy(float), due["paid"].to_numpy(float)
    low, high = ratio_ends(paid, amount)
    total = amount.sum()
    days = due["days_beyond"].to_numpy(float)
    return {
        "grade": grade,
        "customer_count": int(due["customer_id"].nunique()),
        "invoice_count": len(due),
        "collected": paid.sum() / total if total else np.nan,
        "low": low,
        "high": high,
        "late_share": float(np.mean(days > 0)) if len(due) else np.nan,
        "days_beyond": float(days @ amount / total) if total else np.nan,
    }


DRAWS = 1000
GROUPS = 500


def ratio_ends(numerators: Numbers, denominators: Numbers) -> tuple[float, float]:
    """The 95 % ends of Σn/Σd when rows are drawn anew a thousand times; nan below two rows."""
    if len(numerators) < 2:
        return float("nan"), float("nan")
    chance = np.random.default_rng(0)
    # Groups made by lot differ among one another just as their rows do.
    group = chance.permutation(len(numerators)) % GROUPS
    count = min(len(numerators), GROUPS)
    sums = np.array([np.bincount(group, part, count) for part in (numerators, denominators)])
    drawn = chance.multinomial(count, np.full(count, 1 / count), size=DRAWS) @ sums.T
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], (0.025, 0.975))
    return float(low), float(high)
