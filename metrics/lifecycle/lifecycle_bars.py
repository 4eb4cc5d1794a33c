"""Who was new, came back, came again after a pause and fell silent, period by period."""

import re
from collections.abc import Mapping
from datetime import date
from typing import get_args

import pandas as pd

from metrics.indicator import Dimension
from metrics.order_days import ORDER_DAYS
from metrics.quotients import Grain
from metrics.scope import Scope

_BAR = re.compile(r"lifecycle_bar:([a-z]+):([0-9]{4}-[0-9]{2}-[0-9]{2}):([a-z]+)")

_WHO: Mapping[str, str] = {
    "new": "period = $period and since_last is null",
    "returning": "period = $period and since_last <= $quiet_periods",
    "resurrected": "period = $period and since_last > $quiet_periods",
    "dormant": "period + $quiet_periods * interval 1 {grain} = $period"
    " and (until_next is null or until_next > $quiet_periods)",
}


def lifecycle_bars(scope: Scope, grain: Grain = "month", quiet_periods: int = 1) -> pd.DataFrame:
    """One row per period: how many customers were new, returning, resurrected and dormant.

    New ones ordered for the first time; returning ones had ordered within the `quiet_periods`
    periods before, resurrected ones only earlier; dormant ones last ordered `quiet_periods`
    periods before and not since. `quick_ratio` is those who came, by those who went.
    """
    return scope.frame(_bars(grain), quiet_periods=quiet_periods)


def _bars(grain: Grain) -> str:
    return f"""{_gaps(grain)},
came as (
  -- one row per period
  select period,
    count(*) filter (where since_last is null) as new_count,
    count(*) filter (where since_last <= $quiet_periods) as returning_count,
    count(*) filter (where since_last > $quiet_periods) as resurrected_count
  from gaps group by period
),
went as (
  -- one row per period in which customers became dormant
  select period + $quiet_periods * interval 1 {grain} as period, count(*) as dormant_count
  from gaps where until_next is null or until_next > $quiet_periods group by period
)
select cast(period as date) as period,
  coalesce(new_count, 0) as new_count, coalesce(returning_count, 0) as returning_count,
  coalesce(resurrected_count, 0) as resurrected_count,
  coalesce(dormant_count, 0) as dormant_count,
  (coalesce(new_count, 0) + coalesce(resurrected_count, 0)) / nullif(dormant_count, 0)
    as quick_ratio,
  period + interval 1 {grain} <= $as_of + interval 1 day as is_complete
from came full outer join went using (period)
where period <= $as_of and period >= date_trunc('{grain}', $since)
order by period"""


def bar_members(stage: str, period: date, grain: Grain = "month") -> Dimension:
    """The people of one bar: segment "in" for those who were new, … or dormant in that period.

    Its name says which bar, `lifecycle_bar:month:2025-01-01:new`, so that a link can carry it.
    """
    members = f"""{_gaps(grain)}
-- one row per customer of the bar
select customer_id, 'in' as segment from gaps where {_WHO[stage].format(grain=grain)}"""
    name = f"lifecycle_bar:{grain}:{period.isoformat()}:{stage}"
    bound = (("period", period), ("quiet_periods", 1), ("grain", grain), ("stage", stage))
    return Dimension(name, members, parameters=bound)


def bar_called(name: str) -> Dimension | None:
    """The bar of that name; None where it names none."""
    found = _BAR.fullmatch(name)
    if not found or found[1] not in get_args(Grain) or found[3] not in _WHO:
        return None
    try:
        return bar_members(found[3], date.fromisoformat(found[2]), found[1])  # type: ignore[arg-type]
    except ValueError:  # a day that no calendar has
        return None


def _gaps(grain: Grain) -> str:
    return f"""with order_days as (
  {ORDER_DAYS}
),
active as (
  -- one row per customer and period with an order
  select customer_id, date_trunc('{grain}', ordered_on) as period
  from order_days group by customer_id, date_trunc('{grain}', ordered_on)
),
gaps as (
  -- one row per customer and period with an order: periods since the one before, until the next
  select customer_id, period,
    date_diff('{grain}', lag(period) over each_customer, period) as since_last,
    date_diff('{grain}', period, lead(period) over each_customer) as until_next
  from active window each_customer as (partition by customer_id order by period)
)"""
