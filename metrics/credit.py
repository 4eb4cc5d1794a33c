"""How well customers pay what falls due: collected, late, owed, and a grade by printed rules."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.indicator import Dimension, Indicator
from metrics.intervals import Numbers
from metrics.scope import Scope
from metrics.thresholds import Thresholds

GRADES = ("A", "B", "C", "D", "none")
INSUFFICIENT = "insufficient"

READS = ("invoices.due_on", "invoices.amount", "invoices.paid_on")

_NAME = "credit_grade"


@dataclass(frozen=True)
class CreditRules(Thresholds):
    """From which share collected on, in per cent, a grade holds, and within how many days it is
    let pay; over how many months, and from how many invoices on. The reader's to change.

    The bands are half open: 90 % is an A and not a B. Below the last there is no credit.
    """

    a_from: int = 90
    b_from: int = 75
    c_from: int = 60
    d_from: int = 30
    a_days: int = 45
    b_days: int = 75
    c_days: int = 105
    d_days: int = 255
    credit_months: int = 24
    fewest_invoices: int = 6

    @property
    def is_sound(self) -> bool:
        """Whether each band lies below the one before, and a worse grade is let wait longer."""
        bands = 100 >= self.a_from > self.b_from > self.c_from > self.d_from
        return bands and self.a_days <= self.b_days <= self.c_days <= self.d_days


STANDARD = CreditRules()

_ALLOWED = ("a_days", "b_days", "c_days", "d_days")

# What is paid in excess of one invoice does not pay another.
_INVOICES = """
  -- one row per invoice fallen due: what was paid of it by now, and how long after it was due
  select customer_id, due_on, amount,
    case when paid_on is null then 0
      else greatest(least(coalesce(paid_amount, amount), amount), 0) end as paid,
    greatest(date_diff('day', due_on, coalesce(paid_on, $as_of)), 0) as days_beyond
  from invoices where amount > 0 and due_on <= $as_of
""".rstrip()

_PAYING = f"""
due as ({_INVOICES}
),
paying as (
  -- one row per customer with an invoice due within the months
  select customer_id, count(*) as invoice_count,
    round(100 * sum(paid) / sum(amount), 9) as collected
  from due where due_on > $as_of - interval ($credit_months) month group by customer_id
)""".strip()

_GRADED = f"""
with {_PAYING}
-- one row per customer; null where nothing fell due
select customer_id,
  case when invoice_count < $fewest_invoices then '{INSUFFICIENT}'
    when collected >= $a_from then 'A' when collected >= $b_from then 'B'
    when collected >= $c_from then 'C' when collected >= $d_from then 'D'
    when collected is not null then 'none' end as segment
from customers left join paying using (customer_id)
""".strip()

DUE = f"""
-- one row per invoice fallen due
select customer_id, due_on as happened_on, amount, paid, days_beyond,
  cast(days_beyond > 0 as int) as is_late
from ({_INVOICES}
)
"""

YEAR_DAYS = 365

DUE_IN_A_YEAR = f"""
-- one row per invoice fallen due within a year: what is still owed of it
select customer_id, due_on as happened_on, amount, (amount - paid) * {YEAR_DAYS} as owed_days
from ({_INVOICES}
) where due_on > $as_of - interval {YEAR_DAYS} day
"""

CREDIT = (
    Indicator("collection_rate", DUE, "paid", "share", "student", READS, denominator="amount"),
    Indicator("paid_late_share", DUE, "is_late", "share", "wilson", READS, higher_is_better=False),
    Indicator(
        "days_beyond_terms",
        DUE,
        "days_beyond * amount",
        "days",
        "student",
        READS,
        denominator="amount",
        higher_is_better=False,
    ),
    Indicator(
        "days_sales_outstanding",
        DUE_IN_A_YEAR,
        "owed_days",
        "days",
        "student",
        READS,
        denominator="amount",
        higher_is_better=False,
        is_of_period=False,
    ),
)


def credit_dimension(rules: CreditRules = STANDARD) -> Dimension:
    """Customers by their credit grade; a reader's own rules are in its name, so links carry them.

    `credit_grade:90-75-60-30-45-75-105-255-24-6` are the standing ones.
    """
    # The days to pay are what a grade allows; they put nobody into one.
    bound = tuple((n, v) for n, v in rules.parameters.items() if n not in _ALLOWED)
    return Dimension(rules.named(_NAME), _GRADED, READS, bound)


def credit_dimension_called(name: str) -> Dimension | None:
    """The dimension of that name under a reader's own rules; None where it names none."""
    rules = CreditRules.in_name(name, _NAME)
    return credit_dimension(rules) if rules else None


_BY_GRADE = f"""
with {_PAYING},
graded as (
  -- one row per customer with an invoice due
  select customer_id, segment from ({_GRADED}) where segment is not null
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
