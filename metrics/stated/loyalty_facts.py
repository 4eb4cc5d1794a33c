"""What a report states of loyalty: who buys often, who likes us, and how soon orders follow."""

from functools import partial

import numpy as np

from metrics.buying.backtest import backtest
from metrics.buying.gaps import gap_curve
from metrics.buying.purchase_chances import HORIZON_WEEKS, bias, buying_chances, chance_bands
from metrics.buying.purchase_chances import READS as BOUGHT
from metrics.buying.silence import RETURNED_SHARE, typical_silence
from metrics.indicator import Dimension
from metrics.loyalty import loyalty_index as index
from metrics.loyalty.locked_in import locked_in_by
from metrics.loyalty.loyalty_cells import READS as FELT
from metrics.loyalty.loyalty_cells import loyalty_cells, points_that_hold
from metrics.loyalty.loyalty_parts import part_scores
from metrics.loyalty.rfm import rfm_segments, rfm_types
from metrics.loyalty.rfm_response import rfm_response
from metrics.loyalty.staying_by_tie import known_ties, staying_by_tie
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records, told
from metrics.statistics.survival import median
from metrics.weighing import mean_of

GAP_DAYS = (30, 60, 90, 180, 365)


def _segments(scope: Scope) -> Facts:
    return {"segments": records(rfm_segments(scope)), "types": records(rfm_types(scope))}


def _response(scope: Scope) -> Facts:
    found = rfm_response(scope, scope)
    schools = {name: records(getattr(found, name)) for name in ("segments", "types")}
    numbers = {"share": found.share, "customers": found.customers, **found.ranking}
    return {"scored_on": found.day.isoformat(), **numbers, **schools}


def _index(scope: Scope) -> Facts:
    scores = part_scores(scope)
    found = index.loyalty_index(scores)
    mean = mean_of(found["loyalty_index"])
    return {
        "weights": {part: weight for part, weight in index.STANDARD.items() if part in scores},
        **{name: float(mean[name]) for name in ("value", "low", "high")},
        "customers": len(found),
        "told_share": float(found["has_told"].mean()),
        "top_fifth_stays": index.firmness(scores).iloc[0].to_dict(),
        "foresight": told(lambda: vars(index.foresight(scope))),
    }


def _cells(scope: Scope) -> Facts:
    cells, held = records(loyalty_cells(scope)), records(locked_in_by(scope))
    return {"cells": cells, "locked_in_by": held, "points_that_hold": points_that_hold(scope)}


def _gaps(scope: Scope) -> Facts:
    """By when the next order has come, and the silence that says somebody is gone."""
    silence = typical_silence(scope)
    curve = gap_curve(scope)
    place = np.searchsorted(curve["time"].to_numpy(float), GAP_DAYS, side="right") - 1
    reached = curve.iloc[place[place >= 0]]
    come = 1 - reached[["survival", "high", "low"]].to_numpy(float)
    days = np.array(GAP_DAYS)[place >= 0]
    return {
        "median_days": median(curve),
        "orders": int(curve["at_risk"].max()),
        "returned": silence.returned,
        "typical_silence_days": silence.days,
        "silence_share": RETURNED_SHARE,
        "ordered_again": [
            {"days": int(day), "value": value, "low": low, "high": high}
            for day, (value, low, high) in zip(days, come.tolist(), strict=True)
            if day <= curve["time"].max()
        ],
    }


def _chances(scope: Scope) -> Facts:
    """Who is expected to buy within a quarter; and what came of it the last times it was told."""
    found = buying_chances(scope)
    record = backtest(scope, HORIZON_WEEKS)
    return {
        "weeks": HORIZON_WEEKS,
        "customers": len(found.customers),
        "buyers_expected": float(found.customers["probability"].sum()),
        "purchases_expected": float(found.customers["expected"].sum()),
        "not_shown": list(found.plainness),
        "bands": records(chance_bands(found.customers)),
        "record": records(record),
        "came_of_foretold": bias(record),
    }


def _ties(scope: Scope) -> Facts:
    """For each tie who stayed of those tied and of the others, and of those alike."""
    return {
        "ties": [{"tie": tie.name, **told(partial(_tie, scope, tie))} for tie in known_ties(scope)]
    }


def _tie(scope: Scope, tie: Dimension) -> Facts:
    found = staying_by_tie(scope, tie)
    return {**found._asdict(), "rows": records(found.rows)}


_JOINED = ("customers.member_since",)

LOYALTY: Area = {
    "rfm_segments": Reported(_segments, ("orders.ordered_at", "orders.amount")),
    "rfm_response": Reported(_response, ("orders.ordered_at", "orders.amount")),
    "loyalty_index": Reported(_index, ("orders.ordered_at",)),
    "loyalty_cells": Reported(_cells, FELT),
    "staying_by_tie": Reported(_ties, (), lambda scope: bool(known_ties(scope)), _JOINED),
    "order_gaps": Reported(_gaps, ("orders.ordered_at",)),
    "buying_chances": Reported(_chances, BOUGHT),
}
