"""What a report states of the forecast of leaving: how it did, held against what came."""

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

    `alarms` are those who order less than they used to; null where nobody orders.
    """
    rows = watch_list(scope, risk)
    asked = plan(rows, COST, SUCCESS)
    habits = None if scope.lacks(("orders.ordered_at",)) or not risk.horizon else risk.horizon
    return {
        "customers": len(rows),
        "at_stake": float(rows["at_stake"].sum()),
        "contact_cost": COST,
        "contact_success": SUCCESS,
        "contacted": asked.contacted,
        "gain": asked.gain,
        "threshold": asked.threshold if asked.threshold < float("inf") else None,
        "alarms": habits and int(own_baseline(scope, habits)["is_alarm"].sum()),
    }
