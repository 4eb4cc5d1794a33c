"""How far the prevention of leaving comes: warned of, contacted, back, asked how it was."""

import pandas as pd

from metrics.families.winning_back import WITHIN_DAYS
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.steps import steps

READS = ("retention_actions.flagged_at", "retention_actions.contacted_at")

STEPS = {
    "warned": (),
    "contacted": ("retention_actions.contacted_at",),
    "back": ("retention_actions.came_back_at",),
    "rated": ("retention_actions.came_back_at", "retention_actions.score"),
}
"""The four steps, and what each is told by."""

FEWEST = 30

# Who came back before the call was not brought back by it, and is in no step but the first.
_COUNTS = f"""
with warned as (
  -- one row per warning of the period whose time is over, of those not left alone on purpose
  select flagged_at, contacted_at, score, case when came_back_at >= contacted_at
    and came_back_at <= flagged_at + interval {WITHIN_DAYS} day then came_back_at end as back_at
  from retention_actions
  where is_control is not true and flagged_at >= $since
    and cast(flagged_at as date) + interval {WITHIN_DAYS} day <= $as_of
)
-- one row: how many came to each step, and in how many days half and nine in ten of them did
select count(*) as warned, count(contacted_at) as contacted, count(back_at) as back,
  count(*) filter (where back_at is not null and score is not null) as rated,
  quantile_cont(epoch(contacted_at - flagged_at) / 86400, 0.5) as contacted_median,
  quantile_cont(epoch(contacted_at - flagged_at) / 86400, 0.9) as contacted_p90,
  quantile_cont(epoch(back_at - contacted_at) / 86400, 0.5) as back_median,
  quantile_cont(epoch(back_at - contacted_at) / 86400, 0.9) as back_p90
from warned
"""


def retention_steps(scope: Scope) -> pd.DataFrame:
    """One row per step that these data know: warning_count, share of the step before with its
    ends, median_days and p90_days since it among those who came so far; TooFewError below 30.
    """
    counts = scope.frame(_COUNTS).iloc[0]
    insist(FEWEST, int(counts["warned"]), "warnings")
    known = [step for step, needed in STEPS.items() if not scope.lacks(needed)]
    rows = steps({step: int(counts[step]) for step in known}, "warning_count")
    days = {
        f"{end}_days": [float(counts.get(f"{step}_{end}", float("nan"))) for step in known]
        for end in ("median", "p90")
    }
    return rows.assign(**days)
