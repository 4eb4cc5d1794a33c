"""The satisfaction index from 0 to 100, after the ACSI's and CCSI's three questions.

How content on the whole, against what was expected, against the ideal. The official weights come
from a model of several companies and are not published; here they are the first principal
component's, beside equal ones, so that the figure is no official one and is not called so.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.satisfaction.ratings import alpha, ratings
from metrics.scope import Scope
from metrics.statistics.drawn_anew import drawn_anew
from metrics.statistics.intervals import Interval, Numbers, between, student

READS = ("survey_responses.score", "survey_responses.instrument", "survey_responses.item")

NEEDED = 100
"""Customers who answered all of the questions."""
NEEDED_IN_A_BLOCK = 30
FEWEST_QUESTIONS = 2
ALPHA_WANTED = 0.7
EXTRACTED_WANTED = 0.5
"""From these on, alpha and the share of variance in one component, questions measure one thing."""

DRAWS = 500

BLOCKS = (
    "attitude",
    "expected",
    "perceived",
    "value",
    "desired",
    "trust",
    "need",
    "csat",
    "fulfilment",
    "complaint",
    "intention",
)
"""Kinds of question that stand for what such a model ties together, cause before effect."""


@dataclass(frozen=True)
class SatisfactionIndex:
    """The weighted mean of `questions` with its interval, and the equally weighted one beside it.

    `questions` has one row each: item, weight (they sum to 1), value (mean), low, high. `alpha`
    and `extracted` (share of variance in the first component) say how far they are one thing.
    """

    value: float
    low: float
    high: float
    equal: float
    questions: pd.DataFrame
    alpha: float
    extracted: float
    base: int
    left_out: int

    @property
    def is_one_thing(self) -> bool:
        """Whether the questions go together well enough to be read as one index."""
        return self.alpha >= ALPHA_WANTED and self.extracted >= EXTRACTED_WANTED


def satisfaction_index(scope: Scope) -> SatisfactionIndex:
    """The index; TooFewError below 100 customers who answered two or more questions of it."""
    told = [ratings(scope, kind) for kind in ("csat", "fulfilment")]
    asked = pd.concat([marks for marks in told if not marks.empty] or told[:1], axis=1)
    if asked.shape[1] < FEWEST_QUESTIONS:
        raise NotComputableError("one_question", have=asked.shape[1])
    complete = asked.dropna()
    insist(NEEDED, len(complete), "answers")
    values = complete.to_numpy(float)
    if (values.std(axis=0) == 0).any():
        raise NotComputableError("constant", names=[*complete.columns[values.std(axis=0) == 0]])
    return _index(list(complete.columns), values, len(asked) - len(complete))


def blocks(scope: Scope) -> pd.DataFrame:
    """One row per kind of question: kind, value (mean of its questions, weighted alike), low, high,
    base, questions, alpha. Whoever answered half of a kind's questions counts.
    """
    found = [row for kind in BLOCKS if (row := _block(kind, ratings(scope, kind)))]
    return pd.DataFrame(found, columns=[*_BLOCK])


_BLOCK = ("kind", "value", "low", "high", "base", "questions", "alpha")


def _index(items: list[str], values: Numbers, left_out: int) -> SatisfactionIndex:
    spread = values.std(axis=0)
    correlations = np.asarray(np.corrcoef(values.T), float)
    weights = _weights(correlations[None], spread)[0]
    drawn = drawn_anew(values, DRAWS)
    again = (_weights(drawn.correlations, spread) * drawn.means).sum(axis=1)
    low, high = between(again)
    means = values.mean(axis=0)
    ends = _of_mean(values)
    questions = pd.DataFrame(
        {"item": items, "weight": weights, "value": means, "low": ends.low, "high": ends.high}
    )
    return SatisfactionIndex(
        value=float(weights @ means),
        low=float(low),
        high=float(high),
        equal=float(means.mean()),
        questions=questions,
        alpha=alpha(values),
        extracted=float(np.linalg.eigvalsh(correlations)[-1] / len(items)),
        base=len(values),
        left_out=left_out,
    )


def _weights(correlations: Numbers, spread: Numbers) -> Numbers:
    """The first component's weights on the questions' own scale, summing to 1, once per matrix."""
    leading = np.linalg.eigh(correlations)[1][..., -1]
    own = leading * np.sign(leading.sum(axis=-1, keepdims=True)) / spread
    return np.asarray(own / own.sum(axis=-1, keepdims=True))


def _block(kind: str, marks: pd.DataFrame) -> dict[str, object] | None:
    known = marks[marks.notna().mean(axis=1) >= 0.5]
    if len(known) < NEEDED_IN_A_BLOCK:
        return None
    each = known.mean(axis=1).to_numpy(float)
    ends = _of_mean(each[:, None])
    numbers = (float(each.mean()), float(ends.low[0]), float(ends.high[0]), len(each))
    consistency = alpha(known.dropna().to_numpy(float))
    return dict(zip(_BLOCK, (kind, *numbers, marks.shape[1], consistency), strict=True))


def _of_mean(values: Numbers) -> Interval:
    count = len(values)
    return student(values.mean(axis=0), values.var(axis=0, ddof=1) / count, count)
