"""How long customers stay in the mean, within a horizon that every segment has been seen to."""

from dataclasses import dataclass
from math import floor

import pandas as pd

from metrics.statistics.survival import mean_interval, restricted_mean

_WHOLE = 3.0
"""From so many months on, a horizon is told in whole ones."""


@dataclass(frozen=True)
class MeanStays:
    """One row per segment: segment, value (months), low, high, base; all within `horizon` months.

    A mean of those who left would leave out everybody who stays; a mean without a horizon would
    need to know the end of all. So it is the area under the curve, up to the horizon.
    """

    rows: pd.DataFrame
    horizon: float


def mean_stays(curves: pd.DataFrame) -> MeanStays:
    """The restricted mean of each curve, as `survival_by` gives them with their segment."""
    grouped = [*curves.groupby("segment", dropna=False, sort=False)]
    reach = horizon(*(curve for _, curve in grouped))
    rows = [
        (name, *mean_stay(curve, reach), int(curve["at_risk"].max())) for name, curve in grouped
    ]
    return MeanStays(pd.DataFrame(rows, columns=["segment", "value", "low", "high", "base"]), reach)


def mean_stay(curve: pd.DataFrame, reach: float) -> tuple[float, float, float]:
    """The restricted mean of one curve with its interval."""
    return restricted_mean(curve, reach), *mean_interval(curve, reach)


def horizon(*curves: pd.DataFrame) -> float:
    """The last time at which none of the curves stands on too few; 0 without any."""
    last = min((float(curve.loc[~curve["is_thin"], "time"].max()) for curve in curves), default=0.0)
    if last != last:
        return 0.0
    return float(floor(last)) if last >= _WHOLE else last
