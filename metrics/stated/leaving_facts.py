"""What a report states of leaving: under contract or not, why, and how well it is foretold."""

import numpy as np
import pandas as pd

from metrics.buying.silence import RETURNED_SHARE, typical_silence
from metrics.contracts import spells
from metrics.contracts.contract_hazards import hazard_by_age
from metrics.contracts.leaving_reasons import READS as REASONED
from metrics.contracts.leaving_reasons import leaving_reasons
from metrics.contracts.mean_stays import horizon, mean_stay
from metrics.contracts.movements import revenue_movements
from metrics.contracts.release import READS as UNDER_CONTRACT
from metrics.contracts.release import release
from metrics.indicator import Dimension
from metrics.refusals import insist
from metrics.risk import churn_definitions as definitions
from metrics.risk.churn_record import churn_record
from metrics.risk.churn_windows import kinds
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records

MONTHS_TOLD = 12

_MOVED = ("new_amount", "reactivation", "expansion", "contraction", "churn")


def leaving(dimension: Dimension | None = None) -> Area:
    """The facts of leaving by name; the curves once more for each segment of a dimension."""
    return {
        "survival": Reported(
            lambda scope: _survival(scope, dimension), (), _has_stays, spells.READS
        ),
        "contract_hazards": Reported(_hazards, (), _has_stays, spells.READS),
        "release_test": Reported(_release, UNDER_CONTRACT),
        "movements": Reported(
            _movements, ("subscriptions.started_on", "subscriptions.monthly_amount")
        ),
        "leaving_reasons": Reported(_reasons, REASONED),
        "churn_definitions": Reported(_definitions, definitions.READS),
        "churn_risk": Reported(
            churn_record, (), lambda scope: bool(kinds(scope)), ("orders.ordered_at",)
        ),
    }


def _has_stays(scope: Scope) -> bool:
    return len(scope.lacks(spells.READS)) < len(spells.READS)


def _hazards(scope: Scope) -> Facts:
    return {"hazards": records(hazard_by_age(scope))}


def _release(scope: Scope) -> Facts:
    found = vars(release(scope))
    by_contract = found.pop("rows").astype({"window": str}).to_dict("records")
    return {**found, "by_contract": by_contract}


def _movements(scope: Scope) -> Facts:
    """Money a month, over the last year of finished months: from its start to its end."""
    found = revenue_movements(scope)
    months = found[found["is_complete"]].drop(columns="is_complete").tail(MONTHS_TOLD)
    insist(1, len(months), "whole_months")
    moved = [{"movement": name, "amount": float(months[name].sum())} for name in _MOVED]
    ends = {"starting": months["starting"].iloc[0], "ending": months["ending"].iloc[-1]}
    return {**{k: float(v) for k, v in ends.items()}, "moved": moved, "months": records(months)}


def _reasons(scope: Scope) -> Facts:
    rows = leaving_reasons(scope)
    return {"base": int(rows["left_count"].sum()), "reasons": records(rows)}


def _definitions(scope: Scope) -> Facts:
    """Who is lost by each definition; the standard one is read from the gaps between orders."""
    silence = typical_silence(scope)
    found = definitions.verdicts(scope, silence.days)
    return {
        "standard": definitions.STANDARD,
        "typical_days": silence.days,
        "returned": silence.returned,
        "returned_share": RETURNED_SHARE,
        "customers": len(found),
        "disputed": len(definitions.flipping(found)),
        "definitions": records(definitions.lost_by_definition(found)),
    }


def _survival(scope: Scope, dimension: Dimension | None) -> Facts:
    facts = _curve(spells.survival(scope))
    if dimension is None:
        return facts
    found = spells.survival_by(scope, dimension)
    segments = found.curves.groupby("segment", dropna=False)
    facts["by"] = [
        {"by": {dimension.name: None if pd.isna(name) else name}, **_curve(curve)}
        for name, curve in segments
    ]
    if found.log_rank:
        facts["log_rank"] = vars(found.log_rank)
    return facts


def _curve(curve: pd.DataFrame) -> Facts:
    columns = {"times": "time", "survival": "survival", "low": "low", "high": "high"}
    listed: Facts = {name: _listed(curve[column]) for name, column in columns.items()}
    months = horizon(curve)
    mean, low, high = mean_stay(curve, months)
    stay = {"within_months": months, "months": mean, "low": low, "high": high}
    return {**listed, "at_risk": [int(n) for n in curve["at_risk"]], "mean_stay": stay}


def _listed(values: pd.Series) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values.to_numpy(float)]
