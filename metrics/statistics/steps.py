"""How many come to each step of a way, and which share of the step before goes on."""

from collections.abc import Mapping

import pandas as pd

from metrics.statistics.intervals import wilson


def steps(counts: Mapping[str, int], name: str) -> pd.DataFrame:
    """One row per step in order: step, the count under `name`, base (the count before), share of
    it with Wilson's low and high; the first step has none.
    """
    rows = pd.DataFrame({"step": [*counts], name: [*counts.values()]})
    rows["base"] = rows[name].shift()
    rows["share"] = rows[name] / rows["base"].where(rows["base"] > 0)
    low, high = wilson(rows["share"], rows["base"].fillna(0))
    return rows.assign(low=low, high=high)
