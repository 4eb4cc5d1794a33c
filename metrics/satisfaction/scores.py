"""How the answers to a question are spread over its scale: what a mean or a net score hides."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.scope import Scope
from metrics.statistics.intervals import ratio_variance, student, wilson

READS = ("survey_responses.score", "survey_responses.instrument")

MOST_MARKS = 11
"""On a longer scale a mark alone has too few answers to stand for itself."""
_MOST_COLUMNS = 20
"""A longer scale is cut into about ten bands of equally many whole marks; the last ends it."""
_BANDS = 10

_ANSWERS = """
with answers as (
  -- one row per answer to a question of the instrument in the period
  select customer_id, score, scale_min, scale_max
  from survey_responses
  where instrument = $instrument and score is not null
    and (answered_at is null or cast(answered_at as date) >= $since)
),
scales as (
  -- one row: the scale that most answers use
  select scale_min, scale_max from answers
  group by scale_min, scale_max order by count(*) desc, scale_max limit 1
)
"""

_BY_SCORE = f"""{_ANSWERS},
marked as (
  -- one row: that scale, and how many whole marks a band of it has
  select *, round(scale_max - scale_min) + 1 as marks,
    case when marks > {_MOST_COLUMNS} then ceil((marks - 1) / {_BANDS}) else 1 end as width,
    round(marks / width) as bands
  from scales
),
placed as (
  -- one row per answer on that scale: its mark, or the band it falls into, as a place from 0 on
  select scale_min, scale_max, width, bands, case when width > 1
      then cast(least(bands - 1, floor((score - scale_min) / width)) as int)
      else cast(score as int) - cast(scale_min as int) end as place
  from answers join marked using (scale_min, scale_max)
)
-- one row per mark or band of that scale that was given
select place, count(*) as base, any_value(scale_min) as scale_min,
  any_value(scale_max) as scale_max, any_value(width) as width, any_value(bands) as bands
from placed group by place order by place
"""

_MEAN = f"""{_ANSWERS},
each as (
  -- one row per customer: the sum and the number of their answers
  select customer_id, sum(score) as total, count(*) as answer_count
  from answers join scales using (scale_min, scale_max) group by customer_id
)
-- one row: what the mean and its spread between customers follow from
select sum(total) as total, sum(answer_count) as base, count(*) as customers,
  sum(total * total) as nn, sum(total * answer_count) as nd, sum(answer_count ** 2) as dd,
  (select scale_min from scales) as scale_min, (select scale_max from scales) as scale_max
from each
"""


class MeanScore(NamedTuple):
    """The mean mark with its interval on the scale that most answers use, and who gave them."""

    value: float
    low: float
    high: float
    base: int
    customers: int
    scale: tuple[float, float]


def instruments(scope: Scope) -> list[str]:
    """The kinds of question asked in the period, most answers first."""
    return [str(name) for name in _asked(scope)["instrument"]]


def instruments_of_marks(scope: Scope) -> list[str]:
    """Those asked on a scale of at most eleven marks, each of which stands for itself."""
    found = _asked(scope)
    return [str(name) for name in found.loc[found["marks"] <= MOST_MARKS, "instrument"]]


def _asked(scope: Scope) -> pd.DataFrame:
    return scope.frame("""
-- one row per instrument, and how many marks its shortest scale has
select instrument, count(score) as answer_count, min(scale_max - scale_min) + 1 as marks
from survey_responses
where instrument is not null and scale_max > scale_min
  and (answered_at is null or cast(answered_at as date) >= $since)
group by instrument having count(score) > 0 order by answer_count desc, instrument""")


def score_shares(scope: Scope, instrument: str) -> pd.DataFrame:
    """One row per mark of the scale: score, until, base (its answers), value (share), low, high.

    `until` is the last mark of the band that begins at the score, on a scale of more than twenty
    marks; else the score itself. Marks that nobody gave are there with 0. Where a file mixes
    scales, the commonest one is shown.
    """
    found = scope.frame(_BY_SCORE, instrument=instrument)
    if found.empty:
        return pd.DataFrame(columns=["score", "until", "base", "value", "low", "high"])
    shape = found[["scale_min", "scale_max", "width", "bands"]].iloc[0].astype(float)
    first, last, width, bands = shape.tolist()
    places = np.arange(round(bands))
    base = found.set_index("place")["base"].reindex(places, fill_value=0).to_numpy()
    score = first + width * places
    rows = pd.DataFrame({"score": score, "until": score + width - 1, "base": base})
    rows.loc[rows.index[-1], "until"] = last if width > 1 else score[-1]
    rows["value"] = rows["base"] / rows["base"].sum()
    low, high = wilson(rows["value"], rows["base"].sum())
    return rows.assign(low=low, high=high)


def mean_score(scope: Scope, instrument: str) -> MeanScore | None:
    """The mean of the answers to an instrument in the period; None where nobody answered.

    Several answers of one customer count as one draw, as in every interval of a mean.
    """
    told = scope.frame(_MEAN, instrument=instrument).iloc[0]
    if not told["customers"]:
        return None
    base, customers = float(told["base"]), int(told["customers"])
    value = float(told["total"]) / base
    variance = ratio_variance(value, told["nn"], told["nd"], told["dd"], base)
    unbiased = variance * customers / (customers - 1) if customers > 1 else float("nan")
    low, high = student(value, unbiased, customers)
    scale = float(told["scale_min"]), float(told["scale_max"])
    return MeanScore(value, float(low), float(high), int(base), customers, scale)
