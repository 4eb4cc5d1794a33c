"""What follows from a quotient, for every indicator: overall, by segment, over time."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Literal

import numpy as np
import pandas as pd

from metrics.indicator import Dimension, Indicator
from metrics.intervals import Interval, Numbers, adjusted_wald, ratio_variance, student, wilson
from metrics.scope import Scope

Grain = Literal["week", "month", "quarter", "year"]

_Measure = Callable[[Indicator, pd.DataFrame, int], pd.DataFrame]

_WHOLE = "'all'"

MEASURES = ("value", "low", "high", "base", "left_out", "customers")


def overall(scope: Scope, indicators: Sequence[Indicator]) -> pd.DataFrame:
    """One row per indicator: value, low, high, base (rows counted), left_out, customers."""
    return _measured(scope, indicators, _WHOLE, "", _with_interval).drop(columns="part")


def by(scope: Scope, indicators: Sequence[Indicator], dimension: Dimension) -> pd.DataFrame:
    """One row per indicator and segment of the dimension; segment is null for "no value"."""
    return _by(scope, indicators, dimension, _with_interval)


def by_and_rest(
    scope: Scope, indicators: Sequence[Indicator], dimension: Dimension
) -> pd.DataFrame:
    """The rows of `by`, each with the measures of all other customers as rest_value, rest_low …"""
    return _by(scope, indicators, dimension, _with_rest)


def over_time(scope: Scope, indicators: Sequence[Indicator], grain: Grain) -> pd.DataFrame:
    """One row per indicator and period, `period` being its first day."""
    part = f"cast(date_trunc('{grain}', happened_on) as date)"
    found = _measured(scope, indicators, part, "", _with_interval)
    return found.rename(columns={"part": "period"}).dropna(subset="period")


def statement(indicators: Sequence[Indicator], part: str = _WHOLE, leading: str = "") -> str:
    """The text that measures indicators which share their rows; the passport shows it."""
    first = indicators[0]
    terms = ",\n    ".join(
        f"cast({i.numerator} as double) as n{k}, cast({i.denominator} as double) as d{k}"
        for k, i in enumerate(indicators)
    )
    both = [f"n{k} is not null and d{k} is not null" for k in range(len(indicators))]
    customer_sums = ",\n    ".join(_customer_sums(k, test) for k, test in enumerate(both))
    sums = ",\n  ".join(_sums(k) for k in range(len(indicators)))
    join = "left join members using (customer_id)" if leading else ""
    # Without groups there is one row even where nothing was counted: a base of 0, not no answer.
    whole, parts = ("part, ", " group by part order by part") if part != _WHOLE else ("", "")
    period = "where happened_on is null or happened_on >= $since" if first.is_of_period else ""
    return f"""with {leading}rows_counted as (
{_as_cte_body(first.rows)}
),
-- one row per thing counted
terms as (
  select customer_id, {part} as part,
    {terms}
  from rows_counted {join}
  {period}
),
-- one row per customer and part
by_customer as (
  select part, customer_id, count(*) as row_count,
    {customer_sums}
  from terms group by part, customer_id
)
select {whole}sum(row_count) as row_count,
  {sums}
from by_customer{parts}"""


def _customer_sums(k: int, test: str) -> str:
    kept = f"filter (where {test})"
    return (
        f"count(*) {kept} as b{k}, sum(n{k}) {kept} as n{k}, sum(d{k}) {kept} as d{k}, "
        f"sum(n{k} * n{k}) {kept} as q{k}"
    )


def _sums(k: int) -> str:
    return (
        f"sum(b{k}) as b{k}, count(nullif(b{k}, 0)) as m{k}, sum(n{k}) as n{k}, sum(d{k}) as d{k},"
        f" sum(q{k}) as q{k}, sum(n{k} * n{k}) as nn{k}, sum(n{k} * d{k}) as nd{k},"
        f" sum(d{k} * d{k}) as dd{k}"
    )


def _as_cte_body(sql: str) -> str:
    return "\n".join(f"  {line}" for line in sql.strip().splitlines())


def _by(
    scope: Scope, indicators: Sequence[Indicator], dimension: Dimension, measure: _Measure
) -> pd.DataFrame:
    members = f"members as (\n{_as_cte_body(dimension.members)}\n),\n"
    parameters = dict(dimension.parameters)
    found = _measured(scope, indicators, "members.segment", members, measure, **parameters)
    return found.rename(columns={"part": "segment"})


def _measured(
    scope: Scope,
    indicators: Iterable[Indicator],
    part: str,
    leading: str,
    measure: _Measure,
    **parameters: object,
) -> pd.DataFrame:
    alike = groupby(sorted(indicators, key=_source), key=_source)
    frames = []
    for _, group in alike:
        together = list(group)
        sums = scope.frame(statement(together, part, leading), **parameters)
        frames += [measure(indicator, sums, k) for k, indicator in enumerate(together)]
    if not frames:
        return pd.DataFrame(columns=["name", "part", *MEASURES])
    return pd.concat(frames, ignore_index=True)


def _source(indicator: Indicator) -> tuple[str, bool]:
    return indicator.rows, indicator.is_of_period


def _with_interval(indicator: Indicator, sums: pd.DataFrame, k: int) -> pd.DataFrame:
    n, d, base = (sums[f"{name}{k}"].fillna(0).to_numpy(float) for name in "ndb")
    value = np.divide(n, d, out=np.full_like(n, np.nan), where=d != 0)
    low, high = _interval(indicator, sums, k, value)
    return pd.DataFrame(
        {
            "name": indicator.name,
            "part": sums.get("part"),
            "value": value * indicator.scale,
            "low": low * indicator.scale,
            "high": high * indicator.scale,
            "base": base.astype(int),
            "left_out": (sums["row_count"].fillna(0).to_numpy(float) - base).astype(int),
            "customers": sums[f"m{k}"].fillna(0).astype(int),
        }
    )


def _with_rest(indicator: Indicator, sums: pd.DataFrame, k: int) -> pd.DataFrame:
    # Every customer is in one segment, so what is summed over customers can be taken away again.
    numbers = sums.drop(columns="part").astype(float).fillna(0)
    rest = _with_interval(indicator, numbers.sum() - numbers, k)[list(MEASURES)]
    return pd.concat([_with_interval(indicator, sums, k), rest.add_prefix("rest_")], axis=1)


def _interval(indicator: Indicator, sums: pd.DataFrame, k: int, value: Numbers) -> Interval:
    d, q, m, base, nn, nd, dd = (
        sums[f"{name}{k}"].fillna(0).to_numpy(float)
        for name in ("d", "q", "m", "b", "nn", "nd", "dd")
    )
    variance = ratio_variance(value, nn, nd, dd, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        if indicator.interval == "wilson":
            return wilson(value, _effective_base(value * (1 - value), variance, base, m))
        if indicator.interval == "adjusted_wald":
            effective = _effective_base(q / base - value**2, variance, base, m)
            return adjusted_wald(value * effective, q / base * effective, effective)
        unbiased = np.where(m > 1, variance * m / (m - 1), np.nan)
    return student(value, unbiased, m)


def _effective_base(
    alone: Numbers, variance: Numbers, base: Numbers, customers: Numbers
) -> Numbers:
    """The base shrunk by how alike the rows of one customer are; never enlarged.

    `alone` is the variance of one row if rows were independent. Where all rows are equal nothing
    tells how alike a customer's rows are, so a customer counts once.
    """
    is_told = (variance > 0) & (alone > 1e-12)
    return np.asarray(np.minimum(np.where(is_told, alone / variance, customers), base), float)
