"""What customers said of each part of what they get, beside how content they are on the whole."""

from typing import NamedTuple

import pandas as pd

from metrics.refusals import NotComputableError
from metrics.satisfaction.ratings import ratings
from metrics.scope import Scope
from metrics.spoken_words import FEELING, speaks

READS = (
    "survey_responses.score",
    "survey_responses.instrument",
    "survey_responses.item",
)

KINDS = ("perceived", "need")
"""Kinds of question that take an experience apart, one mark for each of its parts."""

ANSWERED_SHARE = 0.5
"""A part that fewer of those asked have rated is left out, or most rows would be incomplete."""

_WHOLES = ("csat", "nps", "intention")

_ASKED = """
-- one row per kind of question: on how many things it asks, and how many customers answered
select instrument, count(distinct item) as item_count, count(distinct customer_id) as customers
from survey_responses
where score is not null and scale_max > scale_min
group by instrument
"""

_TOLD_APART = """
-- one row per column of the file with just two values
select name, min(value) as one, max(value) as other from attributes
where value is not null group by name having count(distinct value) = 2 order by name
"""

_BESIDE = """
with rated as (
  -- one row per customer: when they rated the parts last
  select customer_id, max(coalesce(answered_at, timestamp '1900-01-01')) as rated_at
  from survey_responses
  where instrument = $kind and score is not null group by customer_id
),
nearest as (
  -- one row per customer and question on the whole: the mark nearest in time to the ratings
  select customer_id, item,
    min_by(100 * (score - scale_min) / (scale_max - scale_min),
      row(abs(epoch(coalesce(answered_at, timestamp '1900-01-01')) - epoch(rated_at)), score))
      as mark
  from survey_responses join rated using (customer_id)
  where instrument = $whole and score is not null and scale_max > scale_min
  group by customer_id, item
)
-- one row per customer: the mean of those marks
select customer_id, avg(mark) as outcome from nearest
group by customer_id order by customer_id
"""

_GROUP = """
-- one row per customer with one of the two values
select customer_id, max(case when value = $other then 100.0 else 0.0 end) as outcome
from attributes where name = $name and value is not null
group by customer_id order by customer_id
"""


class Outcome(NamedTuple):
    """What is to be explained: marks of a kind of question, or which of two groups one is in."""

    name: str
    groups: tuple[str, str] | None = None


class Experiences(NamedTuple):
    """`ratings` has one row per customer and one column per part, from 0 to 100, gaps as nan;
    `outcome` stands beside it. For groups 100 means the second of `groups`.
    """

    ratings: pd.DataFrame
    outcome: pd.Series
    rarely_rated: tuple[str, ...]


def kinds(scope: Scope) -> list[str]:
    """The kinds of question that rate two parts or more."""
    asked = _asked(scope)
    return [kind for kind in KINDS if asked.get(kind, 0) > 1]


def outcomes(scope: Scope) -> list[Outcome]:
    """What the ratings can be held against: marks on the whole, then columns with two values.

    Of these the ones that speak of content customers come first.
    """
    asked = _asked(scope)
    told = [Outcome(name) for name in _WHOLES if asked.get(name, 0) > 0]
    if scope.lacks(("attributes.value",)):
        return told
    rows = scope.frame(_TOLD_APART).itertuples(index=False)
    columns = [Outcome(str(row.name), (str(row.one), str(row.other))) for row in rows]
    return told + sorted(columns, key=lambda each: not says_how_content(each))


def says_how_content(outcome: Outcome) -> bool:
    """Whether it is a mark on the whole, or a column that speaks of content or loyal customers.

    Any other column of two values could be explained as well, but only who asks for it wants that.
    """
    return outcome.groups is None or speaks(outcome.name, FEELING)


def experiences(scope: Scope, kind: str, outcome: Outcome) -> Experiences:
    """The ratings of the parts of that kind beside the outcome, for customers who have both."""
    marks = ratings(scope, kind)
    if marks.empty:
        raise NotComputableError("no_parts")
    whole = beside(scope, kind, outcome)
    both = marks.index[marks.index.isin(whole.index)]
    marks = marks.loc[both]
    is_rare = marks.notna().mean() < ANSWERED_SHARE
    rare = tuple(map(str, marks.columns[is_rare]))
    return Experiences(marks.loc[:, ~is_rare], whole.loc[both], rare)


def beside(scope: Scope, kind: str, outcome: Outcome) -> pd.Series:
    """By customer_id, the outcome beside the ratings of that kind."""
    if outcome.groups is None:
        rows = scope.frame(_BESIDE, kind=kind, whole=outcome.name)
    else:
        rows = scope.frame(_GROUP, name=outcome.name, other=outcome.groups[1])
    return rows.set_index("customer_id")["outcome"].astype(float)


def _asked(scope: Scope) -> dict[str, int]:
    rows = scope.frame(_ASKED)
    return dict(zip(rows["instrument"], rows["item_count"], strict=True))
