"""The quality of a forecast of yes or no, on cases small enough to count."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, roc_auc_score

from metrics.statistics.forecast_quality import (
    auc_difference,
    auc_with_variance,
    calibration,
    quality,
)

# Leavers .8 and .4, stayers .6, .3, .2: of six pairs five are right, .4 against .6 is wrong.
LOST = np.array([1.0, 1.0, 0.0, 0.0, 0.0])
CHANCE = np.array([0.8, 0.4, 0.6, 0.3, 0.2])


def test_the_auc_is_the_share_of_pairs_put_in_the_right_order() -> None:
    area, variance = auc_with_variance(LOST, CHANCE)
    assert area == pytest.approx(5 / 6)
    # Leavers stand above 3/3 and 2/3 of the stayers, stayers below 1/2, 2/2 and 2/2 of the leavers:
    # variances 1/18 and 1/12, over 2 and over 3.
    assert variance == pytest.approx(1 / 18 / 2 + 1 / 12 / 3)


def test_ties_count_half() -> None:
    assert auc_with_variance(np.array([1.0, 0.0]), np.array([0.5, 0.5]))[0] == 0.5


def test_brier_skill_and_lift_are_as_worked_by_hand() -> None:
    found = quality(LOST, CHANCE)
    # (.04 + .36 + .36 + .09 + .04) / 5; always saying .4 would err by .24.
    assert found.brier == pytest.approx(0.178)
    assert found.skill == pytest.approx(1 - 0.178 / 0.24)
    assert found.top_decile_lift == pytest.approx(1 / 0.4)  # the one highest chance is a leaver's
    assert (found.customers, found.events) == (5, 2)


def test_both_agree_with_the_library_on_random_forecasts() -> None:
    chance = np.random.default_rng(7).random(400)
    lost = (np.random.default_rng(8).random(400) < chance).astype(float)
    found = quality(lost, chance)
    assert found.auc == pytest.approx(roc_auc_score(lost, chance))
    assert found.brier == pytest.approx(brier_score_loss(lost, chance))


def test_the_interval_of_the_auc_holds_the_truth_as_often_as_it_says() -> None:
    # Leavers N(1, 1), stayers N(0, 1): the true AUC is Φ(1 / √2) = .7602.
    held = 0
    for seed in range(300):
        draw = np.random.default_rng(seed)
        lost = np.repeat([1.0, 0.0], [60, 140])
        found = quality(lost, 1 / (1 + np.exp(-(draw.normal(size=200) + lost))))
        held += found.auc_low <= 0.76025 <= found.auc_high
    assert 0.92 <= held / 300 <= 0.98


def test_a_score_ranks_no_better_than_itself_turned_into_other_numbers() -> None:
    difference, low, high = auc_difference(LOST, CHANCE, CHANCE**2)
    assert (difference, low, high) == (0, 0, 0)


def test_calibration_counts_what_happened_in_each_tenth() -> None:
    chance = np.arange(20) / 20
    lost = np.tile([0.0, 1.0], 10)
    rows = calibration(lost, chance)
    assert rows["customers"].tolist() == [2] * 10
    assert rows["happened"].tolist() == [0.5] * 10
    assert rows["foretold"].tolist() == pytest.approx([0.025 + 0.1 * n for n in range(10)])
