"""What a customer is worth to us beyond what they spend: five kinds of value on one scale.

What they spend; how many kinds of goods they take; whom they bring and what they tell us; less
what serving them costs and what they leave unpaid. All within a year, so that old customers do
not lead by their age.
"""

from typing import Final

import numpy as np
import pandas as pd

from metrics.families.credit import DUE, MONTH_DAYS
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, between
from metrics.weighing import DRAWN_FROM, Weights, fifths, nearby, places, staying

NEEDED = 100
PARTS_NEEDED = 2
"""A score of one part is that part by another name, whatever its weight."""

STANDARD: Final[Weights] = {
    "spend": 40.0,
    "breadth": 15.0,
    "brought": 10.0,
    "told": 5.0,
    "requests": 10.0,
    "minutes": 5.0,
    "unpaid": 15.0,
}
COSTS: Final = ("requests", "minutes", "unpaid")
"""Of these the less the better, so that the customer with least stands highest."""

READ_BY: Final = {
    "spend": "orders.amount",
    "breadth": "orders.category",
    "brought": "customers.referred_by",
    "told": "survey_responses.answered_at",
    "requests": "tickets.opened_at",
    "minutes": "interactions.minutes",
    "unpaid": "invoices.due_on",
}
"""The column without which a part is not known; what is spent may be a contract's amount too."""

SPENT = ("orders.amount", "subscriptions.monthly_amount", "customers.monthly_amount")

# What a customer ordered counts, else what their contracts of the day bring a year: orders beside
# a contract may be its payments.
_PARTS = f"""
with days as (
  -- one row per customer who ever ordered: money within the year
  select customer_id, coalesce(sum(net_amount) filter
    (where ordered_on > $as_of - interval 365 day), 0) as ordered
  from customer_days group by customer_id
),
kinds as (
  -- one row per customer who ordered within the year: kinds of goods, else goods
  select customer_id, case when (select count(category) from orders) > 0
    then count(distinct category) else count(distinct product) end as breadth
  from orders
  where is_returned is not true and cast(ordered_at as date) > $as_of - interval 365 day
  group by customer_id
),
contracts as (
  -- one row per customer under contract: money within a year
  select customer_id, 12 * sum(monthly_amount) as contracted from subscriptions
  where is_ended is not true and ended_on is null group by customer_id
),
brought as (
  -- one row per customer who brought others within the year
  select customer_id, count(*) as brought from referrals
  where came_on > $as_of - interval 365 day group by customer_id
),
answers as (
  -- one row per customer who told us something within the year: on how many days
  select customer_id, count(distinct cast(answered_at as date)) as told from survey_responses
  where cast(answered_at as date) > $as_of - interval 365 day
    and (score is not null or comment is not null) group by customer_id
),
asked as (
  -- one row per customer with requests within the year
  select customer_id, count(*) as requests from tickets
  where cast(opened_at as date) > $as_of - interval 365 day group by customer_id
),
spoken as (
  -- one row per customer we spoke with within the year
  select customer_id, sum(minutes) as minutes from interactions
  where cast(contacted_at as date) > $as_of - interval 365 day group by customer_id
),
due as (
{DUE}
),
owed as (
  -- one row per customer: what of the year's invoices is still owed a month after it was due
  select customer_id, sum(amount - paid) as unpaid from due
  where happened_on > $as_of - interval 365 day
    and happened_on <= $as_of - interval {MONTH_DAYS} day group by customer_id
)
-- one row per customer who ever ordered or is under contract
select customers.customer_id,
  coalesce(ordered, contracted, case when is_churned is not true then 12 * monthly_amount end)
    as spend,
  coalesce(breadth, 0) as breadth, coalesce(brought, 0) as brought, coalesce(told, 0) as told,
  coalesce(requests, 0) as requests, coalesce(minutes, 0) as minutes,
  coalesce(unpaid, 0) as unpaid
from customers left join days using (customer_id) left join kinds using (customer_id)
left join contracts using (customer_id) left join brought using (customer_id)
left join answers using (customer_id) left join asked using (customer_id)
left join spoken using (customer_id) left join owed using (customer_id)
where spend is not null order by customers.customer_id
"""


def value_parts(scope: Scope) -> pd.DataFrame:
    """One row per customer with orders or a contract: customer_id and each part that tells them
    apart, as the place among all, 0 to 100; of costs the least stands highest.
    """
    facts = scope.frame(_PARTS)
    signs = {part: -facts[part] if part in COSTS else facts[part] for part in STANDARD}
    known = {part: places(sign.astype(float)) for part, sign in signs.items() if _tells(sign)}
    return pd.DataFrame({"customer_id": facts["customer_id"], **known})


def value_score(parts: pd.DataFrame, weights: Weights = STANDARD) -> pd.DataFrame:
    """The rows of `value_parts` with value_score, the weighted mean of the parts.

    TooFewError below 100 customers or two parts.
    """
    insist(NEEDED, len(parts), "customers")
    insist(PARTS_NEEDED, len(parts.columns) - 1, "kinds_of_value")
    own = np.array([weights.get(part, 0.0) for part in parts.columns[1:]])
    return parts.assign(value_score=_scores(parts, own[None, :])[:, 0])


def firmness(parts: pd.DataFrame, weights: Weights = STANDARD, seed: int = 4) -> pd.DataFrame:
    """One row per fifth of the customers, 1 the most valuable: share, low and high.

    `share` of the fifth stays in it in the mean of 400 draws of each weight up to a fifth higher
    or lower, 95 of 100 of them between low and high.
    """
    told = parts.sample(min(len(parts), DRAWN_FROM), random_state=seed)
    own = np.array([weights.get(part, 0.0) for part in parts.columns[1:]])
    usual = fifths(_scores(told, own[None, :]))
    drawn = _scores(told, nearby(own, np.random.default_rng(seed)))
    kept = staying(usual, fifths(drawn))
    low, high = between(kept, axis=1)
    return pd.DataFrame(
        {"fifth": range(1, 6), "share": kept.mean(axis=1), "low": low, "high": high}
    )


def _tells(values: pd.Series) -> bool:
    return bool(values.nunique() > 1)


def _scores(parts: pd.DataFrame, weights: Numbers) -> Numbers:
    """One row per customer, one column per set of weights, in the order of the parts."""
    total = np.maximum(weights.sum(axis=1), np.finfo(float).tiny)
    return np.asarray(parts.iloc[:, 1:].to_numpy(float) @ weights.T / total)
