"""Groups found by themselves as a way to tell customers apart; the name holds all it takes.

A link carries the fields, their scales and the centres, so that whoever opens it sees the very
groups that were found, on any day and for any segment.
"""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.indicator import Dimension
from metrics.own_numbers import OWN_NUMBERS
from metrics.scope import Scope
from metrics.segments.clusters import MOST_GROUPS, Groups, clusters
from metrics.statistics.intervals import Numbers

RFM = ("recency_days", "order_days", "net_spend")
GROUPS = ("group_1", "group_2", "group_3", "group_4", "group_5", "group_6")
MOST_FIELDS = 5
KNOWN_SHARE = 0.8
"""A field that fewer customers have is not offered: who lacks one is in no group."""
_SKEWED = 1.0
_HUNDREDTHS = 100
_NUMBER = r"-?\d{1,12}(?:\.\d{1,9})?(?:e[+-]\d{1,2})?"
_SCALE = rf"[ln]{_NUMBER}/{_NUMBER}"
_NAME = re.compile(rf"cluster:([^~]+)~({_SCALE}(?:;{_SCALE})*)~(-?\d{{1,5}}(?:\.-?\d{{1,5}})*)")

_MEMBERS = f"""
with own_numbers as (
{OWN_NUMBERS}
),
scales as (
  -- one row per field: its place, whether its logarithm counts, its mean and spread
  select unnest($fields) as field, unnest(range(len($fields))) as place, unnest($logs) as is_log,
    unnest($means) as mean, unnest($spreads) as spread
),
placed as (
  -- one row per customer and field, in spreads from its mean
  select customer_id, place,
    (case when is_log then ln(1 + greatest(number, 0)) else number end - mean)
      / coalesce(nullif(spread, 0), 1) as z
  from own_numbers join scales using (field) where number is not null
),
whole as (
  -- one row per customer of whom every field is known
  select customer_id from placed group by customer_id having count(*) = len($fields)
),
groups as (
  -- one row per group
  select unnest(range(len($centres) // len($fields))) as number
),
apart as (
  -- one row per customer and group: how far from its centre
  select customer_id, number,
    sum((z - $centres[number * len($fields) + place + 1]) ** 2) as distance
  from placed semi join whole using (customer_id) cross join groups
  group by customer_id, number
),
nearest as (
  -- one row per customer
  select customer_id, $names[min_by(number, row(distance, number)) + 1] as segment
  from apart group by customer_id
)
-- one row per customer
select customer_id, segment from customers left join nearest using (customer_id)
"""


class Found(NamedTuple):
    """The dimension, how sure its groups are, and the mean of each field by group."""

    dimension: Dimension
    groups: Groups
    profiles: pd.DataFrame


class Scaling(NamedTuple):
    """How a field is brought to a scale of its own."""

    is_log: bool
    mean: float
    spread: float


def offered_fields(scope: Scope) -> list[str]:
    """The numbers that most customers have, those of buying first."""
    rows = scope.frame(f"""with own_numbers as (
{OWN_NUMBERS}
),
everyone as (
  -- one row: all customers
  select count(*) as customer_count from customers
)
-- one row per number that varies and is widely known
select field from own_numbers cross join everyone group by field
having count(number) >= {KNOWN_SHARE} * max(customer_count) and count(distinct number) > 1
order by field""")
    names = rows["field"].tolist()
    return [*(n for n in RFM if n in names), *(n for n in names if n not in RFM)]


def usual_fields(offered: list[str]) -> list[str]:
    """The numbers to go by where a reader chose none."""
    return [name for name in RFM if name in offered] or offered[:MOST_FIELDS]


