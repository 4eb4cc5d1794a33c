"""How the agents do, each drawn towards all as far as few requests leave it open."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.quotients import by_column
from metrics.refusals import insist
from metrics.registry import BY_NAME
from metrics.scope import Scope
from metrics.statistics.shrinkage import Shrunk, shrunk_means, shrunk_shares

MEASURES = ("request_score", "first_contact_resolution", "sla_hit", "reopen_rate")
"""What agents are looked at by; marks first, as they are the customers' own."""

FEWEST_AGENTS = 3
FEWEST_REQUESTS = 30
"""With fewer of an agent's own, what is shown is mostly what all have in common."""


class Agents(NamedTuple):
    """`rows` has one row per agent in the order of names: segment, value, low, high, base,
    is_small. `whole` is what all have in common and `spread` how far agents differ in truth.
    """

    rows: pd.DataFrame
    whole: float
    spread: float
    p: float


def told(scope: Scope) -> list[str]:
    """The measures that these data know of agents."""
    names = ("tickets.agent",)
    return [name for name in MEASURES if not scope.lacks((*BY_NAME[name].reads, *names))]


def agents(scope: Scope, measure: str) -> Agents:
    """Every agent by a measure, shrunk; never their own raw values, and never ranked."""
    found = by_column(scope, [BY_NAME[measure]], "agent").dropna(subset="segment")
    found = found[found["base"] > 0].sort_values("segment", ignore_index=True)
    insist(FEWEST_AGENTS, int((found["base"] >= FEWEST_REQUESTS).sum()), "agents")
    drawn = _drawn(scope, found, measure)
    rows = found[["segment", "base"]].assign(
        value=drawn.value,
        low=drawn.low,
        high=drawn.high,
        is_small=found["base"] < FEWEST_REQUESTS,
    )
    return Agents(rows, drawn.whole, drawn.spread, drawn.p)


def _drawn(scope: Scope, found: pd.DataFrame, measure: str) -> Shrunk:
    base = found["base"].to_numpy(float)
    if BY_NAME[measure].unit == "share":
        return shrunk_shares((found["value"] * found["base"]).round().to_numpy(float), base)
    return shrunk_means(found["value"].to_numpy(float), _variance_of_one(scope) / base)


def _variance_of_one(scope: Scope) -> float:
    """The variance of one mark among those of the same agent: few marks tell none of their own."""
    found = scope.frame(
        """with marks as (
  -- one row per mark of the period
  select agent, score from tickets where score is not null and agent is not null
    and coalesce(resolved_at, opened_at, $since) >= $since
),
spread as (
  -- one row per agent
  select count(*) - 1 as free, coalesce(var_samp(score), 0) as variance from marks group by agent
)
-- one row: how far marks lie from the mean of their agent
select sum(free * variance) / nullif(sum(free), 0) as variance from spread"""
    )
    return max(float(found["variance"].iloc[0]), float(np.finfo(float).tiny))
