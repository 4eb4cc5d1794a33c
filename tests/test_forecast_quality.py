"""The quality of a forecast of yes or no, on cases small enough to count."""

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import brier_score_loss, roc_auc_score

from metrics.statistics.forecast_quality import (
    auc_difference,
    auc_interval,
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


@pytest.mark.slow
@pytest.mark.parametrize(("lost", "stayed"), [(30, 30), (30, 300), (150, 350)])
@pytest.mark.parametrize("apart", [0.0, 1.0, 2.0])
def test_the_interval_of_the_auc_holds_the_truth_as_often_as_it_says(
    lost: int, stayed: int, apart: float
) -> None:
    """Leavers N(apart, 1), stayers N(0, 1): the true AUC is Φ(apart ÷ √2), at most .921."""
    chance, truth = np.random.default_rng(3), stats.norm.cdf(apart / np.sqrt(2))
    came = np.repeat([1.0, 0.0], [lost, stayed])
    scores = chance.normal(size=(1000, lost + stayed)) + apart * came
    ends = [auc_interval(came, score)[1:] for score in scores]
    assert 0.93 <= np.mean([low <= truth <= high for low, high in ends]) <= 0.97


def test_one_who_left_tells_no_interval_and_passes_for_a_guess() -> None:
    found = quality(np.array([1.0, 0.0, 0.0]), np.array([0.5, 0.4, 0.6]))
    assert np.isnan(found.auc_low)
    assert found.is_guess


def test_where_all_who_left_stand_above_all_who_stayed_it_is_as_sure_as_a_share_of_the_fewer() -> (
    None
):
    """Thirty of thirty by Wilson: from 30 ÷ (30 + 1.96²) = .886."""
    came = np.repeat([1.0, 0.0], [30, 90])
    area, low, high = auc_interval(came, came + np.linspace(0, 0.5, 120))
    assert (area, high) == (1.0, 1.0)
    assert low == pytest.approx(0.886, abs=0.001)


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
