"""What each feature means to customers: taken for granted, the more the better, or a delight.

Two questions on a feature, with it and without it (Kano 1984; Berger and others 1993); whether the
commonest answer stands out: Fong 1996.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.satisfaction.expectation_gaps import paired, parts_of
from metrics.satisfaction.ratings import ratings
from metrics.scope import Scope
from metrics.statistics.intervals import wilson

READS = ("survey_responses.score", "survey_responses.instrument", "survey_responses.item")

NEEDED = 50
DOUBTED = 0.05
"""More questionable answers than this, and the question was not understood."""

KINDS = ("must_be", "wanted", "delight", "indifferent", "reverse", "questionable")

# Rows: with the feature; columns: without it; both from "I like it" down to "I dislike it".
_TABLE = np.array(
    [
        list("QAAAO"),
        list("RIIIM"),
        list("RIIIM"),
        list("RIIIM"),
        list("RRRRQ"),
    ]
)
_LETTERS = dict(zip("MOAIRQ", KINDS, strict=True))


class Kano(NamedTuple):
    """`rows` has one row per feature: item, kind (the commonest), runner_up, is_clear (by Fong's
    test), better with better_low and better_high, worse with its ends (shares; worse as a positive
    number), the share of each kind under its name, base. `is_turned` when more than half of all
    answers are reverse or questionable, as when a scale runs from liking to disliking.
    """

    rows: pd.DataFrame
    is_turned: bool


def kano(scope: Scope) -> Kano:
    """What each feature means; TooFewError below 50 customers who answered both questions."""
    having, lacking = ratings(scope, "kano_with"), ratings(scope, "kano_without")
    if having.empty or lacking.empty:
        raise NotComputableError("no_kano")
    features = paired(having, lacking)
    if not features:
        raise NotComputableError("no_kano_pairs")
    items = [parts_of(marks.columns) for marks in (having, lacking)]
    rows = [_feature(f, having[items[0][f]], lacking[items[1][f]]) for f in features]
    insist(NEEDED, max(int(row["base"]) for row in rows), "pairs")  # type: ignore[call-overload]
    table = pd.DataFrame([row for row in rows if int(row["base"]) >= NEEDED])  # type: ignore[call-overload]
    odd = float((table["reverse"] + table["questionable"]).mean())
    return Kano(table, odd > 0.5)


def kind_of(having: int, lacking: int) -> str:
    """What two answers, each from 5 (like) to 1 (dislike), make of a feature."""
    return _LETTERS[str(_TABLE[5 - having, 5 - lacking])]


def is_clear(first: int, second: int, base: int) -> bool:
    """Fong's test: whether the commonest kind stands out from the next one."""
    spread = (first + second) * (2 * base - first - second) / 2 / base
    return bool(first - second >= 1.65 * np.sqrt(spread))


def _feature(item: str, having: pd.Series, lacking: pd.Series) -> dict[str, object]:
    both = pd.concat([having, lacking], axis=1).dropna().to_numpy(float)
    # Marks from 0 to 100 back to the five steps.
    steps = 4 - np.rint(both / 25).astype(int)
    letters = pd.Series(_TABLE[steps[:, 0], steps[:, 1]], dtype=object)
    counts = letters.map(_LETTERS).value_counts().reindex(KINDS, fill_value=0)
    base = int(counts.sum())
    order = counts.sort_values(ascending=False, kind="stable")
    told = int(counts[list(KINDS[:4])].sum())
    better = (counts["delight"] + counts["wanted"]) / told if told else np.nan
    worse = (counts["wanted"] + counts["must_be"]) / told if told else np.nan
    ends = {
        f"{name}_{end}": float(value)
        for name, share in (("better", better), ("worse", worse))
        for end, value in zip(("low", "high"), wilson(share, told), strict=True)
    }
    return {
        "item": item,
        "kind": str(order.index[0]),
        "runner_up": str(order.index[1]),
        "is_clear": bool(base and is_clear(int(order.iloc[0]), int(order.iloc[1]), base)),
        "better": float(better),
        "worse": float(worse),
        **ends,
        **{str(kind): float(count / base) if base else np.nan for kind, count in counts.items()},
        "base": base,
    }
