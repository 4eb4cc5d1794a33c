"""How long each customer under contract has stayed, and the curves of staying by segment."""

from dataclasses import dataclass

import pandas as pd

from metrics.buying.purchases import DAYS
from metrics.indicator import Dimension
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.log_rank import LogRank, log_rank
from metrics.statistics.survival import survival_curve

READS = ("subscriptions.is_ended", "subscriptions.ended_on")

ENDS_NEEDED = 10
"""A curve of fewer ends says where single customers left, not how the segment does."""

STAYS = """contracts as (
  -- one row per contract; with no day of its end, a contract's own tenure is all there is
  select customer_id, started_on, ended_on, tenure_months,
    coalesce(is_ended, false) or ended_on is not null as is_ended
  from subscriptions
),
stays as (
  -- one row per customer, from the first contract to the last; a change of plan ends nothing
  select customer_id, min(started_on) as began_on, max(ended_on) as left_on,
    max(tenure_months) as tenure_months, min(cast(is_ended as integer)) = 1 as is_ended
  from contracts
  group by customer_id
),
spells as (
  -- one row per customer whose time under contract is known
  select customer_id, is_ended,
    case
      when began_on is not null and not is_ended
        then date_diff('day', began_on, cast($as_of as date)) / $month_days
      when began_on is not null and left_on is not null
        then date_diff('day', began_on, left_on) / $month_days
      else tenure_months
    end as months
  from stays
)"""

_ALL = f"with {STAYS}\nselect customer_id, months, is_ended from spells where months >= 0"


@dataclass(frozen=True)
class SurvivalBySegment:
    """The curves of each segment with ends enough, and whether they differ.

    `curves` has a survival curve's columns and segment; `too_few` one row per segment left out:
    segment, customers, ended. `log_rank` is null where fewer than two curves are left.
    """

    curves: pd.DataFrame
    too_few: pd.DataFrame
    log_rank: LogRank | None


def spells(scope: Scope) -> pd.DataFrame:
    """One row per customer ever under contract: customer_id, months, is_ended.

    Months run from the first contract's start to the last one's end, or to the as-of day for
    those still there; where there are no dates they are the file's own tenure.
    """
    found = scope.frame(f"{_ALL} order by customer_id", month_days=DAYS["month"])
    return _typed(found)


def survival(scope: Scope) -> pd.DataFrame:
    """The survival curve of all customers under contract; TooFewError below ten ends."""
    stays = spells(scope)
    insist(ENDS_NEEDED, int(stays["is_ended"].sum()), "ends")
    return survival_curve(stays)


def survival_by(scope: Scope, dimension: Dimension) -> SurvivalBySegment:
    """A curve per segment of the dimension, null standing for customers without a value.

    A segment must not be made of what happened after the start ("complained thrice"): whoever
    stays longer has had more time for it.
    """
    stays = _typed(_stays_by(scope, dimension))
    ended = stays.groupby("segment", dropna=False)["is_ended"].transform("sum")
    drawn = stays[ended >= ENDS_NEEDED]
    left_out = stays[ended < ENDS_NEEDED].groupby("segment", dropna=False)
    too_few = left_out["is_ended"].agg(customers="size", ended="sum").reset_index()
    test = log_rank(drawn, "segment") if drawn["segment"].nunique(dropna=False) > 1 else None
    return SurvivalBySegment(_curves(drawn), too_few, test)


def _stays_by(scope: Scope, dimension: Dimension) -> pd.DataFrame:
    statement = f"""with {scope.among_all("members", dimension.members)},
{STAYS}
-- one row per customer under contract, with the segment
select spells.customer_id, months, is_ended, members.segment
from spells left join members on members.customer_id = spells.customer_id
where months >= 0
order by spells.customer_id, members.segment"""
    return scope.frame(statement, month_days=DAYS["month"], **dict(dimension.parameters))


def _curves(stays: pd.DataFrame) -> pd.DataFrame:
    grouped = stays.groupby("segment", dropna=False)
    curves = [survival_curve(rows).assign(segment=name) for name, rows in grouped]
    if not curves:
        return survival_curve(stays).head(0).assign(segment=None)
    return pd.concat(curves, ignore_index=True)


def _typed(stays: pd.DataFrame) -> pd.DataFrame:
    return stays.assign(
        months=stays["months"].astype(float), is_ended=stays["is_ended"].astype(bool)
    )
