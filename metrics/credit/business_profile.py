"""The firms that are sold to on credit, by industry: what they buy here, of how much, and how
they pay. The market's own size stands in no table: the share is of what these firms spend.
"""

import pandas as pd

from metrics.families.credit import CREDIT, PAYING, READS, STANDARD
from metrics.families.wallet import WALLET
from metrics.quotient_ends import ends
from metrics.refusals import insist
from metrics.scope import Scope

__all__ = ["READS", "business_profile"]

YEAR_DAYS = 365
FEWEST = 10
"""Firms of an industry: fewer make a profile of single ones, so they are told together."""


def _sums(k: int, part: str, whole: str) -> str:
    """What the interval of a quotient of firms is made of."""
    return f"""sum({part}) as n{k}, sum({whole}) as d{k}, count({whole}) as b{k},
    count({whole}) as m{k}, sum({part} ** 2) as nn{k}, sum({part} * {whole}) as nd{k},
    sum({whole} ** 2) as dd{k}, sum({part} ** 2 / {whole}) as s{k}"""


def _by_industry() -> str:
    return f"""
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
  select industry, paid, due, greatest(coalesce(own_spend, 0), 0) as spend,
    case when category_spend > 0 then category_spend end as whole_spend,
    case when category_spend > 0 then least(spend, category_spend) end as wallet_spend,
    count(*) over (partition by industry) < {FEWEST} as is_merged
  from owing join customers using (customer_id)
  left join spending using (customer_id)
)
-- one row per industry, and one for all those of too few firms
select case when not is_merged then industry end as industry, is_merged,
  count(*) as customers, sum(spend) as net_spend,
  {_sums(0, "wallet_spend", "whole_spend")},
  {_sums(1, "paid", "due")}
from firms group by all order by is_merged, net_spend desc, industry
"""


def business_profile(scope: Scope, credit_months: int = STANDARD.credit_months) -> pd.DataFrame:
    """One row per industry, the largest in sales first, and last one for all of fewer than ten
    firms (is_merged; is_small where these are fewer than ten as well): industry (null where
    unknown), customers, net_spend of the year, wallet_share (what they spend here of all they
    spend on such goods, of the wallet_base who told) and collected within the months, both with
    low and high.

    TooFewError below ten firms in all.
    """
    found = scope.frame(_by_industry(), credit_months=credit_months)
    insist(FEWEST, int(found["customers"].sum()), "firms")
    told = found[["industry", "is_merged", "customers", "net_spend"]]
    told = told.assign(is_small=told["customers"] < FEWEST, wallet_base=found["b0"])
    for k, (name, low, high, like) in enumerate(_QUOTIENTS):
        value = found[f"n{k}"].astype(float) / found[f"d{k}"].astype(float)
        lower, upper = ends(like, found, k, value.to_numpy())
        told = told.assign(**{name: value, low: lower.clip(0, 1), high: upper.clip(0, 1)})
    return told


# Their intervals are those of the indicators of the same name.
_QUOTIENTS = (
    ("wallet_share", "wallet_low", "wallet_high", WALLET[0]),
    ("collected", "collected_low", "collected_high", CREDIT[0]),
)
