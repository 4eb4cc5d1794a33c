"""What customers expected and wished for, against what they found: gaps per part of a service.

Disconfirmation: Oliver 1980; against desires: Spreng, MacKenzie & Olshavsky 1996.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.satisfaction.ratings import alpha, ratings
from metrics.scope import Scope
from metrics.statistics.intervals import student

READS = ("survey_responses.score", "survey_responses.instrument", "survey_responses.item")

NEEDED = 50
"""Pairs of marks from one customer each."""

WHOLE = ""
"""The item of the row for all parts together; a question has a name."""

_SENT_TOGETHER = """
with marked as (
  -- one row per customer and kind of question: the day of the latest answer
  select customer_id, instrument, max(cast(answered_at as date)) as answered_on
  from survey_responses
  where instrument in ('expected', 'perceived') and score is not null
  group by customer_id, instrument
),
beside as (
  -- one row per customer who answered both: the days of each
  select customer_id, max(answered_on) filter (where instrument = 'expected') as expected_on,
    max(answered_on) filter (where instrument = 'perceived') as perceived_on
  from marked group by customer_id having count(*) = 2
)
-- one row: of those whose days are known, how many said what they expected no earlier than the rest
select count(*) as dated_count, count(*) filter (where expected_on >= perceived_on) as late_count
from beside where expected_on is not null and perceived_on is not null
"""


@dataclass(frozen=True)
class Gaps:
    """`rows` has one row per part, then one for all parts together, whose item is empty.

    Each has expected, perceived, desired (means from 0 to 100), gap (perceived less expected by
    the same customers) with low, high and base, and wish (perceived less desired) with wish_low,
    wish_high, wish_base. `reliability` is that of the difference on the whole; `late_share` how
    many said only afterwards what they had expected, None without dates.
    """

    rows: pd.DataFrame
    reliability: float
    late_share: float | None
    unpaired: tuple[str, ...]


def expectation_gaps(scope: Scope) -> Gaps:
    """The gaps; NotComputableError where no kind of question says what was expected or wished,
    TooFewError below 50 customers who answered both.
    """
    perceived = ratings(scope, "perceived")
    expected, desired = ratings(scope, "expected"), ratings(scope, "desired")
    if perceived.empty or (expected.empty and desired.empty):
        raise NotComputableError("no_expectations")
    parts = paired(perceived, expected) or paired(perceived, desired)
    whole = [_means(each) for each in (expected, perceived, desired)]
    rows = [_row(part, *_of_part(part, expected, perceived, desired)) for part in parts]
    last = _row(WHOLE, *whole)
    table = pd.DataFrame([*rows, last])
    insist(NEEDED, int(table[["base", "wish_base"]].iloc[-1].max()), "pairs")
    unpaired = () if parts else tuple(map(str, (*expected.columns, *desired.columns)))
    return Gaps(table, _reliability(expected, perceived), _late_share(scope), unpaired)


def paired(one: pd.DataFrame, other: pd.DataFrame) -> list[str]:
    """The parts that both kinds of question ask about, by what their headers do not share.

    `expected_speed` and `perceived_speed` speak of one part; E1 to E22 and P1 to P22 of the same
    ones, but three questions on what was expected are not the first three of seven others.
    """
    named = [parts_of(marks.columns) for marks in (one, other)]
    if not all(named) or len(named[0]) != one.shape[1]:
        return []
    both = [part for part in named[0] if part in named[1]]
    is_numbered = all(re.fullmatch(r"\W*\d+\W*", part) for part in both)
    return both if len(both) == len(named[0]) == len(named[1]) or not is_numbered else []


def parts_of(items: pd.Index) -> dict[str, str]:
    """What each question is about, its item behind it: the header without what all of them share.

    Whole words only: Reliability and Responsiveness share letters and nothing else.
    """
    names = [str(item) for item in items]
    columns = zip(*(name.lower() for name in names), strict=False)
    shared = "".join(signs[0] for signs in takewhile(lambda signs: len({*signs}) == 1, columns))
    if len(names) < 2:
        return {name: name for name in names}
    cut = len(shared)
    is_whole = cut and all(
        not name[cut - 1].isalpha() or not name[cut : cut + 1].isalpha() for name in names
    )
    is_chinese = bool(re.search(r"[\u4e00-\u9fff]$", shared))
    if not (is_whole or is_chinese):
        cut = 0
    return {name[cut:].strip(" _-:：") or name: name for name in names}


def _of_part(part: str, *kinds: pd.DataFrame) -> tuple[pd.Series, ...]:
    found = []
    for marks in kinds:
        item = parts_of(marks.columns).get(part)
        found.append(marks[item].dropna() if item is not None else pd.Series(dtype=float))
    return tuple(found)


def _means(marks: pd.DataFrame) -> pd.Series:
    """Each customer's mean of a kind, if half of its questions were answered."""
    return marks[marks.notna().mean(axis=1) >= 0.5].mean(axis=1)


def _row(
    item: str, expected: pd.Series, perceived: pd.Series, desired: pd.Series
) -> dict[str, object]:
    gap, wish = _gap(perceived, expected), _gap(perceived, desired)
    return {
        "item": item,
        "expected": expected.mean(),
        "perceived": perceived.mean(),
        "desired": desired.mean(),
        **dict(zip(("gap", "low", "high", "base"), gap, strict=True)),
        **dict(zip(("wish", "wish_low", "wish_high", "wish_base"), wish, strict=True)),
    }


def _gap(found: pd.Series, hoped: pd.Series) -> tuple[float, float, float, int]:
    """The mean difference of the customers who gave both, its ends, and how many they are."""
    each = (found - hoped).dropna().to_numpy(float)
    if len(each) < NEEDED:
        return np.nan, np.nan, np.nan, len(each)
    low, high = student(each.mean(), each.var(ddof=1) / len(each), len(each))
    return float(each.mean()), float(low), float(high), len(each)


def _reliability(expected: pd.DataFrame, perceived: pd.DataFrame) -> float:
    """How far the difference on the whole is more than noise: differences keep less than parts."""
    one, other = (alpha(marks.dropna().to_numpy(float)) for marks in (expected, perceived))
    both = pd.concat([_means(expected), _means(perceived)], axis=1).dropna()
    if len(both) < NEEDED or (both.std() == 0).any():
        return float("nan")
    return difference_reliability(one, other, float(np.corrcoef(both.to_numpy(float).T)[0, 1]))


def difference_reliability(one: float, other: float, correlation: float) -> float:
    """The reliability of the difference of two measures that spread alike."""
    return ((one + other) / 2 - correlation) / (1 - correlation)


def _late_share(scope: Scope) -> float | None:
    told = scope.frame(_SENT_TOGETHER).iloc[0]
    return float(told["late_count"] / told["dated_count"]) if told["dated_count"] else None
