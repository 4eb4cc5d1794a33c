"""Why customers under contract left: how many for each reason, and the money that went along."""

import pandas as pd

from metrics.scope import Scope
from metrics.statistics.intervals import wilson

READS = ("subscriptions.is_ended", "subscriptions.leaving_reason")

# Without days there is no order among a customer's contracts: all that ended count as one leaving.
LEAVINGS = """contracts as (
  -- one row per contract
  select customer_id, ended_on, monthly_amount, leaving_reason, is_voluntary,
    ended_on is not null or is_ended is true as is_over
  from subscriptions
),
leavers as (
  -- one row per customer of whom no contract runs any more, with the day the last one ended
  select customer_id, max(ended_on) as left_on
  from contracts group by customer_id having bool_and(is_over)
),
leavings as (
  -- one row per customer who left: what was said when the last contract ended
  select contracts.customer_id, left_on, min(leaving_reason) as reason,
    bool_or(is_voluntary) as is_voluntary, sum(monthly_amount) as amount
  from contracts join leavers on leavers.customer_id = contracts.customer_id
  where left_on is null or ended_on = left_on
  group by contracts.customer_id, left_on
)"""

_BY_REASON = f"""with {LEAVINGS}
-- one row per reason
select reason, count(*) as left_count, sum(amount) as amount_lost,
  count(*) filter (where is_voluntary) as voluntary_count,
  count(*) filter (where not is_voluntary) as involuntary_count
from leavings where left_on is null or left_on >= $since
group by reason order by left_count desc, reason"""

MEMBERS = f"""with {LEAVINGS}
-- one row per customer
select customers.customer_id, reason as segment
from customers left join leavings on leavings.customer_id = customers.customer_id"""


def leaving_reasons(scope: Scope) -> pd.DataFrame:
    """One row per reason, the commonest first: reason (null for none given), left_count, its share
    of all who left with low and high, amount_lost a month, voluntary_count, involuntary_count and
    base.

    A customer has left when no contract runs any more; a change of plan is no leaving. Who left on
    a known day before the period is not counted.
    """
    left = scope.frame(_BY_REASON)
    base = int(left["left_count"].sum())
    share = left["left_count"] / max(base, 1)
    low, high = wilson(share, base)
    return left.assign(share=share, low=low, high=high, base=base)
