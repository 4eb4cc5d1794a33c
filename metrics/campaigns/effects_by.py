"""Whether a campaign did more for some customers than for others: its effect by segment.

That one segment's interval holds nought and another's does not is no difference between them
(Gelman & Stern 2006); the test of interaction asks whether all effects could be one and the same.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from metrics.campaigns.effects import DIFFERENCES, both_groups
from metrics.campaigns.trials import UNITS, Trial
from metrics.indicator import Dimension
from metrics.own_numbers import DATED
from metrics.refusals import NotComputableError
from metrics.scope import Scope

CHANCE = 0.05
"""Below this p the effects are said to differ."""
FEWEST = 100
"""So many customers of a segment must be in each group."""

_UNDATED = re.compile(
    r"\b(attributes|tier|plan|contract|preferred_channel|customer_type|life_stage|is_churned)\b"
)
"""What has no day of its own and may change: the file's own columns, and these of customers."""


class EffectsBy(NamedTuple):
    """`rows` has one row per segment, the largest effect first: segment, value, low, high,
    treated, control, their bases and base (both).

    `p` is how often effects that are all the same would differ as much (Cochran's Q). `left_out`
    have no value to be told apart by. The messages went out from `first` to `last`; None where no
    day of sending is known, and segments are those of the scope's own day.
    """

    rows: pd.DataFrame
    p: float
    left_out: int
    first: date | None
    last: date | None


def effects_by(
    scope: Scope, trial: Trial, arm: str, outcome: str, dimension: Dimension
) -> EffectsBy:
    """The effect on an outcome for each segment, as it stood before the campaign's first message.

    What customers did since cannot tell them apart here: the campaign may have caused it.
    NotComputableError below two segments with 100 customers in each group.
    """
    both = pd.concat([trial.treated(arm), trial.control]).dropna(subset=outcome)
    placed = both.merge(_members(scope, trial, dimension), on="customer_id")
    rows = [
        {"segment": segment, **_effect(own, outcome)}
        for segment, own in placed.groupby("segment")
        if min(_sizes(own)) >= FEWEST
    ]
    told = pd.DataFrame([row for row in rows if row["error"] > 0])
    if len(told) < 2:
        raise NotComputableError("one_segment", fewest=FEWEST)
    ordered = told.sort_values("value", ascending=False, ignore_index=True)
    effects = ordered.drop(columns="error")
    return EffectsBy(effects, _interaction(ordered), len(both) - len(placed), *sending(trial))


def may_be_caused(dimension: Dimension) -> bool:
    """Whether no day says since when customers are so: a campaign may have made them so.

    Its statement tells, which holds all that a rule or a class made of other columns reads; groups
    found in numbers read those that they are named by.
    """
    numbers = dict(dimension.parameters).get("fields")
    if isinstance(numbers, list):
        return not all(number.startswith(DATED) for number in numbers)
    return bool(_UNDATED.search(re.sub("--.*", "", dimension.members)))


def is_dated(dimension: Dimension) -> bool:
    """Whether customers may be of another segment on another day: more is read than a column."""
    tables = set(re.findall(r"\b(?:from|join) (\w+)", dimension.members))
    return "$as_of" in dimension.members or not tables <= {"customers", "attributes"}


def sending(trial: Trial) -> tuple[date | None, date | None]:
    """The days of the first message and of the last; None where none is known."""
    days = pd.to_datetime(trial.people["sent_on"]).dropna()
    return (days.min().date(), days.max().date()) if len(days) else (None, None)


def _members(scope: Scope, trial: Trial, dimension: Dimension) -> pd.DataFrame:
    first, _ = sending(trial)
    before = scope if first is None else scope.on(first - timedelta(days=1))
    return before.frame(
        f"""with {before.among_all("members", dimension.members)}
select customer_id, segment from members where segment is not null""",
        **dict(dimension.parameters),
    )


def _sizes(people: pd.DataFrame) -> tuple[int, int]:
    is_control = people["is_control"].astype(bool)
    return int(is_control.sum()), int((~is_control).sum())


def _effect(people: pd.DataFrame, outcome: str) -> dict[str, float]:
    groups = both_groups(people, outcome)
    found = DIFFERENCES[UNITS[outcome]](*groups)
    # What the effects are weighed by, to hold them against one another.
    error = float(np.sqrt(sum(group.var(ddof=1) / len(group) for group in groups)))
    return {**vars(found), "base": len(people), "error": error}


def _interaction(rows: pd.DataFrame) -> float:
    weight = 1 / rows["error"].to_numpy(float) ** 2
    value = rows["value"].to_numpy(float)
    away = value - np.average(value, weights=weight)
    return float(stats.chi2.sf(float(weight @ away**2), len(rows) - 1))
