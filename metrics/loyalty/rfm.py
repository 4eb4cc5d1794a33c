"""Who ordered lately, often and for much: the scores, the ten named segments, the eight types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from metrics.scope import Scope
from metrics.statistics.intervals import wilson

SEGMENTS = (
    "champions",
    "loyal",
    "potential_loyalists",
    "new",
    "promising",
    "need_attention",
    "about_to_sleep",
    "at_risk",
    "cannot_lose",
    "hibernating",
)

# One row per recency score 1 to 5, one place per frequency score 1 to 5.
_CELLS = (
    ("hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"),
    ("hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"),
    ("about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"),
    ("promising", "potential_loyalists", "potential_loyalists", "loyal", "loyal"),
    ("new", "potential_loyalists", "potential_loyalists", "champions", "champions"),
)

EIGHT_TYPES = (
    "general_win_back",
    "general_keep",
    "general_develop",
    "general_value",
    "important_win_back",
    "important_keep",
    "important_develop",
    "important_value",
)
"""一般挽留, 一般保持, 一般发展, 一般价值, then the same four that are 重要: the place is a sum of
4 for more money, 2 for more recent and 1 for more often than the mark."""


@dataclass(frozen=True)
class Rules:
    """What makes the scores: printed with the result, and the reader's to change.

    Cut-offs are four ascending numbers; None takes the quintiles of the customers looked at.
    `mark` is what a customer is held against for the eight types; `marks` are its three numbers
    (days, orders, money), where None takes those of the customers looked at.
    """

    months: int = 24
    frequency_from: tuple[int, int, int, int] = (2, 3, 5, 10)
    recency_days_to: tuple[float, float, float, float] | None = None
    money_above: tuple[float, float, float, float] | None = None
    cells: tuple[tuple[str, ...], ...] = _CELLS
    mark: Literal["mean", "median"] = "mean"
    marks: tuple[float, float, float] | None = None

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the statements bind; a cell is found at 5 · (recency − 1) + frequency."""
        return {
            "rfm_months": self.months,
            "frequency_from": list(self.frequency_from),
            "recency_days_to": _floats(self.recency_days_to),
            "money_above": _floats(self.money_above),
            "cells": [name for row in self.cells for name in row],
            "eight_types": list(EIGHT_TYPES),
            "is_median": self.mark == "median",
            "marks": _floats(self.marks),
        }


STANDARD = Rules()

# Quintiles of frequency would split ties at random where most ordered once: hence fixed bins.
SCORED = """
with recent as (
  -- one row per customer and day with orders in the window
  select customer_id, ordered_on, net_amount, cast(is_kept as int) as is_kept
  from customer_days
  where ordered_on > $as_of - interval ($rfm_months) month and ordered_on <= $as_of
),
habits as (
  -- one row per customer who ordered in the window
  select customer_id, sum(is_kept) as frequency, sum(net_amount) as net_spend,
    date_diff('day', max(case when is_kept = 1 then ordered_on end), $as_of) as recency_days
  from recent group by customer_id having sum(is_kept) > 0
),
marks as (
  -- one row: the cut-offs and marks all customers are held against
  select
    coalesce(cast($recency_days_to as double[]),
      quantile_cont(recency_days, [0.2, 0.4, 0.6, 0.8])) as recency_cuts,
    coalesce(cast($money_above as double[]),
      quantile_cont(net_spend, [0.2, 0.4, 0.6, 0.8])) as money_cuts,
    coalesce(cast($marks as double[]), case when $is_median
      then [median(recency_days), median(frequency), median(net_spend)]
      else [avg(recency_days), avg(frequency), avg(net_spend)] end) as marks
  from habits
),
scored as (
  -- one row per customer, 5 is best
  select customer_id, recency_days, frequency, net_spend,
    case when recency_days <= recency_cuts[1] then 5 when recency_days <= recency_cuts[2] then 4
      when recency_days <= recency_cuts[3] then 3 when recency_days <= recency_cuts[4] then 2
      else 1 end as recency_score,
    case when frequency >= $frequency_from[4] then 5 when frequency >= $frequency_from[3] then 4
      when frequency >= $frequency_from[2] then 3 when frequency >= $frequency_from[1] then 2
      else 1 end as frequency_score,
    case when net_spend > money_cuts[4] then 5 when net_spend > money_cuts[3] then 4
      when net_spend > money_cuts[2] then 3 when net_spend > money_cuts[1] then 2
      else 1 end as money_score,
    case when net_spend > marks[3] then 4 else 0 end
      + case when recency_days <= marks[1] then 2 else 0 end
      + case when frequency > marks[2] then 1 else 0 end as type_place
  from habits cross join marks
)
,
named as (
  -- one row per customer
  select customer_id, recency_days, frequency, net_spend,
    recency_score, frequency_score, money_score,
    $cells[5 * (recency_score - 1) + frequency_score] as rfm_segment,
    $eight_types[type_place + 1] as rfm_type
  from scored
)
""".strip()

_COUNTED = """,
counted as (
  -- one row per segment
  select {segment} as segment, count(*) as customer_count, sum(net_spend) as net_spend,
    median(recency_days) as recency_days, avg(frequency) as frequency
  from named group by {segment}
)
select segment, customer_count, net_spend, recency_days, frequency,
  customer_count / sum(customer_count) over () as share,
  net_spend / nullif(sum(net_spend) over (), 0) as money_share,
  cast(sum(customer_count) over () as bigint) as base
from counted
"""


def rfm_scores(scope: Scope, rules: Rules = STANDARD) -> pd.DataFrame:
    """One row per customer who ordered in the window: habits, scores, rfm_segment, rfm_type."""
    names = "customer_id, recency_days, frequency, net_spend, recency_score, frequency_score"
    return scope.frame(
        f"{SCORED}\nselect {names}, money_score, rfm_segment, rfm_type from named"
        " order by customer_id",
        **rules.parameters,
    )


def rfm_segments(scope: Scope, rules: Rules = STANDARD) -> pd.DataFrame:
    """The ten named segments: customers, share with interval, net spend and its share."""
    return _counted(scope, rules, "rfm_segment", SEGMENTS)


def rfm_types(scope: Scope, rules: Rules = STANDARD) -> pd.DataFrame:
    """The eight types: customers, share with interval, net spend and its share."""
    return _counted(scope, rules, "rfm_type", EIGHT_TYPES[::-1])


def rfm_grid(scope: Scope, rules: Rules = STANDARD) -> pd.DataFrame:
    """Customers and net spend in each cell of recency and frequency score, empty ones left out."""
    return scope.frame(
        f"""{SCORED}
-- one row per cell
select recency_score, frequency_score, rfm_segment, count(*) as customer_count,
  sum(net_spend) as net_spend
from named group by recency_score, frequency_score, rfm_segment
order by recency_score, frequency_score""",
        **rules.parameters,
    )


def _counted(scope: Scope, rules: Rules, segment: str, order: Sequence[str]) -> pd.DataFrame:
    found = scope.frame(SCORED + _COUNTED.format(segment=segment), **rules.parameters)
    low, high = wilson(found["share"], found["base"])
    ordered = found.assign(low=low, high=high).set_index("segment")
    return ordered.loc[[name for name in order if name in ordered.index]].reset_index()


def _floats(numbers: Sequence[float] | None) -> list[float] | None:
    return None if numbers is None else [float(number) for number in numbers]
