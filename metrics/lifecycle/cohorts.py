"""Who keeps coming back: customers by the period of their first order, and how old they are."""

import re
from datetime import date
from typing import Literal, get_args

import pandas as pd

from metrics.indicator import Dimension
from metrics.lifecycle.cohort_ages import EACH, FOREVER, PLACED, REACHED, Ages
from metrics.order_days import ORDER_DAYS
from metrics.quotients import Grain
from metrics.scope import Scope
from metrics.statistics.intervals import wilson

Measure = Literal["customers", "money", "orders"]

COHORT_MINIMUM = 20
"""A cohort of fewer customers is shown as small."""

_CELL = re.compile(
    r"cohort_cell:([a-z]+):([0-9]{4}-[0-9]{2}-[0-9]{2}):([0-9]{1,4})(?:(-)([1-9][0-9]{0,3})?)?"
)

_ORDERED = """
-- one row per customer and period with an order that was kept
select customer_id, cast(date_trunc('{grain}', ordered_on) as date) as period,
  1 as is_active, {term} as amount
from order_days group by customer_id, cast(date_trunc('{grain}', ordered_on) as date)
"""

# What is sent back later is taken off the money of that later period.
_SPENT = """
-- one row per customer and period with an order or a return
select customer_id, cast(date_trunc('{grain}', ordered_on) as date) as period,
  max(cast(is_kept as int)) as is_active, sum(net_amount) as amount
from customer_days
group by customer_id, cast(date_trunc('{grain}', ordered_on) as date)
"""


def cohort_retention(
    scope: Scope, grain: Grain = "month", measure: Measure = "customers", ages: Ages = EACH
) -> pd.DataFrame:
    """One row per cohort and age that has begun: cohort, cohort_size, age, active, amount, share,
    low, high, is_complete.

    `age` counts periods since the first order's, `active` the customers who ordered at that age;
    or at that age or later, or in the bracket that begins with it, as `ages` has it. `amount` is
    those, or what they spent net, or their order days; `share` is amount by that of age 0. The
    interval is Wilson's and stands for customers only. Ages not yet over have is_complete false;
    ages that lie ahead are not there.
    """
    found = scope.frame(_cells(grain, measure, ages), **ages.parameters)
    own_first = found["amount"].where(found["age"] == 0).groupby(found["cohort"]).transform("max")
    found["share"] = found["amount"] / own_first.where(own_first != 0)
    if measure == "customers":
        low, high = wilson(found["share"], found["cohort_size"])
        return found.assign(low=low, high=high)
    return found.assign(low=float("nan"), high=float("nan"))


def pooled(cells: pd.DataFrame) -> pd.DataFrame:
    """One row per age over all cohorts that have it in full: at_risk, active, share, low, high.

    Σ active by Σ customers at risk, so a large cohort weighs as much as its customers. Fewer and
    older cohorts stand behind higher ages: `cohort_count` says how many. `amount` is what one
    cohort brings at that age, in the mean.
    """
    full = cells[cells["is_complete"]]
    found = full.groupby("age", as_index=False).agg(
        at_risk=("cohort_size", "sum"),
        active=("active", "sum"),
        cohort_count=("cohort", "nunique"),
        amount=("amount", "mean"),
    )
    found["share"] = found["active"] / found["at_risk"]
    low, high = wilson(found["share"], found["at_risk"])
    return found.assign(low=low, high=high)


def opening_cohort(scope: Scope, grain: Grain = "month") -> date | None:
    """The cohort with which the data open, whatever the segment; None without orders.

    Whoever bought before the data begin seems to be new in it.
    """
    first_order = f"""with order_days as (
  {ORDER_DAYS}
)
-- one row: the first period with an order
select cast(date_trunc('{grain}', min(ordered_on)) as date) as cohort from order_days"""
    rows = scope.frame(
        f"with {scope.among_all('opening', first_order)}\nselect cohort from opening"
    )
    first = rows["cohort"].iloc[0]
    return None if pd.isna(first) else pd.Timestamp(first).date()


def cohort_cell(
    cohort: date, age: int, grain: Grain = "month", until: int | None = None
) -> Dimension:
    """The people of one cell: segment "in" for those of the cohort who ordered at that age.

    Its name says which cell, `cohort_cell:month:2025-01-01:3`, so that a link can carry it; where
    it goes on until a later age, `:4-6`, or for ever, `:3-`.
    """
    members = f"""{_active(grain, "customers")}
-- one row per customer of the cell
select distinct customer_id, 'in' as segment
from active join firsts using (customer_id)
where is_active = 1 and cohort = $cohort
  and date_diff('{grain}', cohort, period) between $age and $until_age"""
    last = age if until is None else until
    end = "" if last == age else "-" if last == FOREVER else f"-{last}"
    name = f"cohort_cell:{grain}:{cohort.isoformat()}:{age}{end}"
    bound = (("cohort", cohort), ("age", age), ("until_age", last), ("grain", grain))
    return Dimension(name, members, parameters=bound)


def cohort_cell_called(name: str) -> Dimension | None:
    """The cell of that name; None where it names none."""
    found = _CELL.fullmatch(name)
    if not found or found[1] not in get_args(Grain):
        return None
    try:
        day, age = date.fromisoformat(found[2]), int(found[3])
        until = int(found[5] or FOREVER) if found[4] else age
        return None if until < age else cohort_cell(day, age, found[1], until)  # type: ignore[arg-type]
    except ValueError:  # a day that no calendar has
        return None


def _active(grain: Grain, measure: Measure) -> str:
    term = "count(*)" if measure == "orders" else "1"
    rows = _SPENT if measure == "money" else _ORDERED
    return f"""with order_days as (
  {ORDER_DAYS}
),
active as (
  {rows.format(grain=grain, term=term).strip()}
),
firsts as (
  -- one row per customer: the periods of the first and of the last order
  select customer_id, min(period) as cohort, max(period) as last_period
  from active where is_active = 1 group by customer_id
)"""


def _cells(grain: Grain, measure: Measure, ages: Ages) -> str:
    placed = PLACED[ages.way].format(grain=grain, is_of_customers=measure == "customers")
    later = "over (partition by sizes.cohort order by ages.age desc)"
    active, amount = (
        f"sum(coalesce({name}, 0)) {later}" if ages.way == "onward" else f"coalesce({name}, 0)"
        for name in ("active", "amount")
    )
    return f"""{_active(grain, measure)},
sizes as (
  -- one row per cohort
  select cohort, count(*) as cohort_size from firsts
  where cohort >= date_trunc('{grain}', $since) group by cohort
),
ages as (
  {REACHED[ages.way].format(grain=grain).strip()}
),
placed as (
  {placed.strip()}
),
found as (
  -- one row per cohort and age at which anybody ordered
  select cohort, age, sum(is_active) as active, sum(amount) as amount
  from placed group by cohort, age
)
-- one row per cohort and age
select sizes.cohort, cohort_size, ages.age,
  cast({active} as bigint) as active, cast({amount} as double) as amount,
  sizes.cohort + (until_age + 1) * interval 1 {grain} <= $as_of + interval 1 day as is_complete
from sizes join ages on ages.age <= date_diff('{grain}', sizes.cohort, $as_of)
left join found on found.cohort = sizes.cohort and found.age = ages.age
order by sizes.cohort, ages.age"""
