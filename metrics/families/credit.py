"""How well customers pay what falls due: collected, late, owed, and a grade by printed rules."""

from dataclasses import dataclass

from metrics.indicator import Dimension, Indicator
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

MONTH_DAYS = 30
"""An invoice is judged so many days after it was due; the latest would look unpaid by youth."""

# What is paid in excess of one invoice does not pay another.
_INVOICES = f"""
  -- one row per invoice fallen due: what was paid of it by now, and how long after it was due
  select customer_id, due_on, amount,
    case when paid_on is null then 0
      else greatest(least(coalesce(paid_amount, amount), amount), 0) end as paid,
    greatest(date_diff('day', due_on, coalesce(paid_on, $as_of)), 0) as days_beyond,
    due_on <= $as_of - interval {MONTH_DAYS} day as is_settled
  from invoices where amount > 0 and due_on <= $as_of
""".rstrip()

PAYING = f"""
due as ({_INVOICES}
),
paying as (
  -- one row per customer with an invoice due within the months
  select customer_id, count(*) as invoice_count,
    round(100 * sum(paid) / sum(amount), 9) as collected
  from due where due_on > $as_of - interval ($credit_months) month group by customer_id
)""".strip()

GRADED = f"""
with {PAYING}
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
  cast(days_beyond > 0 as int) as is_late,
  case when is_settled then paid * cast(days_beyond <= {MONTH_DAYS} as int) end as in_month
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
    Indicator("collection_rate", DUE, "paid", "share", "money_ratio", READS, denominator="amount"),
    Indicator("collected_in_month", DUE, "in_month", "share", "money_ratio", READS, "amount"),
    Indicator("paid_late_share", DUE, "is_late", "share", "wilson", READS, higher_is_better=False),
    Indicator(
        "days_beyond_terms",
        DUE,
        "days_beyond * amount",
        "days",
        "money_ratio",
        READS,
        denominator="amount",
        higher_is_better=False,
    ),
    Indicator(
        "days_sales_outstanding",
        DUE_IN_A_YEAR,
        "owed_days",
        "days",
        "money_ratio",
        READS,
        denominator="amount",
        higher_is_better=False,
        is_of_period=False,
    ),
)

OF_ONE_AGE = ("collected_in_month", "paid_late_share")
"""Those that are told of every invoice at the same age, so that the latest are no worse for it."""


def credit_dimension(rules: CreditRules = STANDARD) -> Dimension:
    """Customers by their credit grade; a reader's own rules are in its name, so links carry them.

    `credit_grade:90-75-60-30-45-75-105-255-24-6` are the standing ones.
    """
    # The days to pay are what a grade allows; they put nobody into one.
    bound = tuple((n, v) for n, v in rules.parameters.items() if n not in _ALLOWED)
    return Dimension(rules.named(_NAME), GRADED, READS, bound)


def credit_dimension_called(name: str) -> Dimension | None:
    """The dimension of that name under a reader's own rules; None where it names none."""
    rules = CreditRules.in_name(name, _NAME)
    return credit_dimension(rules) if rules else None
