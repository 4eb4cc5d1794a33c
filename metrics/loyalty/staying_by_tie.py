"""Whether those in the club, and those who contribute, stay: tied first, watched afterwards.

Who joins a club was fond of us before: the difference is no effect of the club. Beside it stands
the same among customers alike in what they had bought.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.families.ties import CONTRIBUTED_DAYS
from metrics.indicator import Dimension
from metrics.refusals import NotComputableError, insist
from metrics.risk.churn_windows import Kind, kinds
from metrics.risk.fates import DAYS, FATES
from metrics.scope import Scope
from metrics.statistics.intervals import wilson
from metrics.statistics.odds import odds_ratios

FEWEST = 100
"""Of those who left: fewer tell nothing of who stays."""
FEWEST_TIED = 30

_LANDMARK = f"cast($as_of - interval {DAYS} day as date)"

_CLUB = f"""
-- one row per customer
select customer_id,
  case when member_since <= {_LANDMARK} then 'tied' else 'not_tied' end as segment
from customers
"""

_CONTRIBUTED = f"""
with contributed as (
  -- one row per customer who had written a comment or brought another within the year up to then
  select customer_id from survey_responses
  where comment is not null and cast(answered_at as date) <= {_LANDMARK}
    and cast(answered_at as date) > {_LANDMARK} - {CONTRIBUTED_DAYS}
  union
  select customer_id from referrals
  where came_on <= {_LANDMARK} and came_on > {_LANDMARK} - {CONTRIBUTED_DAYS}
)
-- one row per customer
select customers.customer_id,
  case when contributed.customer_id is null then 'not_tied' else 'tied' end as segment
from customers left join contributed on contributed.customer_id = customers.customer_id
"""

TIES_BEFORE = (
    Dimension("club_before", _CLUB, ("customers.member_since",)),
    Dimension("contributed_before", _CONTRIBUTED, ("survey_responses.comment",)),
)
"""Customers by whether they were in the club, or had contributed, half a year ago."""


class StayingByTie(NamedTuple):
    """`rows` has "tied" and "not_tied": segment, value (the share who stayed), low, high, base.

    `ratio` with low and high is the odds of staying of those tied, by that of others who had
    bought as often, as lately and for as long; nan without orders, or where `fewest`, the fewest
    who stayed or left in either group, carry none.
    """

    rows: pd.DataFrame
    fewest: int
    ratio: float
    low: float
    high: float


def known_ties(scope: Scope) -> tuple[Dimension, ...]:
    """The ties that these data know."""
    return tuple(tie for tie in TIES_BEFORE if not scope.lacks(tie.reads))


def staying_by_tie(scope: Scope, tie: Dimension) -> StayingByTie:
    """Who stayed in the half year after the landmark, by whether they were tied on it.

    TooFewError below 100 who left, or 30 who were tied or were not.
    """
    found = scope.frame(_asked(scope, tie, _kind(scope)), days=DAYS)
    insist(FEWEST, int((~found["has_stayed"].astype(bool)).sum()), "ends")
    for segment in ("tied", "not_tied"):
        insist(FEWEST_TIED, int(found["segment"].eq(segment).sum()), "customers")
    groups = found.groupby("segment")["has_stayed"].agg(["mean", "size", "sum"])
    groups = groups.reindex(["tied", "not_tied"])
    low, high = wilson(groups["mean"], groups["size"])
    rows = pd.DataFrame({"value": groups["mean"], "low": low, "high": high, "base": groups["size"]})
    fewest = min(groups["sum"].min(), (groups["size"] - groups["sum"]).min())
    return StayingByTie(rows.reset_index(), int(fewest), *_alike(found))


def _kind(scope: Scope) -> Kind:
    known = [kind for kind in kinds(scope) if kind != "snapshot"]
    if not known:
        raise NotComputableError("no_leaving_dates")
    return known[-1]


def _asked(scope: Scope, tie: Dimension, kind: Kind) -> str:
    return f"""with {scope.among_all("members", tie.members)},
{FATES[kind]},
before as (
  -- one row per customer who had ordered by the landmark
  select customer_id, count(*) as order_count,
    date_diff('day', max(ordered_on), {_LANDMARK}) as quiet_days,
    date_diff('day', min(ordered_on), {_LANDMARK}) as known_days
  from customer_days where is_kept and ordered_on <= {_LANDMARK} group by customer_id
)
-- one row per customer who was here at the landmark
select fates.customer_id, has_stayed, segment, coalesce(order_count, 0) as order_count,
  coalesce(quiet_days, 0) as quiet_days, coalesce(known_days, 0) as known_days
from fates join members on members.customer_id = fates.customer_id
left join before on before.customer_id = fates.customer_id order by fates.customer_id"""


def _alike(found: pd.DataFrame) -> tuple[float, float, float]:
    names = ("order_count", "quiet_days", "known_days")
    others = {name: np.log1p(found[name].astype(float)) for name in names}
    terms = pd.DataFrame({"tied": found["segment"].eq("tied").astype(float), **others})
    if found["order_count"].max() == 0:
        return float("nan"), float("nan"), float("nan")
    stayed = found["has_stayed"].to_numpy(float)
    ratios = odds_ratios(terms, stayed, found["customer_id"]).set_index("name")
    ratio, low, high = ratios.loc["tied", ["ratio", "low", "high"]]
    return float(ratio), float(low), float(high)
