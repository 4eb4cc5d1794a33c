"""How far up customers have come: prospect, first-time, repeat, loyal, member, advocate."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from metrics.families.satisfaction import latest
from metrics.indicator import Dimension
from metrics.order_days import ORDER_DAYS
from metrics.people import those_within
from metrics.scope import Scope
from metrics.statistics.intervals import wilson
from metrics.thresholds import Thresholds

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "member": ("customers.member_since",),
    "advocate": ("customers.referred_by", "survey_responses.score"),
}

OF_RECOMMENDING = "instrument = 'nps' and scale_min = 0 and scale_max = 10 and score is not null"

_ASKED = f"""
-- one row: whether anybody was asked whether they would recommend us
select count(*) > 0 as is_asked from survey_responses where {OF_RECOMMENDING}
"""

STEPS = ("prospect", "first_time", "repeat", "loyal", "member", "advocate")

_NAME = "ladder_step"


@dataclass(frozen=True)
class LadderRules(Thresholds):
    """Loyal is who has `loyal_orders` order days, the last within `loyal_days`; the reader's own.

    Whoever told their attitude must have put it into the two top points of the scale as well.
    """

    loyal_orders: int = 3
    loyal_days: int = 180

    @property
    def is_sound(self) -> bool:
        """Whether the loyal have ordered more often than those on the step below."""
        return self.loyal_orders >= 3


STANDARD = LadderRules()

# Each step needs the one below. Where nobody is a member, the firm has no members' club: the
# step stays empty and does not bar the way to the last one.
LADDER_STEP = f"""
with order_days as (
  {ORDER_DAYS}
),
habits as (
  -- one row per customer who ordered
  select customer_id, count(*) as order_count, max(ordered_on) as last_on
  from order_days group by customer_id
),
attitudes as (
  -- one row per customer who was asked: whether the last answer is in the two top points
  select customer_id, {latest("score - scale_max")} >= -1 as is_favourable
  from survey_responses where instrument = 'attitude' and score is not null group by customer_id
),
promoters as (
  -- one row per customer who was asked: whether they would recommend us
  select customer_id, {latest("score")} >= 9 as is_promoter
  from survey_responses
  where {OF_RECOMMENDING}
  group by customer_id
),
referrers as (
  -- one row per customer whose recommendation brought somebody who ordered
  select referred_by as customer_id
  from customers join habits using (customer_id)
  where referred_by is not null group by referred_by
),
club as (
  -- one row: whether there are members at all
  select count(member_since) > 0 as has_members from customers
),
reached as (
  -- one row per customer
  select customer_id, coalesce(order_count, 0) as order_count,
    order_count >= $loyal_orders and last_on >= $as_of - interval ($loyal_days) day
      and coalesce(is_favourable, true) as is_loyal,
    member_since is not null as is_member,
    has_members,
    is_promoter and referrers.customer_id is not null as is_advocate
  from customers cross join club
  left join habits using (customer_id) left join attitudes using (customer_id)
  left join promoters using (customer_id) left join referrers using (customer_id)
)
-- one row per customer
select customer_id,
  case when order_count = 0 then 'prospect'
    when is_loyal and is_advocate and (is_member or not has_members) then 'advocate'
    when is_loyal and is_member then 'member'
    when is_loyal then 'loyal'
    when order_count >= 2 then 'repeat'
    else 'first_time' end as segment
from reached
""".strip()


def ladder(
    scope: Scope, within: Scope | None = None, rules: LadderRules = STANDARD
) -> pd.DataFrame:
    """One row per step: how many stand on it, how many came so far, and of those below the share.

    `reached_count` counts everyone on the step or above; `conversion` is that over the step below,
    with Wilson's interval; the first step has none. A step that the data cannot tell is absent.
    Who stands where hangs on others, whom they referred: a group of customers, `within`, is
    counted by the steps on which they stand in the whole scope.
    """
    found = _counts(scope, rules) if within is None else _counts_within(scope, within, rules)
    told = [step for step in STEPS if step not in _untold(scope, found)]
    rows = found.reindex(told, fill_value=0).rename_axis("step").reset_index()
    rows["reached_count"] = rows["customer_count"][::-1].cumsum()[::-1]
    below = rows["reached_count"].shift()
    rows["conversion"] = rows["reached_count"] / below.where(below > 0)
    low, high = wilson(rows["conversion"], below.fillna(0))
    return rows.assign(low=low, high=high)


def ladder_dimension(rules: LadderRules = STANDARD) -> Dimension:
    """Customers by their step; `ladder_step:4-365` has rules of a reader's own in its name."""
    bound = tuple(rules.parameters.items())
    return Dimension(rules.named(_NAME), LADDER_STEP, ("orders.ordered_at",), bound)


def ladder_dimension_called(name: str) -> Dimension | None:
    """The dimension of that name under a reader's own rules; None where it names none."""
    rules = LadderRules.in_name(name, _NAME)
    return ladder_dimension(rules) if rules else None


def _counts(scope: Scope, rules: LadderRules) -> pd.Series:
    return scope.frame(
        f"with placed as (\n{LADDER_STEP}\n)\n-- one row per step\n"
        "select segment as step, count(*) as customer_count from placed group by segment",
        **rules.parameters,
    ).set_index("step")["customer_count"]


def _counts_within(scope: Scope, group: Scope, rules: LadderRules) -> pd.Series:
    placed = those_within(group, scope.frame(LADDER_STEP, **rules.parameters))
    counts = placed["segment"].value_counts()
    return counts.rename("customer_count").rename_axis("step")


def untold_steps(scope: Scope, told: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The steps that are not among those told, each with the columns that would tell it.

    No columns: all are there, but no answer to whether they would recommend us, from 0 to 10.
    """
    return {step: scope.lacks(reads) for step, reads in _NEEDS.items() if step not in told}


def _untold(scope: Scope, found: pd.Series) -> set[str]:
    """Steps on which nobody stands, and nobody could: what they need is not there."""
    known = {step: not scope.lacks(reads) for step, reads in _NEEDS.items()}
    known["advocate"] &= bool(scope.frame(_ASKED)["is_asked"].iloc[0])
    return {step for step, is_known in known.items() if not is_known and not found.get(step)}
