"""The firms that are sold to on credit, by industry: what they buy here, of how much, and how
they pay. The market's own size stands in no table: the share is of what these firms spend.
"""

import pandas as pd

from metrics.families.credit import PAYING, READS, STANDARD
from metrics.refusals import insist
from metrics.scope import Scope

__all__ = ["READS", "business_profile"]

YEAR_DAYS = 365
FEWEST = 10
"""Firms of an industry: fewer make a profile of single ones."""

_BY_INDUSTRY = f"""
with {PAYING},
owing as (
  -- one row per firm with an invoice due within the months
  select customer_id, sum(paid) as paid, sum(amount) as due from due
  where due_on > $as_of - interval ($credit_months) month group by customer_id
),
spending as (
  -- one row per customer who bought within the year
  select customer_id, sum(net_amount) as own_spend from customer_days
  where ordered_on > $as_of - {YEAR_DAYS} group by customer_id
),
firms as (
  -- one row per such firm; nobody spends more here than all they spend
  select industry, paid, due, greatest(coalesce(own_spend, 0), 0) as own_spend,
    case when category_spend > 0 then category_spend end as whole_spend
  from owing join customers using (customer_id)
  left join spending using (customer_id)
)
-- one row per industry
select industry, count(*) as customers, sum(own_spend) as net_spend,
  sum(least(own_spend, whole_spend)) filter (where whole_spend is not null)
    / sum(whole_spend) as wallet_share,
  count(whole_spend) as wallet_base, sum(paid) / sum(due) as collected
from firms group by industry order by net_spend desc, industry
"""


def business_profile(scope: Scope) -> pd.DataFrame:
    """One row per industry, the largest in sales first: industry (null where unknown), customers,
    net_spend of the year, wallet_share (what they spend here of all they spend on such goods, of
    the wallet_base who told), collected, and is_small below ten firms.

    TooFewError below ten firms in all.
    """
    found = scope.frame(_BY_INDUSTRY, credit_months=STANDARD.credit_months)
    insist(FEWEST, int(found["customers"].sum()), "firms")
    return found.assign(is_small=found["customers"] < FEWEST)
