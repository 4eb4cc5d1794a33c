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
from metrics.quotient_ends import share_of_counted
from metrics.scope import Scope

CUSTOMERS_NEEDED = 20
"""Of fewer the interval of the share collected would be too narrow (tests/test_credit.py)."""

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

    The ends are those of a share of money, between customers, as one who pays badly does so again
    and again; nan below 20 customers. Days are weighed by amounts.
    """
    due = scope.frame(_BY_GRADE, **dict(credit_dimension(rules).parameters))
    parts = [(grade, due[due["grade"] == grade]) for grade in (*GRADES, INSUFFICIENT)]
    return pd.DataFrame([_measured(grade, part) for grade, part in [*parts, ("all", due)]])


def _measured(grade: str, due: pd.DataFrame) -> dict[str, object]:
    amount, days = due["amount"].to_numpy(float), due["days_beyond"].to_numpy(float)
    total = amount.sum()
    owing = due.groupby("customer_id")[["paid", "amount"]].sum()
    ends = share_of_counted(owing["paid"], owing["amount"])
    low, high = ends if len(owing) >= CUSTOMERS_NEEDED else (np.nan, np.nan)
    return {
        "grade": grade,
        "customer_count": len(owing),
        "invoice_count": len(due),
        "collected": owing["paid"].sum() / total if total else np.nan,
        "low": float(low),
        "high": float(high),
        "late_share": float(np.mean(days > 0)) if len(due) else np.nan,
        "days_beyond": float(days @ amount / total) if total else np.nan,
    }
