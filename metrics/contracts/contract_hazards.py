"""How likely a customer under contract is to leave in each month of the contract's age."""

import numpy as np
import pandas as pd

from metrics.contracts.spells import ENDS_NEEDED, spells
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, wilson
from metrics.statistics.survival import THIN, hazards, survival_curve

COLUMNS = ["month", "hazard", "low", "high", "at_risk"]


def hazard_by_age(scope: Scope) -> pd.DataFrame:
    """One row per month of age: month (1 is the first), hazard, low, high, at_risk; TooFewError
    below ten ends.

    The share of those under contract when the month begins who leave within it, those last seen
    in it counted for as long as they were seen. It ends where fewer than 20 are at risk.
    """
    stays = spells(scope)
    insist(ENDS_NEEDED, int(stays["is_ended"].sum()), "ends")
    curve = survival_curve(stays)
    # Who leaves after one whole month leaves with the first month, not in the second.
    month = np.maximum(np.ceil(curve["time"].to_numpy()).astype(int) - 1, 0)
    staying = np.log1p(-np.minimum(hazards(curve), 1 - 1e-12))
    rows = pd.DataFrame({"month": np.arange(month.max() + 1)})
    rows["at_risk"] = _entering(stays["months"].to_numpy(float), rows["month"].to_numpy(float))
    rows["hazard"] = np.abs(np.expm1(np.bincount(month, staying)))
    rows = rows[rows["at_risk"] >= THIN]
    low, high = wilson(rows["hazard"], rows["at_risk"])
    return rows.assign(low=low, high=high, month=rows["month"] + 1)[COLUMNS]


def _entering(months: Numbers, starts: Numbers) -> Numbers:
    """How many were still there when each month had begun; everybody was in the first."""
    gone = np.searchsorted(np.sort(months), starts, side="right")
    return np.asarray(len(months) - np.where(starts > 0, gone, 0))
