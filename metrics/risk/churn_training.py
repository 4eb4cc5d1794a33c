"""How the model of leaving is learned from several windows, and by which of two ways."""

import numpy as np
import pandas as pd

from metrics.risk import churn_model
from metrics.risk.churn_examples import Window
from metrics.risk.churn_model import ChurnModel
from metrics.statistics.forecast_quality import quality

EVENTS_FOR_BOOSTING = 1_000
"""Customers lost in the windows learned from, below which trees would learn noise."""


def learned_from(windows: list[Window]) -> list[Window]:
    """All windows but the latest, which sets right what is learned; it where there is but one."""
    return windows[1:] or windows


def trained(windows: list[Window], is_boosted: bool) -> ChurnModel:
    """Fitted to all windows but the latest, and set right on that; on it where there is but one."""
    older = learned_from(windows)
    found = pd.concat([w.found for w in older])[list(windows[0].found.columns)]
    lost = np.concatenate([w.lost for w in older])
    number = np.repeat(np.arange(len(older), dtype=float), [len(w.lost) for w in older])
    model = churn_model.fit(found, lost, number, is_boosted)
    return model.recalibrated(windows[0].found, windows[0].lost) if windows[1:] else model


def is_boosting_better(before: list[Window]) -> bool:
    """Whether boosted trees have enough events to learn from, and win on the window after."""
    older = before[1:]
    if sum(w.lost.sum() for w in older) < EVENTS_FOR_BOOSTING:
        return False
    latest = before[0]
    briers = [
        quality(latest.lost, trained(older, is_boosted).chance(latest.found)).brier
        for is_boosted in (False, True)
    ]
    return briers[1] < briers[0]
