"""What follows from a quotient, for every indicator: overall, by segment, over time."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Literal

import numpy as np
import pandas as pd

from metrics.indicator import Dimension, Indicator
from metrics.quotient_ends import ends
from metrics.scope import Scope
from metrics.statements import bound, members, statement

Grain = Literal["week", "month", "quarter", "year"]

_Measure = Callable[[Indicator, pd.DataFrame, int], pd.DataFrame]

_GROUPS = ("place", "part")

MEASURES = ("value", "low", "high", "base", "left_out", "customers")


def overall(scope: Scope, indicators: Sequence[Indicator]) -> pd.DataFrame:
    """One row per indicator: value, low, high, base (rows counted), left_out, customers."""
    return _measured(scope, indicators, _with_interval)


def by(scope: Scope, indicators: Sequence[Indicator], dimension: Dimension) -> pd.DataFrame:
    """One row per indicator and segment of the dimension; segment is null for "no value"."""
    return by_each(scope, indicators, [dimension]).drop(columns="dimension")


def by_each(
    scope: Scope, indicators: Sequence[Indicator], dimensions: Sequence[Dimension]
) -> pd.DataFrame:
    """One row per indicator, dimension (its name) and segment, each set of rows read just once.

    An indicator of ranks among all has none.
    """
    return _by(scope, indicators, dimensions, _with_interval)


def each_and_rest(
    scope: Scope, indicators: Sequence[Indicator], dimensions: Sequence[Dimension]
) -> pd.DataFrame:
    """The rows of `by_each`, with the measures of all other customers as rest_value, rest_low …"""
    return _by(scope, indicators, dimensions, _with_rest)


def over_time(scope: Scope, indicators: Sequence[Indicator], grain: Grain) -> pd.DataFrame:
    """One row per indicator and period, `period` being its first day."""
    moment = f"cast(date_trunc('{grain}', happened_on) as date)"
    found = _measured(scope, indicators, _with_interval, moment)
    return found.rename(columns={"part": "period"}).dropna(subset="period")


def by_column(scope: Scope, indicators: Sequence[Indicator], column: str) -> pd.DataFrame:
    """One row per indicator and value of a column that all of their rows have, as `segment`."""
    found = _measured(scope, indicators, _with_interval, column)
    return found.rename(columns={"part": "segment"})


def _by(
    scope: Scope,
    indicators: Sequence[Indicator],
    dimensions: Sequence[Dimension],
    measure: _Measure,
) -> pd.DataFrame:
    told = [indicator for indicator in indicators if not indicator.is_of_ranks]
    found = _measured(scope, told, measure, None, dimensions)
    names = dict(enumerate(dimension.name for dimension in dimensions))
    return (
        found.assign(dimension=found["place"].map(names))
        .rename(columns={"part": "segment"})
        .drop(columns="place")
    )


def _measured(
    scope: Scope,
    indicators: Iterable[Indicator],
    measure: _Measure,
    moment: str | None = None,
    dimensions: Sequence[Dimension] = (),
) -> pd.DataFrame:
    frames = []
    for _, group in groupby(sorted(indicators, key=_source), key=_source):
        together = list(group)
        text = statement(together, moment, members(scope, dimensions))
        sums = scope.frame(text, **bound(dimensions))
        frames += [measure(indicator, sums, k) for k, indicator in enumerate(together)]
    if not frames:
        return pd.DataFrame(columns=["name", *_GROUPS, *MEASURES])
    return pd.concat(frames, ignore_index=True)


def _source(indicator: Indicator) -> tuple[str, bool]:
    return indicator.rows, indicator.is_of_period


def _with_interval(indicator: Indicator, sums: pd.DataFrame, k: int) -> pd.DataFrame:
    n, d, base = (sums[f"{name}{k}"].fillna(0).to_numpy(float) for name in "ndb")
    value = np.divide(n, d, out=np.full_like(n, np.nan), where=d != 0)
    low, high = ends(indicator, sums, k, value)
    groups = {name: sums[name] for name in _GROUPS if name in sums}
    return pd.DataFrame(
        {
            "name": indicator.name,
            **groups,
            "value": value * indicator.scale,
            "low": low * indicator.scale,
            "high": high * indicator.scale,
            "base": base.astype(int),
            "left_out": (sums["row_count"].fillna(0).to_numpy(float) - base).astype(int),
            "customers": sums[f"m{k}"].fillna(0).astype(int),
        }
    )


def _with_rest(indicator: Indicator, sums: pd.DataFrame, k: int) -> pd.DataFrame:
    # A customer is in one segment of a dimension, so its sums can be taken away from the whole.
    numbers = sums.drop(columns="part").astype(float).fillna(0)
    wholes = numbers.groupby("place").transform("sum").assign(place=numbers["place"])
    rest = _with_interval(indicator, (wholes - numbers).drop(columns="place"), k)[list(MEASURES)]
    return pd.concat([_with_interval(indicator, sums, k), rest.add_prefix("rest_")], axis=1)
