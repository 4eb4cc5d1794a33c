"""One campaign as an experiment: who was written to, who was left alone, and what each then did."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from metrics.families.campaigns import WITHIN_DAYS
from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope

READS = ("campaign_sends.campaign", "campaign_sends.is_control")

ARM_NEEDED = 100
MOST_ARMS = 8
"""More offers than this were told apart for each customer; they are looked at as one arm."""
BEFORE_DAYS = 365
"""What customers spent in so many days before tells them apart, and nothing in it is an effect."""
SAME_RATIO = 0.01
"""Below this p the groups are not of the planned sizes, and something sorted customers."""

ONE_ARM, CONTROL = "treated", ""
"""The codes of an arm that has no offer of its own to go by, and of those left alone."""
UNITS = {
    "clicked": "share",
    "converted": "share",
    "bought": "share",
    "revenue": "money",
    "spend": "money",
}
"""What customers may have done, and how each is measured."""

# Whole tenths and halves, and the usual fractions of an audience.
_PLANNED = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 1 / 3, 0.4, 0.5)

_EXPERIMENTS = """
-- one row per campaign in which some were left alone, the latest first
select campaign from campaign_sends group by campaign
having bool_or(is_control) and bool_or(not is_control)
order by max(sent_at) desc nulls last, campaign
"""

_PEOPLE = f"""
with audience as (
  -- one row per customer of the campaign: written to or left alone, and what then came
  select customer_id, min(cast(sent_at as date)) as sent_on, bool_or(is_control) as is_control,
    bool_or(is_control) is distinct from bool_and(is_control) as is_both,
    min(offer) filter (where not is_control) as arm, sum(cost) as cost,
    max(cast(is_clicked as int)) as clicked, max(cast(is_converted as int)) as converted,
    sum(revenue) as revenue
  from campaign_sends where campaign = $campaign group by customer_id
),
spending as (
  -- one row per customer of the campaign who ever ordered
  select customer_id, max(cast(is_kept and is_after as int)) as bought,
    sum(net_amount) filter (where is_after) as spend,
    sum(net_amount) filter (where ordered_on < sent_on) as spend_before
  from (
    select *, ordered_on between sent_on and sent_on + interval {WITHIN_DAYS} day as is_after
    from customer_days join audience using (customer_id)
    where ordered_on between sent_on - interval {BEFORE_DAYS} day
      and sent_on + interval {WITHIN_DAYS} day
  ) group by customer_id
)
-- one row per customer of the campaign; whose time to answer is not over has not bought nor not
select customer_id, sent_on, is_control, is_both, arm, cost, clicked, converted, revenue,
  case when sent_on + interval {WITHIN_DAYS} day <= $as_of then coalesce(bought, 0) end as bought,
  case when sent_on + interval {WITHIN_DAYS} day <= $as_of then coalesce(spend, 0) end as spend,
  case when sent_on is not null then coalesce(spend_before, 0) end as spend_before
from audience left join spending using (customer_id) order by customer_id
"""


@dataclass(frozen=True)
class Trial:
    """One campaign: `people` has one row per customer with customer_id, is_control, arm, cost,
    spend_before, sent_on and the outcomes; `left_out` were in both groups, or in neither.
    """

    campaign: str
    people: pd.DataFrame
    arms: tuple[str, ...]
    outcomes: tuple[str, ...]
    left_out: int

    @property
    def control(self) -> pd.DataFrame:
        """Those who were left alone."""
        return self.people[self.people["is_control"]]

    def treated(self, arm: str) -> pd.DataFrame:
        """Those who got what this arm got."""
        return self.people[~self.people["is_control"] & (self.people["arm"] == arm)]

    @property
    def counts(self) -> dict[str, int]:
        """How many customers each arm has; the control group is last, under no name."""
        sizes = {arm: len(self.treated(arm)) for arm in self.arms}
        return {**sizes, CONTROL: len(self.control)}


def experiments(scope: Scope) -> list[str]:
    """The campaigns in which some customers were left alone to compare, the latest first."""
    return [] if scope.lacks(READS) else list(scope.frame(_EXPERIMENTS)["campaign"])


def trial(scope: Scope, campaign: str) -> Trial:
    """A campaign's customers by arm, and what can be compared between the arms.

    TooFewError below 100 customers left alone, or 100 written to.
    """
    found = scope.frame(_PEOPLE, campaign=campaign)
    is_told = found["is_control"].notna() & ~found["is_both"].fillna(False).astype(bool)
    people = found[is_told].astype({"is_control": bool}).reset_index(drop=True)
    insist(ARM_NEEDED, int(people["is_control"].sum()), "left_alone")
    insist(ARM_NEEDED, int((~people["is_control"]).sum()), "written_to")
    people = _with_arms(people)
    arms = people.loc[~people["is_control"], "arm"].value_counts()
    known = tuple(sorted(map(str, arms.index[arms >= ARM_NEEDED])))
    if not known:
        raise NotComputableError("no_arm")
    is_known = people["is_control"] | people["arm"].isin(known)
    people = people[is_known].reset_index(drop=True)
    outcomes = tuple(name for name in UNITS if _is_seen_in_both(people, name))
    return Trial(campaign, people, known, outcomes, len(found) - len(people))


def planned_shares(counts: dict[str, int]) -> dict[str, float]:
    """The plain split nearest to the groups found, the arms but the control being alike.

    No file says what was planned; this is what a reader may set right.
    """
    total, arms = sum(counts.values()), len(counts) - 1
    held_out = min((*_PLANNED, 1 / len(counts)), key=lambda s: abs(s - counts[CONTROL] / total))
    return {arm: held_out if arm == CONTROL else (1 - held_out) / arms for arm in counts}


def sample_ratio(counts: dict[str, int], planned: dict[str, float]) -> float:
    """The p of χ² that groups of these sizes come from a lottery with the planned shares.

    Fabijan et al. 2019: where it is tiny, who is in which group was not left to chance.
    """
    sizes = np.array([counts[arm] for arm in counts], float)
    expected = np.array([planned[arm] for arm in counts]) * sizes.sum()
    return float(stats.chisquare(sizes, expected).pvalue)


def _with_arms(people: pd.DataFrame) -> pd.DataFrame:
    offers = people.loc[~people["is_control"], "arm"]
    is_one = offers.nunique() not in range(2, MOST_ARMS + 1)
    arm = people["arm"].where(people["arm"].notna(), ONE_ARM)
    named = str(offers.iloc[0]) if offers.nunique() == 1 and offers.notna().all() else ONE_ARM
    return people.assign(arm=named if is_one else arm)


def _is_seen_in_both(people: pd.DataFrame, outcome: str) -> bool:
    """Who got no message cannot click on it: clicks are compared where the others can have any."""
    known = people.loc[people[outcome].notna(), ["is_control", outcome]]
    if known["is_control"].nunique() < 2 or known[outcome].nunique() < 2:
        return False
    return outcome != "clicked" or bool(known.loc[known["is_control"], outcome].any())
