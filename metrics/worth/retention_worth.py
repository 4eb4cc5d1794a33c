"""What one point more of retention is worth, if retention and margin stayed as they are."""

from dataclasses import dataclass

import pandas as pd

from metrics import quotients
from metrics.indicator import Indicator
from metrics.refusals import NotComputableError, insist
from metrics.registry import BY_NAME
from metrics.scope import Scope
from metrics.worth.economics import margin_multiple
from metrics.worth.valuation import Terms

CONTRACT_READS = ("subscriptions.started_on", "subscriptions.monthly_amount")
ORDER_READS = ("orders.customer_id", "orders.ordered_at", "orders.amount")

POINT = 0.01

CUSTOMERS_NEEDED = 30

_RUNNING = """
with running as (
  -- one row per customer with a contract that runs
  select customer_id, sum(monthly_amount) as amount
  from subscriptions
  where started_on is not null and ended_on is null and is_ended is not true
  group by customer_id
)
select count(*) as customer_count, 12 * sum(amount) as yearly from running
"""

_YEARS = """
with years as (
  -- one row per customer who bought in the last two years
  select customer_id,
    bool_or(is_kept and ordered_on > $as_of - interval 12 month) as is_of_this,
    bool_or(is_kept and ordered_on <= $as_of - interval 12 month) as is_of_last,
    sum(case when ordered_on > $as_of - interval 12 month then net_amount end) as amount
  from customer_days where ordered_on > $as_of - interval 24 month
  group by customer_id
)
"""

BOUGHT_AGAIN = Indicator(
    "bought_again_yearly",
    f"""{_YEARS}
select customer_id, cast(null as date) as happened_on, cast(is_of_this as int) as is_again
from years where is_of_last
""",
    "is_again",
    "share",
    "wilson",
    ORDER_READS,
    is_of_period=False,
)

_BUYERS = f"""{_YEARS}
select count(*) filter (where is_of_this) as customer_count,
  sum(amount) filter (where is_of_this) as yearly
from years
"""

_SPAN = "select date_diff('day', min(ordered_on), $as_of) as days from customer_days where is_kept"


@dataclass(frozen=True)
class RetentionWorth:
    """Retention a year with its interval, and the customers and yearly margin it is applied to.

    `is_contract` tells whether staying is a contract that runs or a purchase within the year.
    """

    retention: float
    low: float
    high: float
    base: int
    customers: int
    yearly_margin: float
    discount: float
    is_contract: bool

    def multiple(self, retention: float) -> float:
        """How many yearly margins a customer is worth at a retention (r ÷ (1 + i − r))."""
        return margin_multiple(retention, self.discount)

    def equity(self, retention: float) -> float:
        """What all customers are worth at a retention."""
        return self.yearly_margin * self.multiple(retention)

    @property
    def gain(self) -> float:
        """What one point more would add to what all customers are worth."""
        return self.gain_at(self.retention)

    def gain_at(self, retention: float) -> float:
        """The same from any retention; nobody stays more than always."""
        return self.equity(min(retention + POINT, 1.0)) - self.equity(retention)


def retention_worth(scope: Scope, terms: Terms) -> RetentionWorth:
    """Of those under contract where contracts have dates, else of those who buy by the order.

    TooFewError below 30 customers a year ago, and orders of less than two years.
    """
    if not scope.lacks(CONTRACT_READS):
        return _of_contracts(scope, terms)
    if scope.lacks(ORDER_READS):
        raise NotComputableError("no_year")
    days = scope.frame(_SPAN)["days"].fillna(0)
    insist(24, int(days.iloc[0] / 30.4375 + 0.05), "months")
    return _of_orders(scope, terms)


def _of_contracts(scope: Scope, terms: Terms) -> RetentionWorth:
    churn = quotients.overall(scope, [BY_NAME["customer_churn"]]).iloc[0]
    stayed = churn.rename({"low": "high", "high": "low"})
    stayed[["value", "low", "high"]] = 1 - stayed[["value", "low", "high"]].astype(float)
    return _worth(stayed, scope.frame(_RUNNING).iloc[0], terms, is_contract=True)


def _of_orders(scope: Scope, terms: Terms) -> RetentionWorth:
    again = quotients.overall(scope, [BOUGHT_AGAIN]).iloc[0]
    return _worth(again, scope.frame(_BUYERS).iloc[0], terms, is_contract=False)


def _worth(stayed: pd.Series, now: pd.Series, terms: Terms, *, is_contract: bool) -> RetentionWorth:
    insist(CUSTOMERS_NEEDED, int(stayed["base"]), "customers_a_year_ago")
    yearly = float(now["yearly"]) if now["customer_count"] else 0.0
    return RetentionWorth(
        retention=float(stayed["value"]),
        low=float(stayed["low"]),
        high=float(stayed["high"]),
        base=int(stayed["base"]),
        customers=int(now["customer_count"]),
        yearly_margin=terms.margin_share * yearly,
        discount=terms.discount,
        is_contract=is_contract,
    )
