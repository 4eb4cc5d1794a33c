"""The restricted mean of a stay and its interval: by hand, where all is known, and on the telco."""

import numpy as np
import pandas as pd
import pytest

from metrics.contracts.mean_stays import horizon, mean_stays
from metrics.statistics.intervals import Z
from metrics.statistics.survival import mean_interval, restricted_mean, survival_curve
from tests.published import telco


def curve(months: list[float], ended: list[bool] | None = None) -> pd.DataFrame:
    is_ended = ended or [True] * len(months)
    return survival_curve(pd.DataFrame({"months": months, "is_ended": is_ended}))


def test_by_hand_an_end_takes_its_part_of_the_area_still_ahead() -> None:
    # S is 1 to 2, 3/4 to 3 where one was last seen, then 3/8 from 5 on: 2 + 3/4 · 3 + 3/8 · 1 at 6.
    found = curve([2, 3, 5, 7], [True, False, True, False])
    assert restricted_mean(found, 6) == 2 + 0.75 * 3 + 0.375
    # Ahead of 2: 2.625, of 5: .375; 1 of 4 and 1 of 2 left.
    half = Z * np.sqrt(2.625**2 / (4 * 3) + 0.375**2 / (2 * 1))
    low, high = mean_interval(found, 6)
    assert high == pytest.approx(min(4.625 + half, 6))
    assert low == pytest.approx(4.625 - half)


def test_where_every_end_is_known_it_is_the_plain_mean_and_its_plain_error() -> None:
    months = np.random.default_rng(4).exponential(12, 500).round(1) + 0.1
    found = curve([*months])
    cut = np.minimum(months, 24)
    low, high = mean_interval(found, 24)
    assert restricted_mean(found, 24) == pytest.approx(cut.mean())
    assert (high - low) / 2 == pytest.approx(Z * cut.std() / np.sqrt(500))


def test_the_horizon_is_what_every_curve_reaches_with_customers_enough() -> None:
    long, short = curve([*range(1, 101)]), curve([*np.linspace(0.5, 50, 100)])
    # Twenty are left when the 81st leaves.
    assert horizon(long) == 81
    assert horizon(long, short) == 40
    assert horizon() == 0


def test_segments_are_held_against_each_other_within_one_horizon() -> None:
    rows = telco()
    parts = [
        survival_curve(
            pd.DataFrame({"months": own["tenure"], "is_ended": own["Churn"] == "Yes"})
        ).assign(segment=name)
        for name, own in rows.groupby("Contract")
    ]
    found = mean_stays(pd.concat(parts))
    assert found.horizon == 68
    values = found.rows.set_index("segment")["value"]
    assert values["Month-to-month"] < values["One year"] < values["Two year"] < 68
    assert (found.rows["low"] < found.rows["value"]).all()
    assert found.rows["base"].sum() == 7043


def test_the_interval_holds_the_true_mean_95_times_in_100() -> None:
    draw = np.random.default_rng(7)
    true = 12 * (1 - np.exp(-1))
    held = 0
    for _ in range(400):
        stay, seen = draw.exponential(12, 150), draw.uniform(6, 40, 150)
        found = curve([*np.minimum(stay, seen)], [*(stay <= seen)])
        low, high = mean_interval(found, 12)
        held += low <= true <= high
    # Of 400 draws, 95 % are 380, give or take nine twice over.
    assert 362 <= held <= 398
