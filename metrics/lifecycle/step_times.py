"""How long customers take from one step of the ladder to the next, those still waiting counted."""

import pandas as pd

from metrics.lifecycle.ladder import OF_RECOMMENDING, STANDARD, STEPS, LadderRules
from metrics.order_days import ORDER_DAYS
from metrics.scope import Scope
from metrics.statistics.survival import median, median_interval, survival_curve

FEWEST = 30
_TOLD = ["step", "median_days", "low_days", "high_days", "base", "done_count"]

# A step is begun on the day on which the one below is reached. Who was a member, or had brought
# somebody, before they were loyal takes no time for it.
_REACHED = f"""
with order_days as (
  {ORDER_DAYS}
),
numbered as (
  -- one row per customer and order day
  select customer_id, ordered_on,
    row_number() over (partition by customer_id order by ordered_on) as number
  from order_days
),
ordered as (
  -- one row per customer who ordered: the days of the first, the second and the loyal one's order
  select customer_id, min(ordered_on) as first_on,
    min(ordered_on) filter (where number = 2) as second_on,
    min(ordered_on) filter (where number = $loyal_orders) as loyal_on
  from numbered group by customer_id
),
brought as (
  -- one row per customer who brought somebody: the day of the first order of the first of them
  select referred_by as customer_id, min(first_on) as brought_on
  from customers join ordered using (customer_id) where referred_by is not null group by 1
),
promoters as (
  -- one row per customer who would recommend: since when they said so
  select customer_id, min(cast(answered_at as date)) as promoter_on
  from survey_responses
  where {OF_RECOMMENDING} and score >= 9 and answered_at is not null
  group by customer_id
),
club as (
  -- one row: whether there are members, and customers brought by others, at all
  select count(member_since) > 0 as has_members, count(referred_by) > 0 as has_friends
  from customers
),
asked as (
  -- one row: whether it is known of anybody when they were asked to recommend us
  select count(answered_at) > 0 as is_dated from survey_responses where {OF_RECOMMENDING}
),
members as (
  -- one row per customer: since when they are loyal, and a member as well
  select customer_id, has_members, has_friends, is_dated, joined_on, first_on, second_on, loyal_on,
    case when loyal_on is not null and member_since is not null
      then greatest(loyal_on, member_since) end as member_on
  from customers cross join club cross join asked left join ordered using (customer_id)
),
reached as (
  -- one row per customer: the day on which each step was reached
  select *, case when has_members then member_on else loyal_on end as before_on,
    greatest(brought_on, promoter_on) as told_on
  from members left join (brought join promoters using (customer_id)) using (customer_id)
),
"""

_WAITING = """
waiting as (
  -- one row per customer and step begun
  select customer_id, 'first_time' as step, joined_on as from_on, first_on as next_on from reached
  where (first_on is null or first_on >= joined_on)
    and exists (from reached where first_on is null or first_on > joined_on)
  union all select customer_id, 'repeat', first_on, second_on from reached
  union all select customer_id, 'loyal', second_on, loyal_on from reached
  union all select customer_id, 'member', loyal_on, member_on from reached where has_members
  union all select customer_id, 'advocate', before_on, case when told_on is not null
    then greatest(before_on, told_on) end from reached
  where has_friends and is_dated and not $is_part
),
waits as (
  -- one row per customer and step begun: who left is waited for no longer
  select step, from_on, next_on, coalesce(left_on, $as_of) as until_on
  from waiting join customers using (customer_id) where from_on is not null
)
-- one row per step and length of wait
select step, date_diff('day', from_on, coalesce(next_on, until_on)) as months,
  next_on is not null as is_ended, cast(count(*) as double) as weight
from waits where next_on is not null or until_on >= from_on group by 1, 2, 3 order by 1, 2, 3
"""


def step_times(scope: Scope, rules: LadderRules = STANDARD, is_part: bool = False) -> pd.DataFrame:
    """One row per step of the ladder that is dated: median_days, its ends, base and done_count.

    first_time counts from joining to the first order, and is not told where all joined on that day:
    most likely nobody said when they joined. repeat counts from the first to the second, loyal
    from the second to the one that the rules ask for, member from there to joining the club, and
    advocate from there until they are a promoter and somebody whom they brought has ordered. The
    median is null where over half have not come so far, and where fewer than 30 are waited
    for. Advocates are not told where no answer on recommending us is dated, nor of a part of the
    customers: those whom they brought may stand outside it.
    """
    waits = scope.frame(_REACHED + _WAITING, loyal_orders=rules.loyal_orders, is_part=is_part)
    found = pd.DataFrame([_taken(step, own) for step, own in waits.groupby("step")], columns=_TOLD)
    return found.sort_values("step", key=lambda steps: steps.map(STEPS.index), ignore_index=True)


def _taken(step: object, own: pd.DataFrame) -> dict[str, object]:
    base = int(own["weight"].sum())
    curve = survival_curve(own)
    days, ends = median(curve), median_interval(curve)
    if base < FEWEST:
        days, ends = float("nan"), (float("nan"), float("nan"))
    done = int(own.loc[own["is_ended"], "weight"].sum())
    return dict(zip(_TOLD, (step, days, *ends, base, done), strict=True))
