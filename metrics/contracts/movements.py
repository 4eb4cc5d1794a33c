"""What moved the monthly revenue of contracts: who came, grew, shrank, left and came back."""

import pandas as pd

from metrics.scope import Scope

_MOVEMENTS = """
with bounds as (
  -- one row: the first and the last month
  select date_trunc('month', min(started_on)) as first_month,
    date_trunc('month', $as_of) as last_month
  from subscriptions
),
months as (
  -- one row per month, with the last day of it that has been
  select cast(month_at as date) as month_on,
    least(cast(month_at + interval 1 month - interval 1 day as date), $as_of) as last_on
  from (select unnest(generate_series(first_month, last_month, interval 1 month)) as month_at
    from bounds)
),
spells as (
  -- one row per contract with dates; a number groups four times as fast as a text
  select dense_rank() over (order by customer_id) as place, started_on, ended_on, monthly_amount
  from subscriptions
  where monthly_amount > 0 and (ended_on is not null or is_ended is not true)
),
paying as (
  -- one row per customer and month at whose end they pay
  select place, month_on, sum(monthly_amount) as amount
  from spells join months on started_on <= last_on and (ended_on > last_on or ended_on is null)
  group by place, month_on
),
lined as (
  -- the same, with the customer's month before and after
  select month_on, amount,
    lag(month_on) over each_customer as before_on, lag(amount) over each_customer as amount_before,
    lead(month_on) over each_customer as after_on
  from paying window each_customer as (partition by place order by month_on)
),
came as (
  -- one row per month: what those who pay at its end changed
  select month_on, sum(amount) as ending,
    sum(case when before_on is null then amount end) as new_amount,
    sum(case when before_on < month_on - interval 1 month then amount end) as reactivation,
    sum(case when before_on = month_on - interval 1 month and amount > amount_before
      then amount - amount_before end) as expansion,
    sum(case when before_on = month_on - interval 1 month and amount < amount_before
      then amount - amount_before end) as contraction
  from lined group by month_on
),
went as (
  -- one row per month: what those paid who no longer do
  select cast(month_on + interval 1 month as date) as month_on, -sum(amount) as churn
  from lined where after_on is null or after_on > month_on + interval 1 month
  group by month_on
)
-- one row per month
select months.month_on as period,
  coalesce(lag(ending) over (order by months.month_on), 0) as starting,
  coalesce(new_amount, 0) as new_amount, coalesce(reactivation, 0) as reactivation,
  coalesce(expansion, 0) as expansion, coalesce(contraction, 0) as contraction,
  coalesce(churn, 0) as churn, coalesce(ending, 0) as ending,
  last_on = cast(months.month_on + interval 1 month - interval 1 day as date) as is_complete
from months
left join came on came.month_on = months.month_on
left join went on went.month_on = months.month_on
order by months.month_on
"""


def revenue_movements(scope: Scope) -> pd.DataFrame:
    """One row per month: starting, new_amount, reactivation, expansion, contraction, churn,
    ending, is_complete; all in money a month.

    Contraction and churn are negative, so that starting and the five movements add up to ending.
    A customer who comes back after a month's end without a contract is a reactivation. Contracts
    without dates have no movements: the frame is empty.
    """
    found = scope.frame(_MOVEMENTS)
    since = pd.Timestamp(scope.since) if scope.since else None
    return found if since is None else found[found["period"] >= since].reset_index(drop=True)
