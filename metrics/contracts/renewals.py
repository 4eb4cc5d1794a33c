"""Cohorts of contracts that began together, how many of each are left at every renewal."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from metrics.buying.purchases import DAYS
from metrics.contracts.sbg import CUSTOMERS_NEEDED, RENEWALS_NEEDED
from metrics.contracts.spells import STAYS
from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers

READS = ("subscriptions.started_on", "subscriptions.is_ended")

GRAINS = {"month": "M", "quarter": "Q", "year": "Y"}
"""The finest of these at which a cohort is large enough tells customers who are most alike."""

ON_TIME = 0.8
"""So many ends must fall on a year's or a quarter's end for contracts to be renewed by it."""

_BEGUN = f"""with {STAYS},
plans as (
  -- one row per customer: the plan they began with
  select customer_id, min_by(plan, started_on) as plan from subscriptions group by customer_id
)
-- one row per customer with a dated contract; those still there are seen to the as-of day
select stays.customer_id, plan, cast(began_on as date) as began_on, is_ended,
  date_diff('day', began_on, case when is_ended then left_on else $as_of end) / $month_days
    as months
from stays join plans on plans.customer_id = stays.customer_id
where began_on is not null and (left_on is not null or not is_ended)
order by stays.customer_id"""


@dataclass(frozen=True)
class RenewalCohort:
    """Customers whose contracts began in one period, and how many renewed again and again."""

    began_on: date
    grain: str
    survivors: tuple[int, ...]
    """At the start and after each renewal that all of them have come to."""

    months: int
    """From one renewal to the next."""

    plan: str | None = None
    """With which they began; None where all plans had to be taken together."""

    @property
    def renewals(self) -> int:
        """How many renewals have been seen."""
        return len(self.survivors) - 1

    @property
    def retention(self) -> float:
        """The share of those before a renewal who make it, over all renewals seen."""
        before = sum(self.survivors[:-1])
        return sum(self.survivors[1:]) / before if before else float("nan")


def begun_contracts(scope: Scope) -> pd.DataFrame:
    """One row per customer with a dated contract: customer_id, plan, began_on, is_ended, months."""
    found = scope.frame(_BEGUN, month_days=DAYS["month"])
    return found.assign(
        months=found["months"].astype(float),
        is_ended=found["is_ended"].astype(bool),
        began_on=pd.to_datetime(found["began_on"]),
    )


def renewal_cohorts(scope: Scope) -> list[RenewalCohort]:
    """The cohorts of one plan with at least 200 customers and four renewals, those with the most
    renewals first; of all plans together where no plan has any, and TooFewError where there are
    none at all.
    """
    begun = begun_contracts(scope)
    if begun.empty:
        raise NotComputableError("no_begin")
    groups = [(str(plan), rows) for plan, rows in begun.groupby("plan")]
    found = [cohort for plan, rows in groups for cohort in _of_group(rows, scope.as_of, plan)]
    found = found or _of_group(begun, scope.as_of, None)
    if not found:
        _refuse(_cohorts(begun, scope.as_of, "year", None))
    return sorted(found, key=lambda c: (-c.renewals, -c.survivors[0], c.plan or "", c.began_on))


def _of_group(begun: pd.DataFrame, as_of: date, plan: str | None) -> list[RenewalCohort]:
    """By month where such cohorts are large enough, else by quarter, else by year."""
    for grain in GRAINS:
        kept = [c for c in _cohorts(begun, as_of, grain, plan) if _is_enough(c)]
        if kept:
            return kept
    return []


def _refuse(found: list[RenewalCohort]) -> None:
    large = max(cohort.survivors[0] for cohort in found)
    insist(CUSTOMERS_NEEDED, large, "began_together")
    insist(RENEWALS_NEEDED, min(max(c.renewals for c in found), RENEWALS_NEEDED - 1), "renewals")


def months_between_renewals(begun: pd.DataFrame) -> int:
    """Twelve or three where nearly all contracts end at the end of a year or quarter, else one."""
    ended = begun.loc[begun["is_ended"], "months"].to_numpy(float)
    for months in (12, 3):
        off = np.abs(ended / months - np.round(ended / months)) * months
        if len(ended) and float(np.mean((off <= 0.5) & (ended > 0.5))) >= ON_TIME:
            return months
    return 1


def _is_enough(cohort: RenewalCohort) -> bool:
    return cohort.survivors[0] >= CUSTOMERS_NEEDED and cohort.renewals >= RENEWALS_NEEDED


def _cohorts(begun: pd.DataFrame, as_of: date, grain: str, plan: str | None) -> list[RenewalCohort]:
    every = months_between_renewals(begun)
    periods = begun["began_on"].dt.to_period(GRAINS[grain])
    return [
        RenewalCohort(period.start_time.date(), grain, _survivors(rows, as_of, every), every, plan)
        for period, rows in begun.groupby(periods)
    ]


def _survivors(rows: pd.DataFrame, as_of: date, every: int) -> tuple[int, ...]:
    """Renewals are counted as far as the youngest of the cohort has come."""
    age = (pd.Timestamp(as_of) - rows["began_on"].max()).days / DAYS["month"]
    # An end is put to the nearest renewal, so one may still come half a month after it.
    seen = int(max(age - 0.5, 0) / every)
    missed = _missed(rows["months"].to_numpy(float), rows["is_ended"].to_numpy(bool), every)
    return tuple(int((missed > number).sum()) for number in range(seen + 1))


def _missed(months: Numbers, has_ended: Numbers, every: int) -> Numbers:
    """The number of the renewal that each did not make: the nearest to the end, the first at
    least; infinite for those still there.
    """
    number = np.maximum(np.round(months / every), 1)
    return np.where(has_ended, number, np.inf)
