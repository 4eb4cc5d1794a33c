"""What a report states of the forecast of leaving: how it did, held against what came."""

import pandas as pd

from metrics.buying.own_baseline import own_baseline
from metrics.risk.churn_risk import ChurnRisk, churn_risk
from metrics.risk.churn_windows import kinds
from metrics.risk.watch_list import COST, SUCCESS, plan, watch_list
from metrics.scope import Scope


def churn_record(scope: Scope) -> dict[str, object]:
    """AUC with its interval, Brier score and skill, lift, base rate; the day it was tested on.

    `evaluated_on` is null where the data have no dates: then it is a likeness and no forecast.
    Refused as `churn_risk` is.
    """
    ways = kinds(scope)
    risk = churn_risk(scope, "buying" if "buying" in ways else ways[0])
    rival = risk.rival and {**vars(risk.rival), "winner": risk.rival.winner}
    return {
        **vars(risk.quality),
        "kind": risk.kind,
        "horizon_days": risk.horizon or None,
        "evaluated_on": risk.tested_on and risk.tested_on.isoformat(),
        "windows": risk.windows,
        "is_boosted": risk.is_boosted,
        "rival": rival,
        "drift": risk.drift and {**vars(risk.drift), "verdict": risk.drift.verdict},
        "leaking_columns": risk.leaks["column"].tolist(),
        "calibration": risk.calibration.to_dict("records"),
        "watch_list": _watched(scope, risk),
    }


def _watched(scope: Scope, risk: ChurnRisk) -> dict[str, object]:
    """How many are watched, what is at stake, whom to contact by the standing assumptions.

    What rests on the ranking is null where that is a guess; `alarms`, those who order less than
    they used to by their own habit, where nobody orders.
    """
    rows = watch_list(scope, risk)
    habits = None if scope.lacks(("orders.ordered_at",)) or not risk.horizon else risk.horizon
    return {
        "customers": len(rows),
        "contact_cost": COST,
        "contact_success": SUCCESS,
        **_planned(rows, risk.quality.is_guess),
        "alarms": habits and int(own_baseline(scope, habits)["is_alarm"].sum()),
    }


def _planned(rows: pd.DataFrame, is_guess: bool) -> dict[str, float | None]:
    if is_guess:
        return dict.fromkeys(("at_stake", "contacted", "gain", "threshold"))
    asked = plan(rows, COST, SUCCESS)
    return {
        "at_stake": float(rows["at_stake"].sum()),
        "contacted": asked.contacted,
        "gain": asked.gain,
        "threshold": asked.threshold if asked.threshold < float("inf") else None,
    }
