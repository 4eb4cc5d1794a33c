"""Whether customers who were about to go come back because of what was done, and stay."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.comparison import chance_of, is_beyond_chance
from metrics.indicator import Indicator
from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, difference_interval, wilson

READS = ("retention_actions.flagged_at", "retention_actions.came_back_at")

WITHIN_DAYS = 90
"""Who comes back so many days after the warning, or later, was not won back by it."""
HANDLED_DAYS = 7
"""A warning is handled by a call within so many days, or where there was no need of it any more."""
ARM_NEEDED = 100
FEW = 30

# A customer warned of twice is two draws of the same person: the first warning counts.
_JUDGED = f"""
warnings as (
  -- one row per warning, with the next one about the same customer
  select customer_id, reason, offer, is_control, flagged_at, came_back_at, score,
    lead(flagged_at) over (partition by customer_id order by flagged_at) as next_flagged_at,
    row_number() over (partition by customer_id order by flagged_at) as place
  from retention_actions where flagged_at is not null
),
judged as (
  -- one row per customer, of the first warning, once its time is over
  select *, cast(coalesce(came_back_at <= flagged_at + interval {WITHIN_DAYS} day, false) as int)
    as is_back
  from warnings
  where place = 1 and cast(flagged_at as date) + interval {WITHIN_DAYS} day <= $as_of
)"""

_BACK = f"""
with {_JUDGED.strip()}
-- one row per customer who was not left alone
select customer_id, cast(flagged_at as date) as happened_on, is_back, score
from judged where is_control is not true
"""

# Coming back once is not staying: nobody may be warned of again for as long after it.
_TOLD = f"""
with {_JUDGED.strip()}
-- one row per customer: whether back in time, and whether that lasted, once that can be told
select customer_id, reason, offer, is_control, is_back,
  case when cast(flagged_at as date) + interval {2 * WITHIN_DAYS} day <= $as_of
    then cast(is_back = 1 and (next_flagged_at is null
      or next_flagged_at > came_back_at + interval {WITHIN_DAYS} day) as int) end as is_saved
from judged where is_control is not null order by customer_id
"""

_REACHED = f"""
-- one row per warning of somebody who was not to be left alone, its days being over
select customer_id, cast(flagged_at as date) as happened_on,
  cast(coalesce(contacted_at <= flagged_at + interval {HANDLED_DAYS} day
    or came_back_at <= flagged_at + interval {HANDLED_DAYS} day, false) as int) as is_handled
from retention_actions
where is_control is not true and cast(flagged_at as date) + interval {HANDLED_DAYS} day <= $as_of
"""

WINNING_BACK = (
    Indicator("win_back_rate", _BACK, "is_back", "share", "wilson", READS, minimum=ARM_NEEDED),
    Indicator(
        "score_after_return",
        _BACK,
        "case when is_back = 1 then score end",
        "score",
        "student",
        (*READS, "retention_actions.score"),
    ),
    Indicator(
        "warnings_handled",
        _REACHED,
        "is_handled",
        "share",
        "wilson",
        ("retention_actions.flagged_at", "retention_actions.contacted_at"),
    ),
)


class WonBack(NamedTuple):
    """`whole` has one row per outcome ("is_back", "is_saved"), `parts` one per reason, per offer
    and per offer for a reason, with kind and segment: treated and control with their bases, value
    (the difference) with low and high, and is_small below 30 in a group. is_beyond_chance allows
    for their number.
    """

    whole: pd.DataFrame
    parts: pd.DataFrame


def won_back(scope: Scope) -> WonBack:
    """Those whose warning was acted on, reached or not, against those who were left alone.

    NotComputableError where nobody was left alone; TooFewError below 100 in a group.
    """
    found = scope.frame(_TOLD)
    is_control = found["is_control"].astype(bool)
    if not is_control.any():
        raise NotComputableError("nobody_left_alone")
    insist(ARM_NEEDED, int(is_control.sum()), "left_alone")
    insist(ARM_NEEDED, int((~is_control).sum()), "acted_on")
    groups = found.assign(is_control=is_control)
    whole = [_difference(groups, name) | {"outcome": name} for name in ("is_back", "is_saved")]
    parts = pd.DataFrame([*_by_reason(groups), *_by_offer(groups), *_by_both(groups)])
    if not parts.empty:
        ends = (parts[name].to_numpy(float) for name in ("value", "low", "high"))
        parts["is_beyond_chance"] = is_beyond_chance(chance_of(*ends))
    return WonBack(pd.DataFrame(whole), parts)


def _by_reason(groups: pd.DataFrame) -> list[dict[str, object]]:
    return [
        _difference(own, "is_back") | {"kind": "reason", "segment": str(reason)}
        for reason, own in groups.groupby("reason")
        if own["is_control"].nunique() == 2
    ]


def _by_offer(groups: pd.DataFrame) -> list[dict[str, object]]:
    """Each offer against all who were left alone, as these were offered none."""
    control, treated = groups[groups["is_control"]], groups[~groups["is_control"]]
    return [
        _difference(pd.concat([own, control]), "is_back") | {"kind": "offer", "segment": str(offer)}
        for offer, own in treated.groupby("offer")
    ]


def _by_both(groups: pd.DataFrame) -> list[dict[str, object]]:
    """Each offer for a reason against those left alone who were warned of for that reason."""
    return [
        {**row, "kind": "reason_offer", "segment": f"{reason} × {row['segment']}"}
        for reason, own in groups.groupby("reason")
        if own["is_control"].nunique() == 2 and own["offer"].nunique() > 1
        for row in _by_offer(own)
    ]


def _difference(groups: pd.DataFrame, outcome: str) -> dict[str, object]:
    known = groups.dropna(subset=outcome)
    treated = known.loc[~known["is_control"], outcome].to_numpy(float)
    control = known.loc[known["is_control"], outcome].to_numpy(float)
    if not min(len(treated), len(control)):
        return {"value": np.nan, "treated_base": len(treated), "control_base": len(control)}
    written, alone = _share(treated), _share(control)
    ends = difference_interval(written, alone)
    return {
        "treated": written["value"],
        "treated_low": written["low"],
        "treated_high": written["high"],
        "treated_base": len(treated),
        "control": alone["value"],
        "control_base": len(control),
        "value": written["value"] - alone["value"],
        "low": float(ends.low),
        "high": float(ends.high),
        "is_small": min(len(treated), len(control)) < FEW,
    }


def _share(done: Numbers) -> dict[str, float]:
    ends = wilson(done.mean(), len(done))
    return {"value": float(done.mean()), "low": float(ends.low), "high": float(ends.high)}
