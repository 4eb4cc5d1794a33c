"""The people of a segment, page by page, and how many there are."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.families.satisfaction import latest
from metrics.indicator import Dimension
from metrics.order_days import ORDER_DAYS
from metrics.scope import Scope

COLUMNS = (
    "customer_id",
    "name",
    "segment",
    "customer_type",
    "city",
    "tier",
    "plan",
    "contract",
    "is_gone",
    "joined_on",
    "tenure_months",
    "monthly_amount",
    "last_ordered_on",
    "order_count",
    "net_spend",
    "last_csat",
    "last_nps",
)
"""What the list shows of a customer; any of them orders it."""

EVERYONE = Dimension("everyone", "select customer_id, 'everyone' as segment from customers")

# Customers without a value have no row in the members, or an empty segment: both are "no value".
_CHOSEN = """chosen as (
  -- one row per customer of the segments
  select customers.customer_id, members.segment
  from customers left join members on members.customer_id = customers.customer_id
  where $is_everyone or members.segment in (select unnest($segments))
    or ($has_none and members.segment is null)
)"""

_LISTED = f"""order_days as (
  {ORDER_DAYS}
),
habits as (
  -- one row per customer who ordered
  select customer_id, max(ordered_on) as last_ordered_on, count(*) as order_count
  from order_days group by customer_id
),
spending as (
  -- one row per customer with orders
  select customer_id, sum(net_amount) as net_spend from customer_days group by customer_id
),
answers as (
  -- one row per customer who was asked
  select customer_id,
    {latest("score")} filter (where instrument = 'csat') as last_csat,
    {latest("score")} filter (where instrument = 'nps') as last_nps
  from survey_responses where score is not null group by customer_id
),
contracts as (
  -- one row per customer under contract
  select customer_id, max(plan) as own_plan, max(tenure_months) as own_months,
    bool_and(ended_on is not null or is_ended is true) as own_gone,
    sum(case when is_ended is not true then monthly_amount end) as own_amount
  from subscriptions group by customer_id
),
listed as (
  -- one row per customer of the segments
  select customers.customer_id, name, segment, customer_type, city, tier,
    coalesce(plan, own_plan) as plan, contract,
    coalesce(own_gone, is_churned) as is_gone, joined_on,
    coalesce(tenure_months, own_months) as tenure_months,
    coalesce(monthly_amount, own_amount) as monthly_amount,
    last_ordered_on, coalesce(order_count, 0) as order_count, net_spend, last_csat, last_nps
  from chosen join customers on customers.customer_id = chosen.customer_id
  left join habits on habits.customer_id = chosen.customer_id
  left join spending on spending.customer_id = chosen.customer_id
  left join answers on answers.customer_id = chosen.customer_id
  left join contracts on contracts.customer_id = chosen.customer_id
)"""


def segments_of(scope: Scope, dimension: Dimension) -> pd.DataFrame:
    """One row per segment of the dimension: segment (null for "no value") and customer_count."""
    return scope.frame(
        f"""with {scope.among_all("members", dimension.members)}
-- one row per segment
select members.segment, count(*) as customer_count
from customers left join members on members.customer_id = customers.customer_id
group by members.segment order by customer_count desc, members.segment""",
        **dict(dimension.parameters),
    )


def people(
    scope: Scope,
    dimension: Dimension = EVERYONE,
    segments: Sequence[str | None] | None = None,
    order_by: str = "net_spend",
    is_descending: bool = True,
    limit: int = 50,
    offset: int = 0,
) -> pd.DataFrame:
    """One page of the customers of these segments (None: of all), with COLUMNS.

    `order_by` is one of COLUMNS, ValueError otherwise; unknown values come last, and equal ones
    by customer, so that pages never overlap.
    """
    if order_by not in COLUMNS:
        raise ValueError(order_by)
    direction = "desc" if is_descending else "asc"
    return scope.frame(
        f"""with {_chosen(scope, dimension)},
{_LISTED}
select {", ".join(COLUMNS)} from listed
order by {order_by} {direction} nulls last, customer_id limit $limit offset $offset""",
        limit=limit,
        offset=offset,
        **_bound(dimension, segments),
    )


def is_among(customers: pd.Series, others: pd.Series) -> NDArray[np.bool_]:
    """Whether each of the customers is one of the others."""
    # `isin` makes an object of every id first, which takes eight times as long.
    return np.asarray(pd.Index(others.unique()).get_indexer(customers) >= 0)


def those_within(scope: Scope, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the customers whom a scope lets through."""
    own = scope.frame("select customer_id from customers")["customer_id"]
    return rows[is_among(rows["customer_id"], own)]


def people_count(
    scope: Scope, dimension: Dimension = EVERYONE, segments: Sequence[str | None] | None = None
) -> int:
    """How many customers are in these segments."""
    found = scope.frame(
        f"with {_chosen(scope, dimension)}\nselect count(*) as customer_count from chosen",
        **_bound(dimension, segments),
    )
    return int(found["customer_count"].iloc[0])


def _chosen(scope: Scope, dimension: Dimension) -> str:
    return f"{scope.among_all('members', dimension.members)},\n{_CHOSEN}"


def _bound(dimension: Dimension, segments: Sequence[str | None] | None) -> dict[str, object]:
    # A frame gives an empty segment back as nan.
    asked = [] if segments is None else [None if pd.isna(s) else s for s in segments]
    return {
        **dict(dimension.parameters),
        "is_everyone": segments is None,
        "segments": [segment for segment in asked if segment is not None],
        "has_none": None in asked,
    }