def find_groups(scope: Scope, fields: list[str]) -> Found:
    """The groups of customers by these numbers; refused where none can be relied on."""
    numbers = _numbers(scope, fields)
    scalings = [_scaling(numbers[name]) for name in fields]
    placed = (
        np.column_stack(
            [
                _placed(numbers[name], scaling)
                for name, scaling in zip(fields, scalings, strict=True)
            ]
        )
        if len(numbers)
        else np.zeros((0, len(fields)))
    )
    found = clusters(placed)
    dimension = _dimension(_called(fields, scalings, found.centres))
    own = scope.frame(dimension.members, **dict(dimension.parameters))
    joined = numbers.join(own.set_index("customer_id")["segment"])
    profiles = joined.groupby("segment")[fields].median()
    return Found(dimension, found, profiles.assign(customer_count=joined.groupby("segment").size()))


def group_traits(dimension: Dimension, place: int) -> list[tuple[str, float]]:
    """Each field with how far the group lies from the mean of all, the furthest first.

    In spreads of the field, or of its logarithm.
    """
    parameters = dict(dimension.parameters)
    fields, centres = (list(parameters[name]) for name in ("fields", "centres"))  # type: ignore[call-overload]
    own = centres[place * len(fields) : (place + 1) * len(fields)]
    return sorted(zip(fields, own, strict=True), key=lambda told: -abs(told[1]))


def cluster_called(name: str) -> Dimension | None:
    """The dimension of that name where it is one of groups found."""
    parts = _NAME.fullmatch(name)
    if parts is None:
        return None
    fields, scales, centres = (
        parts[n].count(sign) + 1 for n, sign in ((1, ";"), (2, ";"), (3, "."))
    )
    is_sound = fields == scales and centres % fields == 0 and centres <= MOST_GROUPS * fields
    return _dimension(name) if is_sound and fields <= MOST_FIELDS else None


def _numbers(scope: Scope, fields: list[str]) -> pd.DataFrame:
    rows = scope.frame(
        f"""with own_numbers as (
{OWN_NUMBERS}
)
-- one row per customer and number
select customer_id, field, number from own_numbers
where field in (select unnest($fields)) and number is not null order by customer_id""",
        fields=fields,
    )
    wide = rows.pivot(index="customer_id", columns="field", values="number")
    return wide.reindex(columns=fields).dropna()


def _scaling(values: pd.Series) -> Scaling:
    is_log = bool(values.min() >= 0 and values.skew() > _SKEWED)
    told = np.log1p(values) if is_log else values
    # What the name will say, so that the groups found are the groups told apart.
    mean, spread = float(f"{told.mean():.3g}"), float(f"{told.std():.3g}")
    return Scaling(is_log, mean, spread or 1.0)


def _placed(values: pd.Series, scaling: Scaling) -> Numbers:
    told = np.log1p(values.clip(lower=0)) if scaling.is_log else values
    return np.asarray((told - scaling.mean) / scaling.spread, float)


def _called(fields: list[str], scalings: list[Scaling], centres: Numbers) -> str:
    names = ";".join(field.replace(";", "%3B").replace("~", "%7E") for field in fields)
    scales = ";".join(f"{'l' if s.is_log else 'n'}{s.mean:.3g}/{s.spread:.3g}" for s in scalings)
    rounded = np.rint(centres * _HUNDREDTHS).astype(int)
    return f"cluster:{names}~{scales}~{'.'.join(str(n) for n in rounded.ravel())}"


def _dimension(name: str) -> Dimension:
    names, scales, centres = name.removeprefix("cluster:").split("~")
    fields = [field.replace("%7E", "~").replace("%3B", ";") for field in names.split(";")]
    parts = [scale.partition("/") for scale in scales.split(";")]
    parameters = (
        ("names", list(GROUPS)),
        ("fields", fields),
        ("logs", [mean.startswith("l") for mean, _, _ in parts]),
        ("means", [float(mean[1:]) for mean, _, _ in parts]),
        ("spreads", [float(spread) for _, _, spread in parts]),
        ("centres", [int(n) / _HUNDREDTHS for n in centres.split(".")]),
    )
    return Dimension(name, _MEMBERS, (), parameters)
