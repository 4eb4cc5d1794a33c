"""Where customers stand in their life with us: bars per period, stages as of a day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

import pandas as pd

from metrics.indicator import Dimension
from metrics.order_days import ORDER_DAYS
from metrics.quotients import Grain
from metrics.scope import Scope

STAGES = ("prospect", "acquire", "develop", "keep", "at_risk", "lapsed", "won_back")

_BAR = re.compile(r"lifecycle_bar:([a-z]+):([0-9]{4}-[0-9]{2}-[0-9]{2}):([a-z]+)")

_WHO: Mapping[str, str] = {
    "new": "period = $period and since_last is null",
    "returning": "period = $period and since_last <= $quiet_periods",
    "resurrected": "period = $period and since_last > $quiet_periods",
    "dormant": "period + $quiet_periods * interval 1 {grain} = $period"
    " and (until_next is null or until_next > $quiet_periods)",
}


@dataclass(frozen=True)
class StageRules:
    """What puts a customer into a stage, looked at in this order; the reader's to change.

    prospect: no order yet · lapsed: the last order is more than `lapsed_days` ago · at_risk: more
    than `quiet_days` ago · won_back: the last order came more than `lapsed_days` after the one
    before · keep: `kept_orders` order days or more · develop: two or more · acquire: one.
    """

    quiet_days: int = 90
    lapsed_days: int = 180
    kept_orders: int = 3

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the statements bind."""
        return {
            "quiet_days": self.quiet_days,
            "lapsed_days": self.lapsed_days,
            "kept_orders": self.kept_orders,
        }


STANDARD = StageRules()


def stage_of(day: str = "$as_of") -> str:
    """The statement of each customer's stage on a day, an SQL expression that is a date."""
    return f"""
with order_days as (
  {ORDER_DAYS}
),
last_days as (
  -- one row per customer who ordered by the day
  select customer_id, count(*) as order_count, max(ordered_on) as last_on
  from order_days where ordered_on <= {day} group by customer_id
),
days_before as (
  -- one row per customer with an earlier order day
  select customer_id, max(ordered_on) as before_on
  from order_days join last_days using (customer_id)
  where ordered_on < last_on and last_on >= {day} - interval ($quiet_days) day
  group by customer_id
)
-- one row per customer there on the day
select customer_id,
  case when order_count is null then 'prospect'
    when last_on < {day} - interval ($lapsed_days) day then 'lapsed'
    when last_on < {day} - interval ($quiet_days) day then 'at_risk'
    when before_on < last_on - interval ($lapsed_days) day then 'won_back'
    when order_count >= $kept_orders then 'keep'
    when order_count >= 2 then 'develop'
    else 'acquire' end as segment
from customers left join last_days using (customer_id) left join days_before using (customer_id)
where joined_on is null or joined_on <= {day} or order_count > 0
""".strip()


def stages(scope: Scope, rules: StageRules = STANDARD) -> pd.DataFrame:
    """One row per stage: how many customers are in it as of the day, and their share."""
    found = scope.frame(
        f"""with staged as (
  {stage_of()}
)
-- one row per stage
select segment as stage, count(*) as customer_count,
  count(*) / sum(count(*)) over () as share
from staged group by segment""",
        **rules.parameters,
    )
    return found.set_index("stage").reindex(STAGES, fill_value=0).reset_index()


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
