"""How far the care for customers has come, in seven parts: from knowing them to being trusted."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from metrics.campaigns.effects import effects
from metrics.campaigns.trials import experiments, trial
from metrics.comments.moods import moods
from metrics.comments.sentiment import Heard
from metrics.families.contacts import CONTACTS
from metrics.quality.profile_blocks import completeness
from metrics.quotients import overall
from metrics.refusals import NotComputableError, insist
from metrics.satisfaction.needs import five_needs, trust_index
from metrics.scope import Scope
from metrics.statistics.intervals import wilson

Listen = Callable[[], Heard]
Ends = tuple[float, float, float, int]

FEWEST = 30
ASKED_DAYS = 365

_GUIDED = ("campaign", "outcome", "value", "low", "high")

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


class Maturity(NamedTuple):
    """`rows` has one row per part that can be told: part, value from 0 to 100, low, high, base.

    `guided` is what the latest campaign with a control group changed: campaign, outcome, value,
    low, high; None without one. `missing` are the parts that cannot be told.
    """

    rows: pd.DataFrame
    guided: pd.Series | None
    missing: tuple[str, ...]


def _collected(scope: Scope, _: Listen) -> Ends:
    """The part of the profile that is filled: all of it was counted, so it has no interval."""
    filled, base = completeness(scope).blocks[["filled", "base"]].sum().astype(int)
    insist(1, int(base), "customers")
    return (100 * filled / base,) * 3 + (int(base),)


def _asked(scope: Scope, _: Listen) -> Ends:
    found = scope.frame(_ASKED).iloc[0].astype(int)
    if not found["done"]:
        raise NotComputableError("no_needs", have=0)
    return _share(found["done"] / found["base"], int(found["base"]))


def _met(scope: Scope, _: Listen) -> Ends:
    found = five_needs(scope)
    return found.value, found.low, found.high, found.base


def _two_way(scope: Scope, _: Listen) -> Ends:
    row = overall(scope, CONTACTS[:1]).iloc[0]
    insist(FEWEST, int(row["base"]), "contacted")
    return 100 * row["value"], 100 * row["low"], 100 * row["high"], int(row["base"])


def _felt(scope: Scope, listen: Listen) -> Ends:
    """The share of comments that do not sound unhappy."""
    told = moods(scope, listen())
    base = int(told["base"].sum())
    insist(FEWEST, base, "comments")
    return _share(1 - float(told["share"] @ told["base"]) / base, base)


def _trusted(scope: Scope, _: Listen) -> Ends:
    found = trust_index(scope)
    return found.value, found.low, found.high, found.base


PARTS: dict[str, Callable[[Scope, Listen], Ends]] = {
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


def _share(share: float, base: int) -> Ends:
    low, high = wilson(share, base)
    return 100 * share, 100 * float(low), 100 * float(high), base


def _guided(scope: Scope) -> pd.Series | None:
    """What the latest campaign changed in what customers did: a difference, and no share of all."""
    campaign = next(iter(experiments(scope)), None)
    if campaign is None:
        return None
    try:
        rows = effects(trial(scope, campaign)).reindex(columns=["unit", *_GUIDED[1:]])
    except NotComputableError:
        return None
    told = rows[rows["unit"].eq("share") & rows["value"].notna()].assign(campaign=campaign)
    return told.iloc[-1][[*_GUIDED]] if len(told) else None
