"""How the answers to a question are spread over its scale: what a mean or a net score hides."""

from typing import NamedTuple

import pandas as pd

from metrics.scope import Scope
from metrics.statistics.intervals import ratio_variance, student, wilson

READS = ("survey_responses.score", "survey_responses.instrument")

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

_BY_SCORE = f"""{_ANSWERS}
-- one row per score of that scale that was given
select cast(score as int) as score, count(*) as base, any_value(scale_min) as scale_min,
  any_value(scale_max) as scale_max
from answers join scales using (scale_min, scale_max)
group by cast(score as int) order by score
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
    """The kinds of question asked on a scale of at most eleven marks, most answers first."""
    found = scope.frame("""
-- one row per instrument
select instrument, count(score) as answer_count from survey_responses
where scale_max - scale_min <= 10 and (answered_at is null or cast(answered_at as date) >= $since)
group by instrument having count(score) > 0 order by answer_count desc, instrument""")
    return [str(name) for name in found["instrument"].dropna()]


def score_shares(scope: Scope, instrument: str) -> pd.DataFrame:
    """One row per mark of the scale: score, base (its answers), value (their share), low, high.

    Marks that nobody gave are there with 0. Where a file mixes scales, the commonest one is shown.
    """
    found = scope.frame(_BY_SCORE, instrument=instrument)
    if found.empty:
        return found.assign(value=[], low=[], high=[])
    marks = range(int(found["scale_min"].iloc[0]), int(found["scale_max"].iloc[0]) + 1)
    rows = found.set_index("score")[["base"]].reindex(marks, fill_value=0).reset_index()
    whole = rows["base"].sum()
    rows["value"] = rows["base"] / whole
    low, high = wilson(rows["value"], whole)
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
