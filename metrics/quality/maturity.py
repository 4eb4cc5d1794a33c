"""How far the care for customers has come, in seven parts: from knowing them to being trusted."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from metrics.campaigns.effects import effects
from metrics.campaigns.power import usual
from metrics.campaigns.trials import experiments, trial
from metrics.comments.moods import content_share
from metrics.comments.sentiment import Heard
from metrics.families.contacts import CONTACTS
from metrics.quality.profile_blocks import completeness
from metrics.quotients import overall
from metrics.refusals import NotComputableError, insist
from metrics.satisfaction.needs import five_needs, trust_index
from metrics.scope import Scope
from metrics.statistics.intervals import wilson

Listen = Callable[[], Heard]

FEWEST = 30
ASKED_DAYS = 365
_NO_END = float("nan")

_GUIDED = ["campaign", "arm", "outcome", "value", "low", "high"]

_ASKED = f"""
with asked as (
  -- one row per customer who said within the year how far a need is met
  select distinct customer_id from survey_responses
  where instrument = 'need' and score is not null
    and cast(answered_at as date) > $as_of - {ASKED_DAYS}
)
-- one row: customers who are still here, and those who were asked
select count(*) as base, count(asked.customer_id) as done
from customers left join asked on asked.customer_id = customers.customer_id
where left_on is null
"""


class Part(NamedTuple):
    """From 0 to 100, with its interval (nan where all were counted), and out of how many."""

    value: float
    low: float
    high: float
    base: int


class Maturity(NamedTuple):
    """`rows` has one row per part that can be told: part, value from 0 to 100, low, high, base.

    `guided` is what the latest campaign with a control group changed: campaign, arm, outcome,
    value, low, high; None without one. `missing` are the parts that cannot be told.
    """

    rows: pd.DataFrame
    guided: pd.Series | None
    missing: tuple[str, ...]


def _collected(scope: Scope, _: Listen) -> Part:
    """The part of the profile that is filled: all of it was counted, so it has no interval."""
    filled, base = completeness(scope).blocks[["filled", "base"]].sum().astype(int)
    insist(1, int(base), "customers")
    return Part(100 * filled / base, _NO_END, _NO_END, int(base))


def _asked(scope: Scope, _: Listen) -> Part:
    found = scope.frame(_ASKED).iloc[0].astype(int)
    if not found["done"]:
        raise NotComputableError("no_needs")
    return _share(found["done"] / found["base"], int(found["base"]))


def _met(scope: Scope, _: Listen) -> Part:
    found = five_needs(scope)
    return Part(found.value, found.low, found.high, found.base)


def _two_way(scope: Scope, _: Listen) -> Part:
    row = overall(scope, CONTACTS[:1]).iloc[0]
    insist(FEWEST, int(row["base"]), "contacted")
    value, low, high = 100 * row[["value", "low", "high"]].astype(float)
    return Part(value, low, high, int(row["base"]))


def _felt(scope: Scope, listen: Listen) -> Part:
    """The share of comments that do not sound unhappy."""
    share, low, high, base = content_share(scope, listen())
    insist(FEWEST, base, "comments")
    return Part(100 * share, 100 * low, 100 * high, base)


def _trusted(scope: Scope, _: Listen) -> Part:
    found = trust_index(scope)
    return Part(found.value, found.low, found.high, found.base)


PARTS: dict[str, Callable[[Scope, Listen], Part]] = {
    "collected": _collected,
    "asked": _asked,
    "met": _met,
    "two_way": _two_way,
    "felt": _felt,
    "trusted": _trusted,
}


def maturity(scope: Scope, listen: Listen) -> Maturity:
    """Each part that the data carry; NotComputableError where they carry fewer than three."""
    rows, missing = [], []
    for part, measure in PARTS.items():
        try:
            rows.append((part, *measure(scope, listen)))
        except NotComputableError:
            missing.append(part)
    if len(rows) < 3:
        raise NotComputableError("no_maturity", have=len(rows))
    told = pd.DataFrame(rows, columns=["part", "value", "low", "high", "base"])
    return Maturity(told, _guided(scope), tuple(missing))


def _share(share: float, base: int) -> Part:
    low, high = wilson(share, base)
    return Part(100 * share, 100 * float(low), 100 * float(high), base)


def _guided(scope: Scope) -> pd.Series | None:
    """What the latest campaign changed in what customers did: a difference, and no share of all.

    That of its largest group, in the deed by which the next campaign is planned.
    """
    campaign = next(iter(experiments(scope)), None)
    if campaign is None:
        return None
    try:
        found = trial(scope, campaign)
    except NotComputableError:
        return None
    deed = usual(found)
    if deed is None:
        return None
    arm = max(found.arms, key=found.counts.__getitem__)
    rows = effects(found).assign(campaign=campaign)
    told = rows[rows["arm"].eq(arm) & rows["outcome"].eq(deed[0])].iloc[0]
    return told[_GUIDED]
