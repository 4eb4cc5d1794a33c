"""Published fits of renewals: two cohorts of subscribers, and donors to public radio.

Survivors: Fader & Hardie 2007, Journal of Interactive Marketing 21(1), tables 1 and 2, per 1,000.
Donors: Fader, Hardie & Shang 2010, Marketing Science 29(6).
"""

import numpy as np
import pandas as pd
import pytest

from metrics.buying import bg_bb
from metrics.buying.bg_bb import BgBb
from metrics.contracts import sbg
from metrics.contracts.sbg import Sbg
from metrics.refusals import TooFewError
from tests.published import dataset

REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394]


@pytest.mark.parametrize(
    ("survivors", "alpha", "beta", "height", "after_twelve", "error"),
    [
        (REGULAR, 0.704, 1.182, -1680.3, 0.170, 0.015),
        (HIGH_END, 0.668, 3.806, -1611.2, 0.378, 0.028),
    ],
)
def test_seven_renewals_foretell_the_next_five_as_published(
    survivors: list[int],
    alpha: float,
    beta: float,
    height: float,
    after_twelve: float,
    error: float,
) -> None:
    model = sbg.fit(survivors[:8])
    assert [model.alpha, model.beta] == pytest.approx([alpha, beta], abs=0.001)
    assert model.log_likelihood == pytest.approx(height, abs=0.05)
    assert float(model.survival(12)) == pytest.approx(after_twelve, abs=0.0005)
    actual = np.array(survivors[8:]) / 1000
    misses = np.abs(model.survival(np.arange(8, 13)) / actual - 1)
    assert misses.mean() == pytest.approx(error, abs=0.001)


def test_retention_rises_as_those_likely_to_end_go_first() -> None:
    model = Sbg(0.704, 1.182)
    # 1.182 / 1.886, then 2.182 / 2.886.
    assert model.retention([1, 2]).tolist() == pytest.approx([0.62672, 0.75606], abs=1e-5)
    assert (np.diff(model.retention(np.arange(1, 30))) > 0).all()
    product = np.cumprod(model.retention(np.arange(1, 13)))
    assert product.tolist() == pytest.approx(model.survival(np.arange(1, 13)).tolist())


@pytest.mark.parametrize(("period", "constant", "too_low"), [(1, 1.46, -0.51), (5, 4.41, -0.25)])
def test_the_lifetime_to_come_is_the_discounted_sum_of_survival(
    period: int, constant: float, too_low: float
) -> None:
    model = sbg.fit(REGULAR[:8])
    found = float(model.remaining_lifetime(period, 0.1))
    t = np.arange(period, period + 3000)
    staying = model.survival(t) / model.survival(period - 1)
    assert found == pytest.approx(float((staying / 1.1 ** (t - period)).sum()), rel=1e-9)
    # Taking today's retention for everyone's misses what the customers differ in.
    retention = float(model.retention(period))
    assert retention / (1 - retention / 1.1) == pytest.approx(constant, abs=0.005)
    assert constant / found - 1 == pytest.approx(too_low, abs=0.005)


@pytest.mark.parametrize("survivors", [[], [199, 100, 90, 80, 70], [1000, 631, 468, 382]])
def test_a_cohort_too_small_or_too_young_is_not_modelled(survivors: list[int]) -> None:
    with pytest.raises(TooFewError):
        sbg.fit(survivors)


def donors() -> pd.DataFrame:
    rows = pd.read_csv(dataset("cdnow/donations.csv"))
    return rows.rename(columns={"periods": "occasions", "weights": "customers"})


def test_donors_are_fitted_as_published() -> None:
    assert len(donors()) == 22
    model = bg_bb.fit(donors())
    assert model.customers == 11_104
    found = [model.alpha, model.beta, model.gamma, model.delta]
    assert found == pytest.approx([1.204, 0.750, 0.657, 2.783], abs=0.002)
    assert model.log_likelihood == pytest.approx(-33225.6, abs=0.05)


def test_donors_written_out_one_by_one_give_the_same_model() -> None:
    written_out = donors().loc[lambda rows: rows.index.repeat(rows["customers"])]
    alone = bg_bb.fit(written_out.drop(columns="customers").sample(frac=1, random_state=2))
    assert alone.log_likelihood == pytest.approx(bg_bb.fit(donors()).log_likelihood, abs=1e-6)


def test_all_histories_of_three_occasions_together_are_certain() -> None:
    # A history of likelihood L(x, t) stands for C(t − 1, x − 1) orders of taking part.
    rows = [(0, 0, 1), (1, 1, 1), (1, 2, 1), (1, 3, 1), (2, 2, 1), (2, 3, 2), (3, 3, 1)]
    history = pd.DataFrame(rows, columns=["frequency", "recency", "ways"]).assign(occasions=3)
    likelihood = np.exp(BgBb(1.2, 0.75, 0.66, 2.78).log_likelihoods(history))
    assert float(likelihood @ history["ways"]) == pytest.approx(1)


def test_who_took_part_lately_is_likelier_there_and_likelier_to_take_part() -> None:
    model = BgBb(1.2, 0.75, 0.66, 2.78)
    history = pd.DataFrame({"frequency": 2, "recency": [2, 3, 4, 5, 6], "occasions": 6})
    for chances in (model.alive_probability(history), model.purchase_probability(history, 3)):
        assert (np.diff(chances) > 0).all()
        assert ((chances > 0) & (chances < 1)).all()
    soon, later = (model.purchase_probability(history, h) for h in (1, 5))
    assert (soon < later).all()
