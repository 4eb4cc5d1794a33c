"""How far the five needs of customers are met: safety, convenience, a personal touch, respect and
trust; and how far customers trust.
"""

from typing import NamedTuple

import pandas as pd

from metrics.families.service import SERVICE
from metrics.quotients import overall
from metrics.refusals import NotComputableError, insist
from metrics.satisfaction.named_parts import (
    by_part,
    mean_with_ends,
    measured_parts,
    part_means,
    whole_of,
)
from metrics.satisfaction.ratings import alpha, ratings
from metrics.scope import Scope

READS = ("survey_responses.score", "survey_responses.instrument", "survey_responses.item")

NEEDS = ("safety", "convenience", "personal", "respect", "trust")
NEEDED = 100

_PROMISES = next(indicator for indicator in SERVICE if indicator.name == "sla_hit")
PROMISED = _PROMISES.reads


class Measured(NamedTuple):
    """`rows` has one row per part: part, value (0 to 100), low, high, base, questions, alpha.

    `value` with low and high is the mean over all parts of the `base` customers who rated them
    all; `missing` are the parts that no question asks about.
    """

    rows: pd.DataFrame
    value: float
    low: float
    high: float
    base: int
    alpha: float
    missing: tuple[str, ...]


def five_needs(scope: Scope) -> Measured:
    """How far each need is met; TooFewError below 100 customers, NotComputableError where fewer
    than three needs are asked about.
    """
    marks = ratings(scope, "need")
    items = by_part(marks, "needs")
    if len(items) < 3:
        raise NotComputableError("no_needs")
    rows = measured_parts(marks, items, NEEDED)
    insist(NEEDED, int(rows["base"].max()), "answers")
    means = part_means(marks, items)
    missing = tuple(need for need in NEEDS if need not in items)
    consistency = alpha(means.dropna().to_numpy(float))
    return Measured(rows, *mean_with_ends(whole_of(means)), consistency, missing)


def trust_index(scope: Scope) -> Measured:
    """How far customers trust, by question and on the whole; TooFewError below 100 customers."""
    marks = ratings(scope, "trust")
    if marks.empty:
        raise NotComputableError("no_trust")
    items: dict[str, list[object]] = {str(item): [item] for item in marks.columns}
    rows = measured_parts(marks, items, NEEDED)
    insist(NEEDED, int(rows["base"].max()), "answers")
    whole = mean_with_ends(whole_of(marks))
    return Measured(rows, *whole, alpha(marks.dropna().to_numpy(float)), ())


def promises_kept(scope: Scope) -> pd.Series:
    """The share of requests solved by the time they were promised for: value, low, high, base.

    A request past its time and still open is a promise broken, one not yet due is none yet.
    """
    told = overall(scope, [_PROMISES])
    insist(_PROMISES.minimum, int(told["base"].iloc[0]), "promises")
    return told.iloc[0]
