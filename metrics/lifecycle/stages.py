"""In which stage of their life with us customers are on a day, by rules that are printed."""

from dataclasses import dataclass

import pandas as pd

from metrics.indicator import Dimension
from metrics.order_days import ORDER_DAYS
from metrics.scope import Scope
from metrics.thresholds import Thresholds

STAGES = ("prospect", "acquire", "develop", "keep", "at_risk", "lapsed", "won_back")

_NAME = "lifecycle_stage"


@dataclass(frozen=True)
class StageRules(Thresholds):
    """What puts a customer into a stage, looked at in this order; the reader's to change.

    prospect: no order yet · lapsed: the last order is more than `lapsed_days` ago · at_risk: more
    than `quiet_days` ago · won_back: the last order came more than `lapsed_days` after the one
    before · keep: `kept_orders` order days or more · develop: two or more · acquire: one.
    """

    quiet_days: int = 90
    lapsed_days: int = 180
    kept_orders: int = 3

    @property
    def is_sound(self) -> bool:
        """Whether every stage can be reached: nobody lapses unnoticed, two orders are not kept."""
        return self.quiet_days < self.lapsed_days and self.kept_orders >= 3


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


def stage_dimension(rules: StageRules = STANDARD) -> Dimension:
    """Customers by their stage; rules of a reader's own are in its name, so that links carry them.

    `lifecycle_stage:60-120-5` is: quiet after 60 days, lapsed after 120, kept from 5 order days on.
    """
    bound = tuple(rules.parameters.items())
    return Dimension(rules.named(_NAME), stage_of(), ("orders.ordered_at",), bound)


def stage_dimension_called(name: str) -> Dimension | None:
    """The dimension of that name under a reader's own rules; None where it names none."""
    rules = StageRules.in_name(name, _NAME)
    return stage_dimension(rules) if rules else None
