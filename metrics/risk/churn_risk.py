"""Who is likely to leave next, and how good such a forecast was, held against what came."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from metrics.refusals import NotComputableError, insist
from metrics.risk import churn_model
from metrics.risk.churn_examples import Window, undated, windows_of, without
from metrics.risk.churn_features import features
from metrics.risk.churn_model import ChurnModel
from metrics.risk.churn_training import is_boosting_better, learned_from, trained
from metrics.risk.churn_windows import (
    HORIZON_DAYS,
    QUIET_DAYS,
    Kind,
    marked,
    those_here,
)
from metrics.risk.leaks import leaking
from metrics.risk.risk_drift import Drift, drift
from metrics.scope import Scope
from metrics.statistics.forecast_quality import Quality, auc_difference, calibration, quality
from metrics.statistics.intervals import Numbers

EVENTS_NEEDED = 100
TESTED_NEEDED = 30


@dataclass(frozen=True)
class Rival:
    """The simplest score there is, and by how much the model ranks better, with its interval."""

    column: str
    auc: float
    difference: float
    low: float
    high: float

    @property
    def winner(self) -> str:
        """`model`, `rival`, or `neither` where the interval holds 0."""
        if self.low <= 0 <= self.high:
            return "neither"
        return "model" if self.low > 0 else "rival"


@dataclass(frozen=True)
class ChurnRisk:
    """Chances of those still here, the model's record, and the columns that know too much.

    `chances` has customer_id and risk. `tested_on` is the day whose forecast was held against what
    came; None where the data have no dates, and so nothing is foretold. `found` is what is known of
    those still here, row by row as in `chances`. `drift` is how far their risks have moved from
    those of the customers of that day, by the same model.
    """

    kind: Kind
    horizon: int
    chances: pd.DataFrame
    found: pd.DataFrame
    model: ChurnModel
    quality: Quality
    calibration: pd.DataFrame
    rival: Rival | None
    leaks: pd.DataFrame
    is_boosted: bool = False
    tested_on: date | None = None
    windows: int = 0
    drift: Drift | None = None


def churn_risk(
    scope: Scope, kind: Kind, horizon: int = HORIZON_DAYS, quiet_days: int = QUIET_DAYS
) -> ChurnRisk:
    """How likely each customer still here is lost within the horizon.

    Trained on earlier windows, set right on a later one, tested on the latest that is over; then
    moved up by a window to look ahead. Windows in which nobody was lost, or nobody stayed, teach
    nothing. Raises TooFewError below 100 customers lost in training, or 30 in the test, and
    NotComputableError where no column tells customers apart on all those days. Without dates: by
    customers left out in turn, and called no forecast.
    """
    if kind == "snapshot":
        return _resemblance(scope)
    windows = _telling(windows_of(scope, kind, horizon, quiet_days))
    leaks = leaking(*undated(windows[0]))
    latest, *before = (without(window, leaks) for window in windows)
    if latest.found.columns.empty:
        raise NotComputableError("nothing_foretells")
    is_boosted = is_boosting_better(before)
    foretold = trained(before, is_boosted).chance(latest.found)
    model = trained([latest, *before], is_boosted)
    here = those_here(scope, kind, quiet_days)
    known = features(scope, horizon).reindex(here).reindex(columns=latest.found.columns)
    return ChurnRisk(
        kind=kind,
        horizon=horizon,
        chances=pd.DataFrame({"customer_id": here.to_numpy(), "risk": model.chance(known)}),
        found=known,
        model=model,
        quality=quality(latest.lost, foretold),
        calibration=calibration(latest.lost, foretold),
        rival=_rival(latest, foretold),
        leaks=leaks,
        is_boosted=is_boosted,
        tested_on=latest.day,
        windows=len(windows),
        drift=drift(model.chance(latest.found), model.chance(known)),
    )


def _telling(windows: list[Window]) -> list[Window]:
    """The latest window to be tested on, and those before it that teach something."""
    insist(2, len(windows), "windows")
    tested = windows[0].lost
    earlier = [window for window in windows[1:] if window.has_both]
    insist(EVENTS_NEEDED, int(sum(w.lost.sum() for w in learned_from(earlier))), "ends")
    insist(TESTED_NEEDED, int(min(tested.sum(), (1 - tested).sum())), "tested_ends")
    return [windows[0], *earlier]


def _rival(window: Window, tested: Numbers) -> Rival | None:
    """Days since the last order against the model; time as a customer where nobody orders."""
    for column, sign in (("days_since_order", 1.0), ("contract_months", -1.0)):
        if column in window.found and window.found[column].notna().any():
            values = sign * window.found[column].to_numpy(float)
            score = np.where(np.isnan(values), np.nanmedian(values), values)
            auc = quality(window.lost, score).auc
            return Rival(column, auc, *auc_difference(window.lost, tested, score))
    return None


def _resemblance(scope: Scope) -> ChurnRisk:
    """How much each customer resembles those who left: no forecast, as nothing has a date."""
    lost = marked(scope)
    insist(EVENTS_NEEDED, int(min(lost.sum(), (~lost).sum())), "ends")
    whole = features(scope, HORIZON_DAYS).reindex(lost.index)
    leaks = leaking(whole, lost)
    found, y = whole.drop(columns=leaks["column"]), lost.to_numpy(float)
    tested = churn_model.out_of_fold(found, y)
    here = ~lost.to_numpy(bool)
    known = found[here]
    return ChurnRisk(
        kind="snapshot",
        horizon=0,
        chances=pd.DataFrame({"customer_id": known.index, "risk": tested[here]}),
        found=known,
        model=churn_model.fit(found, y),
        quality=quality(y, tested),
        calibration=calibration(y, tested),
        rival=_rival(Window(scope.as_of, found, y), tested),
        leaks=leaks,
    )
