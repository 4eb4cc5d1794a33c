"""What customers look for, by what they do: a low price, quality, or service.

Each sign is a rank among all who order, from 0 to 1; a kind's score is the weighted mean of its
signs. A sign alike for everybody, such as requests where none are on record, counts for nothing.
Which signs and weights is a choice of ours, printed beside the result, not a standard.
"""

from typing import Final

import pandas as pd

from metrics.indicator import Dimension
from metrics.people import segments_of
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.statistics.intervals import with_share

READS = ("orders.ordered_at", "orders.amount")
WEIGHTS: Final = {
    "price": {"discounted_share": 1.0},
    "quality": {"dear_share": 0.7, "returned_share": 0.3},
    "service": {"requests_per_order": 1.0},
}
"""For each kind its signs and their weights, which sum to 1; without its first a kind is untold."""
CLEAR_BY: Final = 0.1
"""A customer whose best score leads by less than this is of no kind."""

_SIGNS = """
with categories as (
  -- one row per category: what a piece costs there on average
  select category, sum(amount) / nullif(sum(coalesce(quantity, 1)), 0) as piece_amount
  from orders where category is not null and amount > 0 group by category
),
dear as (
  -- one row per category: whether it is among the dearer half
  select category, percent_rank() over (order by piece_amount) >= 0.5 as is_dear from categories
),
starts as (
  -- one row per customer who ordered: since when
  select customer_id, cast(min(ordered_at) as date) as ordered_on from orders group by customer_id
),
asked as (
  -- one row per customer with requests since they first ordered
  select customer_id, count(*) as request_count from tickets join starts using (customer_id)
  where cast(opened_at as date) >= ordered_on group by customer_id
),
signs as (
  -- one row per customer who ordered
  select customer_id,
    avg(case when discount > 0 then 1.0 else 0.0 end) as discounted_share,
    coalesce(avg(cast(is_dear as int)), 0) as dear_share,
    avg(case when is_returned then 1.0 else 0.0 end) as returned_share,
    coalesce(any_value(request_count), 0)
      / greatest(count(*) filter (is_returned is not true), 1) as requests_per_order
  from orders left join dear using (category) left join asked using (customer_id)
  where ordered_at is not null group by customer_id
)"""


def _rank(sign: str) -> str:
    """Equal ones in the middle of their ranks; none where all are alike: it tells nobody apart."""
    ranks = " + ".join(f"{way}() over (order by {sign})" for way in ("cume_dist", "percent_rank"))
    return (
        f"""case when min({sign}) over () < max({sign}) over () then ({ranks}) / 2 end as {sign}"""
    )


def _weighted(kind: str) -> str:
    """The mean of the signs that are known; null where the first is not."""
    signs = WEIGHTS[kind].items()
    total = " + ".join(f"{weight} * coalesce({sign}, 0)" for sign, weight in signs)
    known = " + ".join(f"{weight} * cast({sign} is not null as int)" for sign, weight in signs)
    first = next(iter(WEIGHTS[kind]))
    return f"case when {first} is not null then ({total}) / ({known}) end as {kind}"


_FILLED = f"""{_SIGNS},
ranked as (
  -- one row per customer who ordered: each sign as a rank
  select customer_id, {", ".join(_rank(sign) for signs in WEIGHTS.values() for sign in signs)}
  from signs
),
scores as (
  -- one row per customer who ordered: a score for each kind
  select customer_id, {", ".join(_weighted(kind) for kind in WEIGHTS)} from ranked
),
ordered as (
  -- one row per customer who ordered: the scores from the highest down, where two are known
  select *, list_sort([{", ".join(WEIGHTS)}], 'desc', 'nulls last') as best from scores
  where (price is not null)::int + (quality is not null)::int + (service is not null)::int >= 2
)"""

_MEMBERS = f"""{_FILLED}
-- one row per customer
select customer_id, case when best is null then null
  when best[1] - best[2] < {CLEAR_BY} then 'mixed' when price = best[1] then 'price'
  when quality = best[1] then 'quality' else 'service' end as segment
from customers left join ordered using (customer_id)
"""

CUSTOMER_KINDS = Dimension("customer_kind", _MEMBERS, READS)


def _is_telling(sign: str) -> str:
    """Whether customers differ by it; where nobody has ordered yet, they do not."""
    return f"coalesce(min({sign}) < max({sign}), false) as {sign}"


_KNOWN = f"""{_SIGNS}
-- one row: whether each sign tells anybody apart
select {", ".join(_is_telling(sign) for signs in WEIGHTS.values() for sign in signs)}
from signs"""


def weights_known(scope: Scope) -> dict[str, dict[str, float]]:
    """The kinds that these data tell, each with its signs and their weights, which sum to 1.

    NotComputableError where fewer than two: nobody could be of one rather than of another.
    """
    row = scope.frame(f"with {scope.among_all('known', _KNOWN)}\nselect * from known").iloc[0]
    found = {}
    for kind, signs in WEIGHTS.items():
        known = {sign: weight for sign, weight in signs.items() if row[sign]}
        if next(iter(signs)) in known:
            total = sum(known.values())
            found[kind] = {sign: weight / total for sign, weight in known.items()}
    if len(found) < 2:
        raise NotComputableError("one_kind")
    return found


def kind_shares(scope: Scope) -> pd.DataFrame:
    """How many customers who ordered are of each kind: one row per kind, the largest first.

    segment, customer_count, share with low and high, and base, all whose kind is told.
    """
    return with_share(segments_of(scope, CUSTOMER_KINDS).dropna(subset="segment"), "customer_count")
