"""Who a segment is: each thing known of its customers against all others, chance held in check.

A trait's lift says how many times as often the segment has it as all customers of whom it is
known. False discoveries are controlled over all fields together (Benjamini–Hochberg).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics.comments.themes import Theme, standard_themes
from metrics.comparison import against_rest, chance_of, is_beyond_chance
from metrics.indicator import Dimension
from metrics.own_numbers import OWN_NUMBERS
from metrics.refusals import insist
from metrics.registry import INDICATORS
from metrics.scope import Scope
from metrics.segments.traits import CUSTOMERS_NEEDED, inside, traits
from metrics.statements import bound, members
from metrics.statistics.intervals import difference_interval, student

_ALIKE = 1e-9
COLUMNS = (
    "kind",
    "field",
    "value",
    "here",
    "here_low",
    "here_high",
    "rest",
    "base",
    "rest_base",
    "difference",
    "difference_low",
    "difference_high",
    "p",
    "lift",
    "lift_low",
    "lift_high",
)


def segment_size(scope: Scope, dimension: Dimension, segment: str | None) -> tuple[int, int]:
    """How many customers the segment has, of how many."""
    found = scope.frame(
        f"""with {members(scope, [dimension])[0]}
-- one row
select count(*) filter (where segment is not distinct from $segment) as inside,
  count(*) as customer_count
from customers left join segments_of_0 using (customer_id)""",
        segment=segment,
        **bound([dimension]),
    ).iloc[0]
    return int(found["inside"]), int(found["customer_count"])


def telling_segment(sizes: pd.DataFrame) -> str | None:
    """The largest segment that is not most of everybody, of those large enough to be told of.

    `sizes` has segment and customer_count of each: a card of nearly all customers tells nothing.
    """
    counts = sizes["customer_count"]
    is_told = sizes["segment"].notna() & (counts >= CUSTOMERS_NEEDED)
    apart = sizes[is_told & (counts <= counts.sum() / 2)]
    return None if apart.empty else str(apart["segment"].iloc[0])


def persona(
    scope: Scope,
    dimension: Dimension,
    segment: str | None,
    themes: Sequence[Theme] | None = None,
) -> pd.DataFrame:
    """One row per thing known, COLUMNS and is_notable, what stands out most first.

    `kind` is "trait" (a share of customers, with a lift against all), "number" (a mean) or
    "indicator"; here and rest are its value in the segment and among all others. What is written
    is told by these themes, of those who wrote. TooFewError below 30 customers on either side.
    """
    own, everybody = segment_size(scope, dimension, segment)
    insist(CUSTOMERS_NEEDED, min(own, everybody - own), "customers")
    told = traits(scope, dimension, segment, standard_themes() if themes is None else themes)
    numbers = _numbers(scope, dimension, segment)
    if len(told):
        # What is told as a mean is not told again value by value.
        told = told[~told["field"].str.replace("quintiles:", "attribute:").isin(numbers["field"])]
        told = _once(told)
    parts = [told, numbers, _indicators(scope, dimension, segment)]
    rows = pd.concat([part for part in parts if len(part)], ignore_index=True)
    rows = rows.reindex(columns=list(COLUMNS))
    rows["is_notable"] = is_beyond_chance(rows["p"].to_numpy(float))
    half = (rows["difference_high"] - rows["difference_low"]) / 2
    # Sums of floats differ in their last digits from run to run; a tie must stay one.
    rows["weight"] = (rows["difference"].abs() / half.where(half > 0)).round(9)
    order = ["is_notable", "weight", "field", "value"]
    return rows.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def _once(told: pd.DataFrame) -> pd.DataFrame:
    """The traits without the mirror of a field of two values: who has one has not the other.

    Kept is what the segment has more often than all others.
    """
    values = told.groupby("field")["here"].agg(["size", "sum"])
    mirrored = values[(values["size"] == 2) & ((values["sum"] - 1).abs() < _ALIKE)].index
    order = told.sort_values(["difference", "value"], ascending=[True, False])
    rarer = order.drop_duplicates("field").index
    return told.drop(rarer[told.loc[rarer, "field"].isin(mirrored)])


def _numbers(scope: Scope, dimension: Dimension, segment: str | None) -> pd.DataFrame:
    sums = scope.frame(
        f"""with {inside(scope, [dimension])},
own_numbers as (
{OWN_NUMBERS}
)
-- one row per number
select field, count(number) filter (where is_here) as base, avg(number) filter (where is_here)
    as here, var_samp(number) filter (where is_here) as here_variance,
  count(number) filter (where not is_here) as rest_base,
  avg(number) filter (where not is_here) as rest,
  var_samp(number) filter (where not is_here) as rest_variance
from own_numbers join inside using (customer_id) group by field order by field""",
        segment=segment,
        **bound([dimension]),
    )
    # What customers brought in is told as an indicator, with what was sent back set off alike.
    sums = sums[sums["field"] != "net_spend"]
    sums = sums[sums[["base", "rest_base"]].min(axis=1) >= CUSTOMERS_NEEDED]
    one, other = (
        student(sums[name], sums[f"{name}_variance"] / sums[base], sums[base])
        for name, base in (("here", "base"), ("rest", "rest_base"))
    )
    mine = {"value": sums["here"], "low": one.low, "high": one.high}
    ends = difference_interval(mine, {"value": sums["rest"], "low": other.low, "high": other.high})
    apart = (sums["here"] - sums["rest"]).to_numpy(float)
    return sums.assign(
        kind="number",
        value=None,
        here_low=one.low,
        here_high=one.high,
        difference=apart,
        difference_low=ends.low,
        difference_high=ends.high,
        p=chance_of(apart, np.asarray(ends.low), np.asarray(ends.high)),
    )


def _indicators(scope: Scope, dimension: Dimension, segment: str | None) -> pd.DataFrame:
    told = [i for i in INDICATORS if not scope.lacks(i.reads)]
    if not told:
        return pd.DataFrame()
    judged = against_rest(scope, told, [dimension])
    is_it = judged["segment"].isna() if segment is None else judged["segment"] == segment
    rows = judged[is_it & judged["difference"].notna()].drop(columns=["is_notable", "verdict"])
    named = {"name": "field", "value": "here", "low": "here_low", "high": "here_high"}
    told_of = rows.rename(columns=named | {"rest_value": "rest"})
    return told_of.assign(kind="indicator", value=None)
