"""Whether RFM foretells who orders: the scores of an earlier day held against the time since."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
import pandas as pd

from metrics.loyalty.rfm import EIGHT_TYPES, SEGMENTS, STANDARD, Rules, rfm_scores
from metrics.loyalty.rfm_dimensions import in_force
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.since import done_since
from metrics.statistics.forecast_quality import auc_difference, auc_interval
from metrics.statistics.intervals import wilson

DAYS_AHEAD = 91
CELL_NEEDED = 30
NEEDED = 100

Area: TypeAlias = tuple[float, float, float]
"""An AUC, or a difference of two, and the ends of its interval."""

_UNKNOWN: Area = (np.nan, np.nan, np.nan)


@dataclass(frozen=True)
class Response:
    """`cells` has one row per recency and frequency score, `segments` and `types` one per segment
    of either school: customers, share who ordered since with Wilson's low and high, is_small.

    `auc` is how often, of one who ordered and one who did not, the first had the higher sum of
    the three scores; `recency_auc` the same of days since the last order alone, each with the ends
    of its interval; `lead` is the difference with its own. nan where all ordered, or nobody.
    """

    day: date
    customers: int
    share: float
    cells: pd.DataFrame
    segments: pd.DataFrame
    types: pd.DataFrame
    auc: Area
    recency_auc: Area
    lead: Area

    @property
    def ranking(self) -> dict[str, float]:
        """The three by name, each with its _low and _high."""
        three = {"auc": self.auc, "recency_auc": self.recency_auc, "lead": self.lead}
        ends = ("", "_low", "_high")
        return {n + end: v for n, own in three.items() for end, v in zip(ends, own, strict=True)}


def rfm_response(
    scope: Scope, everyone: Scope, rules: Rules = STANDARD, days: int = DAYS_AHEAD
) -> Response:
    """The scores as of `days` before the scope's day, and who of them ordered since.

    The cut-offs are those of `everyone` on the earlier day: nothing of the time since is in them.
    TooFewError below 100 customers with orders in the window by then.
    """
    day = scope.as_of - timedelta(days=days)
    fixed = in_force(everyone.on(day), rules)
    scores = rfm_scores(scope.on(day), fixed or rules)
    insist(NEEDED, len(scores), "customers")
    held = scores.merge(done_since(scope, day), how="left", on="customer_id")
    held["has_ordered"] = held["has_ordered"].fillna(False).astype(bool)
    names = ["recency_score", "frequency_score"]
    ranked = _ranked(held)
    return Response(
        day,
        len(held),
        float(held["has_ordered"].mean()),
        _shares(held, names),
        _ordered(_shares(held, ["rfm_segment"]), SEGMENTS),
        _ordered(_shares(held, ["rfm_type"]), EIGHT_TYPES[::-1]),
        *ranked,
    )


def _shares(held: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    rows = held.groupby(names, as_index=False).agg(
        customers=("customer_id", "size"), share=("has_ordered", "mean")
    )
    low, high = wilson(rows["share"], rows["customers"])
    return rows.assign(low=low, high=high, is_small=rows["customers"] < CELL_NEEDED)


def _ordered(rows: pd.DataFrame, order: tuple[str, ...]) -> pd.DataFrame:
    named = rows.rename(columns={rows.columns[0]: "segment"}).set_index("segment")
    return named.loc[[name for name in order if name in named.index]].reset_index()


def _ranked(held: pd.DataFrame) -> tuple[Area, Area, Area]:
    came = held["has_ordered"].to_numpy(float)
    if came.min() == came.max():
        return _UNKNOWN, _UNKNOWN, _UNKNOWN
    code = held[["recency_score", "frequency_score", "money_score"]].sum(axis=1).to_numpy(float)
    fresh = -held["recency_days"].to_numpy(float)
    whole, alone = (auc_interval(came, score) for score in (code, fresh))
    return whole, alone, auc_difference(came, code, fresh)
