"""Parts weighed into one index: everyone's place in each, means by group, what hangs on weights.

An index is a convention: which weights it has is nobody's finding, so they are printed and the
reader's to change, and it is said how far the order of customers hangs on them.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from metrics.indicator import Dimension
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, student

Weights = Mapping[str, float]

DRAWS = 400
DRAWN_FROM = 2000
"""So many customers, drawn at random where there are more, tell the firmness well enough."""
NEARBY = 0.2


def places(values: pd.Series) -> pd.Series:
    """Each one's place among all of whom it is known, 0 to 100, ties in the middle of theirs."""
    # Ranks begin at half a customer, so that the middle one stands at 50.
    return (values.rank() - 0.5) / max(values.count(), 1) * 100


def nearby(weights: Numbers, chance: np.random.Generator) -> Numbers:
    """So many sets of weights, each weight up to a fifth higher or lower; one row per set."""
    return np.asarray(weights * chance.uniform(1 - NEARBY, 1 + NEARBY, (DRAWS, len(weights))))


def fifths(indices: Numbers) -> Numbers:
    """In which fifth each customer stands, 1 the highest, one column per set of weights."""
    place = np.argsort(np.argsort(-indices, axis=0, kind="stable"), axis=0)
    return np.asarray(place * 5 // len(indices) + 1)


def staying(usual: Numbers, drawn: Numbers) -> Numbers:
    """One row per fifth, one column per set of weights: the share of it that is in it still."""
    return np.array([(drawn[usual[:, 0] == fifth] == fifth).mean(axis=0) for fifth in range(1, 6)])


def mean_of(index: pd.Series) -> pd.Series:
    """value, low, high (Student) and base of all these customers."""
    return _means(index.agg(["mean", "var", "size"]).to_frame().T).iloc[0]


def means_by(scope: Scope, index: pd.DataFrame, column: str, dimension: Dimension) -> pd.DataFrame:
    """One row per segment of those in the scope: segment, value (the mean), low, high, base."""
    statement = f"""with {scope.among_all("members", dimension.members)}
-- one row per customer
select customers.customer_id, members.segment
from customers left join members on members.customer_id = customers.customer_id"""
    placed = scope.frame(statement, **dict(dimension.parameters))
    groups = placed.merge(index, on="customer_id").groupby("segment", dropna=False)
    return _means(groups[column].agg(["mean", "var", "size"]).reset_index()).drop(columns="var")


def _means(found: pd.DataFrame) -> pd.DataFrame:
    ends = student(found["mean"], found["var"] / found["size"], found["size"])
    # No index lies outside its scale, however few there are.
    low, high = (np.clip(end, 0, 100) for end in ends)
    return found.assign(low=low, high=high).rename(columns={"mean": "value", "size": "base"})
