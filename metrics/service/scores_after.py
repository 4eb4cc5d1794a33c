"""How content customers are after a complaint was solved, beside others who answered that month."""

import numpy as np
import pandas as pd

from metrics.comparison import difference_interval
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.intervals import student

READS = (
    *("tickets.opened_at", "tickets.is_complaint", "tickets.resolved_at"),
    *("survey_responses.score", "survey_responses.answered_at"),
)

WINDOW_DAYS = 90
FEWEST = 30

_MARKS = f"""
with solved as (
  -- one row per customer who ever complained: when the first complaint was opened, and solved
  select customer_id, min(opened_at) as opened_at,
    first(resolved_at order by opened_at) as resolved_at
  from tickets where is_complaint and opened_at is not null group by customer_id
),
answers as (
  -- one row per customer and month: the first mark on the whole, from 0 to 100
  select customer_id, date_trunc('month', answered_at) as month,
    case when opened_at is null or answered_at < opened_at then 'others'
      when answered_at between resolved_at and resolved_at + interval {WINDOW_DAYS} day
        then 'solved' end as kind,
    100 * (score - scale_min) / nullif(scale_max - scale_min, 0) as mark
  from survey_responses left join solved using (customer_id)
  where instrument = 'csat' and score is not null and answered_at is not null
  qualify row_number() over (partition by customer_id, month, kind order by answered_at, score) = 1
)
-- one row per month and kind
select month, kind, count(*) as answers, avg(mark) as mean, var_samp(mark) as variance
from answers where kind is not null and mark is not null group by month, kind order by month, kind
"""


def scores_after(scope: Scope) -> dict[str, float]:
    """value (the mean mark after a solved complaint) with low and high and its base; others with
    ends, the mean of those who had not complained, each month weighing as much; difference with
    its ends. Months without two others are left out. TooFewError below 30 answers.
    """
    rows = scope.frame(_MARKS)
    own, others = (rows[rows["kind"] == kind].set_index("month") for kind in ("solved", "others"))
    both = own.join(others[others["answers"] > 1].add_suffix("_other"), how="inner")
    insist(FEWEST, int(both["answers"].sum()), "answers")
    weight = both["answers"].to_numpy(float)
    mine = _weighed(both["mean"], _pooled(both), weight, weight)
    beside = _weighed(both["mean_other"], both["variance_other"], both["answers_other"], weight)
    gap = difference_interval(mine, beside)
    return {
        **mine,
        **{f"other_{name}": end for name, end in beside.items()},
        "difference": mine["value"] - beside["value"],
        "difference_low": float(gap.low),
        "difference_high": float(gap.high),
    }


def _pooled(rows: pd.DataFrame) -> pd.Series:
    """The variance within months, one for all: of a month with one answer none can be told."""
    free = (rows["answers"] - 1).clip(lower=0)
    within = float((free * rows["variance"].fillna(0)).sum() / max(free.sum(), 1))
    return pd.Series(within, rows.index)


def _weighed(
    means: pd.Series, variances: pd.Series, counts: object, weight: np.ndarray
) -> dict[str, float]:
    share, n = weight / weight.sum(), np.asarray(counts, float)
    value = float(share @ means.to_numpy(float))
    variance = float(share**2 @ (variances.to_numpy(float) / n))
    low, high = student(value, variance, n.sum())
    return {"value": value, "low": float(low), "high": float(high), "base": float(n.sum())}
