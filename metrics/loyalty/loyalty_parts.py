"""What a customer's loyalty shows in: what they do, and what they say they feel."""

import pandas as pd

from metrics.buying import bg_nbd
from metrics.buying.purchase_chances import HORIZON_WEEKS
from metrics.buying.purchases import purchase_history
from metrics.order_days import ORDER_DAYS
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.weighing import places

BEHAVIOUR = ("chance", "frequency", "breadth")
FEELING = ("intention", "recommend", "attitude")
PARTS = (*BEHAVIOUR, *FEELING)

READS = ("orders.customer_id", "orders.ordered_at")

_HABITS = f"""
with order_days as (
  {ORDER_DAYS}
),
habits as (
  -- one row per customer who ever ordered: order days within the year
  select customer_id, count(*) filter (where ordered_on > $as_of - interval 365 day) as frequency
  from order_days group by customer_id
),
variety as (
  -- one row per customer who ordered within the year: kinds of goods, else goods
  select customer_id,
    case when count(category) > 0 then count(distinct category)
      else count(distinct product) end as breadth
  from orders
  where is_returned is not true and cast(ordered_at as date) > $as_of - interval 365 day
  group by customer_id
),
feelings as (
  -- one row per customer who was asked: the mean of the answers, as a share of the scale
  select customer_id,
    avg(mark) filter (where instrument = 'intention') as intention,
    avg(mark) filter (where instrument = 'nps') as recommend,
    avg(mark) filter (where instrument = 'attitude') as attitude
  from (
    -- one row per answer
    select customer_id, instrument, (score - scale_min) / nullif(scale_max - scale_min, 0) as mark
    from survey_responses where instrument in ('intention', 'nps', 'attitude')
  ) group by customer_id
)
-- one row per customer who ever ordered
select habits.customer_id, frequency, coalesce(breadth, 0) as breadth,
  intention, recommend, attitude
from habits left join variety on variety.customer_id = habits.customer_id
left join feelings on feelings.customer_id = habits.customer_id
order by habits.customer_id
"""


def part_scores(scope: Scope) -> pd.DataFrame:
    """One row per customer who ever ordered: customer_id and each part that tells them apart, 0
    to 100.

    What they do: the chance to buy within a quarter (BG/NBD), order days and kinds of goods
    within a year. What they feel: the mean of their answers on the scale, null where they were
    not asked. Each is told as the place among all of whom it is known, ties in the middle, so
    that being asked neither raises nor lowers anybody.
    """
    habits = scope.frame(_HABITS)
    habits = habits.merge(_chances(scope), how="left", on="customer_id")
    scores = habits[["customer_id"]].copy()
    for part in PARTS:
        scores[part] = places(habits[part])
    return scores[["customer_id", *(part for part in PARTS if scores[part].nunique() > 1)]]


def _chances(scope: Scope) -> pd.DataFrame:
    """Everyone's chance to buy, null where there are too few to foretell it."""
    history = purchase_history(scope)
    try:
        chance = bg_nbd.fit(history).purchase_probability(history, HORIZON_WEEKS)
    except NotComputableError:
        chance = None
    return history[["customer_id"]].assign(chance=chance).astype({"chance": float})
