"""Quality of service by its five dimensions: against what was expected, and by itself.

SERVQUAL: Parasuraman, Zeithaml & Berry 1988; SERVPERF, without expectations: Cronin & Taylor 1992.
"""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.satisfaction.expectation_gaps import parts_of
from metrics.satisfaction.experiences import Outcome, beside
from metrics.satisfaction.named_parts import by_part, part_means
from metrics.satisfaction.ratings import alpha, ratings
from metrics.scope import Scope
from metrics.statistics.drawn_anew import drawn_anew
from metrics.statistics.intervals import Numbers, between

READS = ("survey_responses.score", "survey_responses.instrument", "survey_responses.item")

NEEDED = 100
DRAWS = 500

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
_FIRST = (1, 5, 10, 14, 18, 23)
"""With which of the 22 questions each dimension begins, in the order above."""


class ServiceQuality(NamedTuple):
    """`rows` has one row per dimension: part, expected, perceived, gap, low, high, weight, base,
    and alpha of its questions either way, expected_alpha and perceived_alpha; nan for one question.

    `gap` is the weighted gap (SERVQUAL) and `perceived` the weighted experience (SERVPERF), with
    their ends; `is_weighted` whether customers said how much each dimension matters to them.
    `gap_explains` and `perceived_explains` are shares of the differences in satisfaction.
    """

    rows: pd.DataFrame
    gap: tuple[float, float, float]
    perceived: tuple[float, float, float]
    is_weighted: bool
    gap_explains: float
    perceived_explains: float
    base: int


def service_quality(scope: Scope) -> ServiceQuality:
    """Both measures; TooFewError below 100 customers who rated all dimensions both ways."""
    marks = {kind: ratings(scope, kind) for kind in ("expected", "perceived")}
    kinds = {kind: _dimensions(asked) for kind, asked in marks.items()}
    named = [part for part in DIMENSIONS if all(part in means for means in kinds.values())]
    if len(named) < len(DIMENSIONS):
        raise NotComputableError("no_servqual")
    both = pd.concat({kind: means[named] for kind, means in kinds.items()}, axis=1).dropna()
    insist(NEEDED, len(both), "answers")
    importance = _dimensions(ratings(scope, "importance")).reindex(both.index)
    is_weighted = (
        set(named) <= set(importance) and importance[named].notna().all(axis=1).mean() > 0.5
    )
    stated = importance[named] if is_weighted else pd.DataFrame(1.0, both.index, named)
    told = stated.notna().all(axis=1)
    satisfied = _satisfied(scope, both[told])
    found = _quality(both[told], stated[told], named, is_weighted, satisfied)
    alphas = {f"{kind}_alpha": _alphas(asked, named) for kind, asked in marks.items()}
    return found._replace(rows=found.rows.assign(**alphas))


def _dimensions(marks: pd.DataFrame) -> pd.DataFrame:
    """One column per dimension: the mean of its questions that were answered."""
    items = _questions(marks)
    return part_means(marks, items) if items else pd.DataFrame(index=marks.index)


def _alphas(marks: pd.DataFrame, named: list[str]) -> list[float]:
    """How well the questions of each dimension go together, among those who answered them all."""
    items = _questions(marks)
    return [alpha(marks[items[part]].dropna().to_numpy(float)) for part in named]


def _questions(marks: pd.DataFrame) -> dict[str, list[object]]:
    """The questions on each dimension: by the words of the headers, else by the numbers 1 to 22."""
    items = by_part(marks, "servqual")
    if not items and marks.shape[1] == _FIRST[-1] - 1:
        numbers = {
            int(re.sub(r"\D", "", part) or 0): item
            for part, item in parts_of(marks.columns).items()
        }
        if set(numbers) == set(range(1, _FIRST[-1])):
            ends = zip(DIMENSIONS, _FIRST, _FIRST[1:], strict=False)
            items = {part: [numbers[n] for n in range(a, b)] for part, a, b in ends}
    return items


def _satisfied(scope: Scope, both: pd.DataFrame) -> pd.Series:
    return beside(scope, "perceived", Outcome("csat")).reindex(both.index)


def _quality(
    both: pd.DataFrame,
    stated: pd.DataFrame,
    named: list[str],
    is_weighted: bool,
    satisfied: pd.Series,
) -> ServiceQuality:
    expected, perceived = (both[kind].to_numpy(float) for kind in ("expected", "perceived"))
    gap, weights = perceived - expected, stated.to_numpy(float)
    again = drawn_anew(np.hstack([gap, perceived, weights]), DRAWS).means
    gaps, found, matters = np.split(again, 3, axis=1)
    shares = weights.mean(axis=0) / weights.mean(axis=0).sum()
    drawn = matters / matters.sum(axis=1, keepdims=True)
    low, high = between(gaps)
    rows = pd.DataFrame(
        {
            "part": named,
            "expected": expected.mean(axis=0),
            "perceived": perceived.mean(axis=0),
            "gap": gap.mean(axis=0),
            "low": low,
            "high": high,
            "weight": shares,
            "base": len(both),
        }
    )
    return ServiceQuality(
        rows,
        _weighted(gap.mean(axis=0), shares, gaps, drawn),
        _weighted(perceived.mean(axis=0), shares, found, drawn),
        bool(is_weighted),
        _explained(gap, satisfied),
        _explained(perceived, satisfied),
        len(both),
    )


def _weighted(
    means: Numbers, shares: Numbers, again: Numbers, drawn: Numbers
) -> tuple[float, float, float]:
    low, high = between((again * drawn).sum(axis=1))
    return float(means @ shares), float(low), float(high)


def _explained(values: Numbers, outcome: pd.Series) -> float:
    """The share of the outcome's variance that the columns explain; nan for too few."""
    known = outcome.notna().to_numpy()
    if known.sum() < NEEDED or outcome[known].std() == 0:
        return float("nan")
    terms, y = (
        np.column_stack([np.ones(known.sum()), values[known]]),
        outcome[known].to_numpy(float),
    )
    left = y - terms @ np.asarray(np.linalg.lstsq(terms, y, rcond=None)[0], float)
    return 1 - float(left @ left) / float(((y - y.mean()) ** 2).sum())
