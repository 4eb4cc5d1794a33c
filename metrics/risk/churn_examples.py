"""What a churn model learns from: who was here on earlier days, as known then, and who was lost."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from metrics.risk.churn_features import ATTRIBUTE, STATIC, features
from metrics.risk.churn_windows import Kind, closed_days, outcomes
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers

_FIRST_ORDER = "select min(ordered_on) as first_on from customer_days"
_FIRST_CONTRACT = "select min(started_on) as first_on from subscriptions"


@dataclass(frozen=True)
class Window:
    """What was known of those who were here on a day, and whether they were lost after it."""

    day: date
    found: pd.DataFrame
    lost: Numbers

    @property
    def has_both(self) -> bool:
        """Whether some were lost and some stayed: else nothing can be learned from it."""
        return 0 < int(self.lost.sum()) < len(self.lost)


def windows_of(scope: Scope, kind: Kind, horizon: int, quiet_days: int) -> list[Window]:
    """The windows that are over, the latest first, with the columns that tell on all their days."""
    statement = _FIRST_CONTRACT if kind == "contract" else _FIRST_ORDER
    first = scope.frame(statement)["first_on"].iloc[0]
    days = [] if pd.isna(first) else closed_days(scope, pd.Timestamp(first).date(), horizon)
    windows = [_window(scope, kind, day, horizon, quiet_days) for day in days]
    # A column that told nobody apart on one of the days cannot be learned from.
    everywhere = set.intersection(*(set(w.found.columns) for w in windows)) if windows else set()
    return [replace(w, found=w.found[[n for n in w.found if n in everywhere]]) for w in windows]


def _window(scope: Scope, kind: Kind, day: date, horizon: int, quiet_days: int) -> Window:
    lost = outcomes(scope, kind, day, horizon, quiet_days)
    found = features(scope.on(day), horizon).reindex(lost.index)
    return Window(day, found, lost.to_numpy(float))


def undated(window: Window) -> tuple[pd.DataFrame, pd.Series]:
    """The columns of a window that no date holds back: only they can know what came later."""
    names = [n for n in window.found if str(n) in STATIC or str(n).startswith(ATTRIBUTE)]
    return window.found[names], pd.Series(window.lost, index=window.found.index)


def without(window: Window, leaks: pd.DataFrame) -> Window:
    """The same without the columns that know the answer."""
    return replace(window, found=window.found.drop(columns=leaks["column"], errors="ignore"))
