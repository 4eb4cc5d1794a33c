"""Who moved from which stage to which between two days, and whether the moves are steady."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from metrics.indicator import Dimension
from metrics.lifecycle.stages import STAGES, STANDARD, StageRules, stage_of
from metrics.scope import Scope
from metrics.statistics.intervals import jeffreys

FEWEST = 30
"""A row of fewer customers is shown as small: its shares say little."""

ARRIVED = "arrived"
"""Where those come from who were no customers yet on the first day."""

_MOVE = re.compile(r"(movers:([a-z_]+):([a-z_]+):([1-9][0-9]{0,2}))(:[0-9-]+)?")


_BEFORE_AND_AFTER = f"""with before_step as (
  {stage_of("cast($as_of - interval ($months_back) month as date)")}
),
after_step as (
  {stage_of("cast($as_of - interval ($until_months_back) month as date)")}
)"""

_MOVES = f"""{_BEFORE_AND_AFTER}
-- one row per pair of stages
select coalesce(before_step.segment, '{ARRIVED}') as from_stage,
  after_step.segment as to_stage, count(*) as customer_count
from after_step left join before_step using (customer_id)
where after_step.segment is not null
group by coalesce(before_step.segment, '{ARRIVED}'), after_step.segment
order by from_stage, to_stage"""


class Homogeneity(NamedTuple):
    """The Anderson–Goodman test (1957): a small p says that the shares changed between steps."""

    chi2: float
    df: int
    p: float


def transitions(
    scope: Scope,
    months_back: int = 3,
    until_months_back: int = 0,
    rules: StageRules = STANDARD,
) -> pd.DataFrame:
    """One row per pair of stages that occurs: from_stage, to_stage, customer_count, from_count,
    share, low, high, is_small.

    The step runs from `months_back` to `until_months_back` months before the as-of day. The
    interval of a share is Dirichlet's with Jeffreys' prior over the stages seen at the end.
    """
    bound = {"months_back": months_back, "until_months_back": until_months_back}
    found = scope.frame(_MOVES, **bound, **rules.parameters)
    return _with_intervals(found)


def movers(
    from_stage: str,
    to_stage: str,
    months_back: int = 3,
    rules: StageRules = STANDARD,
) -> Dimension:
    """The people of one cell of the matrix: segment "in" for those who made this move.

    Its name says which move, `movers:keep:at_risk:3`, so that a link can carry it; rules of a
    reader's own come after it, `movers:keep:at_risk:3:60-120-5`.
    """
    members = f"""{_BEFORE_AND_AFTER}
-- one row per customer who made the move
select customer_id, 'in' as segment
from after_step left join before_step using (customer_id)
where coalesce(before_step.segment, '{ARRIVED}') = $from_stage
  and after_step.segment = $to_stage"""
    bound = {
        **rules.parameters,
        "months_back": months_back,
        "until_months_back": 0,
        "from_stage": from_stage,
        "to_stage": to_stage,
    }
    name = rules.named(f"movers:{from_stage}:{to_stage}:{months_back}")
    return Dimension(name, members, parameters=tuple(bound.items()))


def movers_called(name: str) -> Dimension | None:
    """The move of that name between stages of the lifecycle; None where it names none."""
    found = _MOVE.fullmatch(name)
    if not found or found[2] not in (ARRIVED, *STAGES) or found[3] not in STAGES:
        return None
    rules = StageRules.in_name(name, found[1]) if found[5] else STANDARD
    return movers(found[2], found[3], int(found[4]), rules) if rules else None


def homogeneity(first: pd.DataFrame, second: pd.DataFrame) -> Homogeneity:
    """Whether two steps, as `transitions` gives them, can share one matrix (Anderson & Goodman).

    Rows of few customers, in either step, say nothing of it.
    """
    both = pd.concat([first.assign(step=0), second.assign(step=1)])
    chi2, df = 0.0, 0
    for _, row in both.groupby("from_stage"):
        counts = row.pivot_table("customer_count", "step", "to_stage", fill_value=0).to_numpy(float)
        if len(counts) < 2 or counts.shape[1] < 2 or counts.sum(axis=1).min() < FEWEST:
            continue
        expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
        chi2 += float(((counts - expected) ** 2 / expected).sum())
        df += counts.shape[1] - 1
    return Homogeneity(chi2, df, float(stats.chi2.sf(chi2, df)) if df else float("nan"))


def projected(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One row per stage at the end of a step: stage, foretold, came.

    Foretold by the shares of the step `before`, from where customers stood when the step `after`
    began; as many are taken to arrive as did before. What came is held against it, since a matrix
    that is projected takes for granted that people go on moving as they did.
    """
    started = after.groupby("from_stage")["customer_count"].sum()
    arrived = before.loc[before["from_stage"] == ARRIVED, "customer_count"].sum()
    started = started.drop(ARRIVED, errors="ignore")
    if arrived:
        started[ARRIVED] = arrived
    shares = before.pivot_table("share", "from_stage", "to_stage", fill_value=0.0)
    # A stage that nobody stood in before has no row: its people are taken to stay where they are.
    for stage in started.index.difference(shares.index):
        shares.loc[stage, stage] = 1.0
    foretold = shares.reindex(started.index).fillna(0.0).mul(started, axis=0).sum()
    came = after.groupby("to_stage")["customer_count"].sum()
    rows = pd.DataFrame({"foretold": foretold, "came": came}).fillna(0.0)
    return rows.rename_axis("stage").reset_index()


def misplaced(rows: pd.DataFrame) -> float:
    """The share of customers whom a projection, as `projected` gives it, has in a wrong stage."""
    return float((rows["foretold"] - rows["came"]).abs().sum() / 2 / rows["came"].sum())


def _with_intervals(moves: pd.DataFrame) -> pd.DataFrame:
    count = moves["customer_count"].to_numpy(float)
    whole = moves.groupby("from_stage")["customer_count"].transform("sum").to_numpy(float)
    stage_count = max(moves["to_stage"].nunique(), 2)
    low, high = jeffreys(count, whole - count, stage_count)
    return moves.assign(
        from_count=whole.astype(int),
        share=count / whole,
        low=low,
        high=high,
        is_small=whole < FEWEST,
    )
