"""What the model of leaving learns from which window, and when trees may take over."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest

from metrics.risk import churn_model
from metrics.risk.churn_examples import Window
from metrics.risk.churn_training import EVENTS_FOR_BOOSTING, is_boosting_better, trained
from metrics.statistics.intervals import Numbers

DAYS = [date(2024, month, 1) for month in (9, 6, 3)]
HALF = EVENTS_FOR_BOOSTING // 2

Making = Callable[[date, int], Window]


def crossed(day: date, lost: int) -> Window:
    """Those are lost whose two marks have one sign: no line parts them from the others."""
    return _window(day, lost, lambda marks: -np.prod(marks, axis=1))


def sloped(day: date, lost: int) -> Window:
    """Those with the lower marks are lost: a line parts them as well as can be."""
    return _window(day, lost, lambda marks: marks.sum(axis=1))


def _window(day: date, lost: int, height: Callable[[Numbers], Numbers]) -> Window:
    """2,000 customers with two marks, of whom the `lost` lowest are lost, all but for some luck."""
    chance = np.random.default_rng(day.month)
    marks = chance.normal(0, 1, (2_000, 2))
    gone = np.zeros(2_000)
    gone[np.argsort(height(marks) + chance.normal(0, 0.5, 2_000))[:lost]] = 1
    # The model takes logarithms of what it knows, so that is given as what has them.
    told = np.sign(marks) * np.expm1(np.abs(marks))
    return Window(day, pd.DataFrame(told, columns=["one", "other"]), gone)


@pytest.mark.parametrize(
    ("make", "older", "is_better"),
    [(crossed, HALF, True), (crossed, HALF - 1, False), (sloped, HALF, False)],
)
def test_trees_take_over_from_a_thousand_losses_on_and_only_where_they_foretell_better(
    make: Making, older: int, is_better: bool
) -> None:
    losses = (HALF, older, HALF)
    windows = [make(day, lost) for day, lost in zip(DAYS, losses, strict=True)]
    assert is_boosting_better(windows) is is_better


def test_chances_are_set_right_on_the_latest_window_and_keep_their_ranking() -> None:
    latest, *older = [sloped(day, lost) for day, lost in zip(DAYS, (200, 900, 900), strict=True)]
    lost = np.concatenate([w.lost for w in older])
    raw = churn_model.fit(pd.concat([w.found for w in older]), lost).chance(latest.found)
    chance = trained([latest, *older], is_boosted=False).chance(latest.found)
    # Far fewer leave than before: a line with a free intercept meets their share exactly.
    assert raw.mean() > 0.4
    assert chance.mean() == pytest.approx(0.1, abs=1e-4)
    assert pd.Series(raw).corr(pd.Series(chance), method="spearman") > 0.999


def test_a_window_that_turns_the_ranking_round_sets_nothing_right() -> None:
    known = sloped(DAYS[0], 900)
    model = churn_model.fit(known.found, known.lost)
    assert model.recalibrated(known.found, 1 - known.lost) == model
