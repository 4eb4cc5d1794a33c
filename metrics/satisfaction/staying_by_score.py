"""Whether those who say they are content stay: the link is measured, never assumed."""

from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.risk.churn_windows import Kind
from metrics.risk.fates import DAYS, LEFT, SAID, members, told
from metrics.scope import Scope
from metrics.statistics.intervals import difference_interval, wilson

DAYS_OFFERED = (90, 180, 365)
NEEDED = 30
INSTRUMENTS = ("nps", "csat", "ces", "intention")

_OF = {"high_left": SAID["high"], "low_stayed": SAID["low"], "silent_left": LEFT}
"""Those whose words and deeds differ, each with the segments that they are a share of."""


class StayingByScore(NamedTuple):
    """`scores` has one row per mark, `groups` per group ("high", "middle", "low"): value (the share
    who stayed), low, high, base. The difference is that of the first group less the last one's.
    """

    scores: pd.DataFrame
    groups: pd.DataFrame
    difference: float
    low: float
    high: float
    base: int


def staying_by_score(scope: Scope, kind: Kind, instrument: str, days: int = DAYS) -> StayingByScore:
    """Who stayed, by mark; TooFewError below 30 customers who were here and had answered.

    The scale that most used is kept; the difference is nan where either group is below 30.
    """
    found = scope.frame(
        f"""{told(kind)},
scales as (
  -- one row: the scale that most used
  select lowest, highest from told where score is not null
  group by lowest, highest order by count(*) desc, highest limit 1
)
-- one row per mark
select score, mood, count(*) as base, count(*) filter (where has_stayed) as stayed
from told join scales using (lowest, highest)
group by score, mood order by score""",
        instrument=instrument,
        days=days,
    )
    base = int(found["base"].sum())
    insist(NEEDED, base, "heard")
    groups = found.groupby("mood")[["base", "stayed"]].sum().reindex([*SAID], fill_value=0)
    groups = _with_share(groups.rename_axis("group").reset_index())
    return StayingByScore(_with_share(found), groups, *_difference(groups), base)


def contradictions(scope: Scope, kind: Kind, instrument: str, days: int = DAYS) -> pd.DataFrame:
    """Those whose words and deeds differ, and those who left without a word.

    One row each for `high_left` (of those content), `low_stayed` (of those not content) and
    `silent_left` (of all who left): segment, customers, base, value, low, high.
    """
    found = scope.frame(
        f"""with placed as (
{members(kind)}
)
-- one row per segment
select segment, count(*) as customers from placed where segment is not null group by segment""",
        instrument=instrument,
        days=days,
    )
    sizes = found.set_index("segment")["customers"]
    if sizes.empty:
        raise NotComputableError("nobody_here")
    rows = pd.DataFrame(
        [
            {"segment": one, "stayed": sizes.get(one, 0), "base": sizes.reindex(all_of).sum()}
            for one, all_of in _OF.items()
        ]
    )
    return _with_share(rows).rename(columns={"stayed": "customers"})


def _with_share(rows: pd.DataFrame) -> pd.DataFrame:
    base = rows["base"].astype(float)
    share = rows["stayed"].astype(float) / base.where(base > 0)
    low, high = wilson(share, base)
    return rows.assign(value=share, low=low, high=high, base=base.astype(int))


def _difference(groups: pd.DataFrame) -> tuple[float, float, float]:
    first, last = groups.iloc[0], groups.iloc[-1]
    if min(first["base"], last["base"]) < NEEDED:
        return float("nan"), float("nan"), float("nan")
    ends = difference_interval(first, last)
    return float(first["value"] - last["value"]), float(ends.low), float(ends.high)


def stayed_facts(
    found: StayingByScore, kind: Kind, instrument: str, as_of: date, days: int = DAYS
) -> dict[str, Any]:
    """What was found by which choices, for whoever puts it into words."""
    return {
        "way": kind,
        "instrument": instrument,
        "days": None if kind == "snapshot" else days,
        "answered_by": (as_of - timedelta(days=days)).isoformat(),
        **{name: getattr(found, name) for name in ("difference", "low", "high", "base")},
        "groups": found.groups.to_dict("records"),
    }
