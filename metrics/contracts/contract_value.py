"""What customers under contract will still pay, as retention rises with the contract's age."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.buying.purchases import DAYS
from metrics.contracts import sbg
from metrics.contracts.renewals import RenewalCohort
from metrics.contracts.sbg import Sbg
from metrics.contracts.spells import ENDS_NEEDED, STAYS
from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope
from metrics.statistics.intervals import between
from metrics.worth.equity import Equity
from metrics.worth.valuation import Terms

DRAWS = 200

_RUNNING = f"""with {STAYS},
running as (
  -- one row per customer with such a contract that runs: what they pay for it a month
  select customer_id, sum(monthly_amount) as amount from subscriptions
  where ended_on is null and is_ended is not true and started_on is not null
    and (plan = $plan or $plan is null)
  group by customer_id having sum(monthly_amount) > 0
)
-- one row per such customer, with the months since the first contract began
select running.customer_id, amount,
  date_diff('day', began_on, cast($as_of as date)) / $month_days as months
from running join stays on stays.customer_id = running.customer_id
order by running.customer_id"""


class Fitted(NamedTuple):
    """A cohort's model, and those of as many cohorts that could as well have been seen."""

    model: Sbg
    others: list[Sbg]


@dataclass(frozen=True)
class LifetimeAhead:
    """The discounted periods still to come of a customer in their `period`-th, and what taking
    today's retention for ever would have said instead.
    """

    period: int
    periods: float
    low: float
    high: float
    constant: float

    @property
    def error(self) -> float:
        """How far constant retention is off, as a share."""
        return self.constant / self.periods - 1


def contract_equity(scope: Scope, cohort: RenewalCohort, fitted: Fitted, terms: Terms) -> Equity:
    """The discounted margin of all contracts of the cohort's plan that run, if every customer
    renews as the cohort's do (sBG, DERL): the longer they have been there, the likelier they stay.
    """
    rows = scope.frame(_RUNNING, month_days=DAYS["month"], plan=cohort.plan)
    if rows.empty:
        raise NotComputableError("no_running_contract")
    period = np.floor(rows["months"].to_numpy(float) / cohort.months) + 1
    ages, back = np.unique(period, return_inverse=True)
    paid = np.bincount(back, rows["amount"].to_numpy(float)) * cohort.months * terms.margin_share
    rate = per_renewal(terms.discount, cohort)
    sums = [float(paid @ m.remaining_lifetime(ages, rate)) for m in fitted.others]
    low, high = between(sums)
    value = float(paid @ fitted.model.remaining_lifetime(ages, rate))
    return Equity(len(rows), value, float(low), float(high))


def fitted(cohort: RenewalCohort) -> Fitted:
    """The cohort's model; TooFewError where hardly anybody has left yet."""
    insist(ENDS_NEEDED, cohort.survivors[0] - cohort.survivors[-1], "ends")
    model = sbg.fit(cohort.survivors)
    return Fitted(model, model.drawn(cohort.renewals, DRAWS))


def per_renewal(yearly: float, cohort: RenewalCohort) -> float:
    """The yearly discount as a rate per renewal."""
    return float((1 + yearly) ** (cohort.months / 12) - 1)


def renewal_curve(cohort: RenewalCohort, model: Sbg) -> pd.DataFrame:
    """One row per renewal up to twice as many as were seen: renewal, seen (null where not yet),
    fitted, and constant, the first renewal's retention for ever; all shares of the cohort.
    """
    renewal = np.arange(2 * cohort.renewals + 1)
    seen = np.full(len(renewal), np.nan)
    seen[: cohort.renewals + 1] = np.array(cohort.survivors) / cohort.survivors[0]
    first = float(model.retention(1))
    fitted = model.survival(renewal)
    return pd.DataFrame(
        {"renewal": renewal, "seen": seen, "fitted": fitted, "constant": first**renewal}
    )


def lifetime_ahead(fitted: Fitted, period: int, discount: float) -> LifetimeAhead:
    """The lifetime to come with its interval (parametric bootstrap); `discount` is per renewal and
    above 0, the renewal just ahead is not discounted (DERL).
    """
    model, others = fitted
    lasting = [float(other.remaining_lifetime(period, discount)) for other in others]
    low, high = between(lasting)
    retention = float(model.retention(period))
    return LifetimeAhead(
        period,
        float(model.remaining_lifetime(period, discount)),
        float(low),
        float(high),
        retention / (1 - retention / (1 + discount)),
    )
