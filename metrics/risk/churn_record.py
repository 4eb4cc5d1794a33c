"""What a report states of the forecast of leaving: how it did, held against what came."""

from metrics.risk.churn_risk import churn_risk
from metrics.risk.churn_windows import kinds
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
    }
