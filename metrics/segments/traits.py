"""What a segment's customers are like: how often each value of each field, against all others."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics.buying.habits import BOUGHT
from metrics.comments.theme_members import wrote_of
from metrics.comments.themes import Theme
from metrics.comparison import chance_of
from metrics.dimensions import available, describing
from metrics.indicator import Dimension
from metrics.scope import Scope
from metrics.statements import bound, members
from metrics.statistics.intervals import difference_interval, wilson
from metrics.statistics.lifts import lift

CUSTOMERS_NEEDED = 30
"""In the segment and outside of it."""
_MOST_VALUES = 30
"""Of a field with more values than this the rarer ones are not looked at."""
_DERIVED = (
    "age_band",
    "tenure_band",
    "way_in",
    "csat_band",
    "has_left",
    "usual_hours",
    "usual_channel",
    "counted_channel",
    "deal_buyer",
)


def fields(scope: Scope, dimension: Dimension, themes: Sequence[Theme]) -> list[Dimension]:
    """The ways to tell customers apart that are news of a segment of this dimension."""
    more = [d for d in available(scope) if d.name in _DERIVED]
    several = [d for d in (BOUGHT, wrote_of(themes)) if not scope.lacks(d.reads)]
    found = {d.name: d for d in (*describing(scope), *more, *several)}
    return [d for d in found.values() if d.name != dimension.name]


def traits(
    scope: Scope, dimension: Dimension, segment: str | None, themes: Sequence[Theme]
) -> pd.DataFrame:
    """One row per field and value: its share in the segment and outside of it, and its lift."""
    told = fields(scope, dimension, themes)
    if not told:
        return pd.DataFrame()
    counts = _counts(scope, [dimension, *told], segment)
    return _shares(counts[~_is_same_again(counts)])


def _counts(scope: Scope, all_of_them: Sequence[Dimension], segment: str | None) -> pd.DataFrame:
    """One row per field and value: how many customers have it, are inside, both, or are known."""
    branches = "\n  union all\n".join(
        f"  select {place} as place, inside.customer_id, is_here, segments_of_{place}.segment\n"
        f"  from inside join segments_of_{place} using (customer_id)\n"
        f"  where segments_of_{place}.segment is not null"
        for place in range(1, len(all_of_them))
    )
    counts = scope.frame(
        f"""with {inside(scope, all_of_them)},
known as (
  -- one row per customer and value of a field
{branches}
),
bases as (
  -- one row per field: of how many customers it is known
  select place, count(distinct customer_id) as known_count,
    count(distinct customer_id) filter (where is_here) as here_count
  from known group by place
),
valued as (
  -- one row per field and value
  select place, segment as value, count(*) as value_count,
    count(*) filter (where is_here) as both_count
  from known group by place, segment
)
-- one row per field and value
select * from valued join bases using (place)
qualify row_number() over (partition by place order by value_count desc, value) <= {_MOST_VALUES}
order by place, value""",
        segment=segment,
        **bound(all_of_them),
    )
    names = {place: d.name for place, d in enumerate(all_of_them)}
    return counts.assign(field=counts["place"].map(names))


def _is_same_again(counts: pd.DataFrame) -> pd.Series:
    """Fields of which every value lies wholly in or out: a region's cities are no news of it."""
    is_split = (counts["both_count"] > 0) & (counts["both_count"] < counts["value_count"])
    return ~is_split.groupby(counts["field"]).transform("any")


def inside(scope: Scope, dimensions: Sequence[Dimension]) -> str:
    """The CTEs of the dimensions, and of who is in the segment of the first."""
    chain = ",\n".join(members(scope, dimensions))
    return f"""{chain},
inside as (
  -- one row per customer: whether in the segment
  select customer_id, segments_of_0.segment is not distinct from $segment as is_here
  from customers left join segments_of_0 using (customer_id)
)"""


def _shares(counts: pd.DataFrame) -> pd.DataFrame:
    both, value, here, known = (
        counts[f"{name}_count"].to_numpy(float) for name in ("both", "value", "here", "known")
    )
    is_told = np.minimum(here, known - here) >= CUSTOMERS_NEEDED
    both, value, here, known = (part[is_told] for part in (both, value, here, known))
    own, others = both / here, (value - both) / (known - here)
    one, other = wilson(own, here), wilson(others, known - here)
    its = {"value": others, "low": other.low, "high": other.high}
    ends = difference_interval({"value": own, "low": one.low, "high": one.high}, its)
    ratio = lift(both, here, value, known)
    rows = counts[is_told][["field", "value"]].assign(
        kind="trait",
        here=own,
        here_low=one.low,
        here_high=one.high,
        rest=others,
        base=here.astype(int),
        rest_base=(known - here).astype(int),
        difference=own - others,
        difference_low=ends.low,
        difference_high=ends.high,
        p=chance_of(own - others, np.asarray(ends.low), np.asarray(ends.high)),
        lift=ratio.value,
        lift_low=ratio.low,
        lift_high=ratio.high,
    )
    return rows.reset_index(drop=True)
