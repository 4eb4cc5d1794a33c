"""Which customers are worth winning, and whom we serve well: attractiveness against our fit."""

from typing import Final

import numpy as np
import pandas as pd

from metrics import quotients
from metrics.indicator import Dimension, Indicator
from metrics.registry import BY_NAME
from metrics.scope import Scope
from metrics.weighing import mean_of, means_by

FITS: Final = tuple(
    BY_NAME[name]
    for name in (
        "csat_top2",
        "sla_hit",
        "first_contact_resolution",
        "request_score",
        "campaign_conversion",
    )
)
"""How well we do for a segment: content, served in time, solved at once, won by what we offer."""

FEWEST = 30

CELLS: Final = {(1, 1): "match", (1, -1): "learn", (-1, 1): "ease", (-1, -1): "leave"}


def fits(scope: Scope) -> list[Indicator]:
    """Those measures of fit that these data can tell."""
    return [indicator for indicator in FITS if not scope.lacks(indicator.reads)]


def value_fit(
    scope: Scope, index: pd.DataFrame, fit: Indicator, dimension: Dimension
) -> pd.DataFrame:
    """One row per segment: value, low, high (mean value score) of base customers; fit, fit_low,
    fit_high, fit_base; and cell.

    The cuts, the means of all in the scope, are `value_cut` and `fit_cut`. A segment is
    "undetermined" where an interval reaches over its cut or fewer than 30 customers, or than the
    measure asks for, stand behind it.
    """
    attraction = means_by(scope, index, "value_score", dimension)
    served = quotients.by(scope, [fit], dimension)
    told = {"value": "fit", "low": "fit_low", "high": "fit_high", "base": "fit_base"}
    rows = attraction.merge(served.rename(columns=told)[["segment", *told.values()]], on="segment")
    whole = scope.frame("select customer_id from customers").merge(index, on="customer_id")
    cuts = {
        "value_cut": float(mean_of(whole["value_score"])["value"]),
        "fit_cut": float(quotients.overall(scope, [fit])["value"].iloc[0]),
    }
    rows = rows[(rows["fit_base"] > 0) & rows["fit"].notna()].assign(**cuts)
    is_few = (rows["base"] < FEWEST) | (rows["fit_base"] < fit.minimum)
    value_side = _side(rows["low"], rows["high"], cuts["value_cut"])
    fit_side = _side(rows["fit_low"], rows["fit_high"], cuts["fit_cut"])
    cells = [CELLS.get(pair, "undetermined") for pair in zip(value_side, fit_side, strict=True)]
    rows["cell"] = np.where(is_few, "undetermined", cells)
    return rows.sort_values("base", ascending=False, ignore_index=True)


def _side(low: pd.Series, high: pd.Series, cut: float) -> list[int]:
    """1 where all of the interval lies above the cut, -1 where below, 0 where it reaches over."""
    return [int(side) for side in (low > cut).astype(int) - (high < cut).astype(int)]
