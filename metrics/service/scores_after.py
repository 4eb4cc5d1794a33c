"""How content customers are after a complaint was solved, beside others who answered that month."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.intervals import student

READS = (
    *("tickets.opened_at", "tickets.is_complaint", "tickets.resolved_at"),
    *("survey_responses.score", "survey_responses.answered_at"),
)

WINDOW_DAYS = 90
FEWEST = 30
"""Customers before what they marked is shown."""

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
-- one row per answer: whose, in which month, of which kind, and its mark
select dense_rank() over (order by customer_id) - 1 as person, month, kind, mark
from answers where kind is not null and mark is not null order by person, month, kind
"""


def scores_after(scope: Scope) -> dict[str, float]:
    """value (the mean mark after a solved complaint) with low and high and its base, customers;
    others with ends, the mean of those who had not complained, each month weighing as much;
    difference with its ends. Months without two others are left out. TooFewError below 30.
    """
    return held_beside(scope.frame(_MARKS))


def held_beside(answers: pd.DataFrame) -> dict[str, float]:
    """The same of answers that have person (0 and on), month, kind (solved, others) and mark.

    Customers are what is drawn: how far one of them moves a mean is summed over all their answers,
    on whichever side. The months in which complaints were solved are drawn with them.
    """
    own, others = _of_shared_months(answers)
    insist(FEWEST, own["person"].nunique(), "customers")
    people, other_people = own["person"].nunique(), others["person"].nunique()
    mark, beside, noise = own["mark"], own["beside"], (others["person"], others["moves"])
    mine = _ends(mark.mean(), [_moved(own, mark)], people)
    theirs = _ends(beside.mean(), [_moved(own, beside), noise], other_people)
    # What moves the others up moves the difference down.
    moves = [_moved(own, mark - beside), (noise[0], -noise[1])]
    gap = _ends(mine["value"] - theirs["value"], moves, min(people, other_people))
    return {
        **mine,
        **{f"other_{name}": end for name, end in theirs.items()},
        "difference": gap["value"],
        "difference_low": gap["low"],
        "difference_high": gap["high"],
    }


def _of_shared_months(answers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Those after a complaint, with the mean beside them; the others, with how they move theirs."""
    own, others = (answers[answers["kind"] == kind] for kind in ("solved", "others"))
    months = others.groupby("month")["mark"].agg(["size", "mean"])
    months = months[months["size"] > 1]
    own = own.assign(beside=own["month"].map(months["mean"])).dropna(subset=["beside"])
    share = own["month"].value_counts(normalize=True)
    others = others[others["month"].isin(share.index)]
    size, mean = (others["month"].map(months[name]).to_numpy(float) for name in ("size", "mean"))
    off = (others["mark"].to_numpy(float) - mean) / np.sqrt(size * (size - 1))
    return own, others.assign(moves=others["month"].map(share).to_numpy(float) * off)


def _moved(own: pd.DataFrame, value: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Whose answer it is, and how far it moves the mean of all."""
    people = own["person"].nunique()
    return own["person"], (value - value.mean()) / len(own) * np.sqrt(people / (people - 1))


def _ends(
    value: float, moves: Sequence[tuple[pd.Series, pd.Series]], customers: int
) -> dict[str, float]:
    person = np.concatenate([who.to_numpy(int) for who, _ in moves])
    moved = np.concatenate([by.to_numpy(float) for _, by in moves])
    low, high = student(value, float(np.sum(np.bincount(person, moved) ** 2)), customers)
    ends = {"low": float(low), "high": float(high)}
    return {"value": float(value), **ends, "base": float(customers)}
