"""Published fits of the models of buying, on the data they were published for.

CDNOW: Fader, Hardie & Lee 2005, Marketing Science 24(2) and Journal of Marketing Research 42(4);
Fader & Hardie 2013, brucehardie.com/notes/025. Half a year's holdout are weeks 40 to 78.
"""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.integrate import quad

from metrics.buying import bg_nbd, gamma_gamma, pareto_nbd
from metrics.buying.purchases import purchase_history
from metrics.worth.lifetime_value import discount_rate, remaining_value
from tests.published import cdnow, dataset

WEEK_39 = date(1997, 9, 30)
WEEK_78 = date(1998, 6, 30)
ONE = pd.DataFrame({"frequency": [2], "recency": [30.43], "age": [38.86]})


def history(which: str, until: date) -> pd.DataFrame:
    return purchase_history(cdnow(which), until=until)


def test_cdnow_has_the_published_statistics() -> None:
    sample = history("sample", WEEK_39)
    assert len(sample) == 2357
    assert (sample["frequency"] == 0).sum() == 1411
    assert sample["frequency"].sum() == 2457
    assert sample["age"].max() == pytest.approx(38.86, abs=0.005)
    master = cdnow("master").frame("select count(*) as n, sum(amount) as paid from orders")
    assert master["n"][0] == 69_659
    assert master["paid"][0] == pytest.approx(2_500_315.63, abs=0.005)
    free = cdnow("master").frame("select count(*) as n from orders where amount = 0")
    assert free["n"][0] == 80
    lines = dataset("cdnow/CDNOW_master.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert sum(int(line.split()[2]) for line in lines if line.strip()) == 167_881
    assert len(history("master", WEEK_78)) == 23_570


def test_bg_nbd_is_fitted_to_cdnow_as_published() -> None:
    model = bg_nbd.fit(history("sample", WEEK_39))
    found = [model.r, model.alpha, model.a, model.b]
    assert found == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=0.001)
    assert model.log_likelihood == pytest.approx(-9582.4, abs=0.05)
    assert model.customers == 2357
    assert model.expected_purchases(ONE, 39)[0] == pytest.approx(1.226, abs=0.001)
    ends = [end for name in ("r", "alpha", "a", "b") for end in model.intervals[name]]
    assert ends == pytest.approx([0.219, 0.268, 3.73, 5.22, 0.50, 1.26, 1.37, 4.29], abs=0.006)


def test_pareto_nbd_is_fitted_to_cdnow_as_published() -> None:
    model = pareto_nbd.fit(history("sample", WEEK_39))
    found = [model.r, model.alpha, model.s, model.beta]
    assert found == pytest.approx([0.553, 10.578, 0.606, 11.669], abs=0.002)
    assert model.log_likelihood == pytest.approx(-9595.0, abs=0.05)
    assert model.expected_purchases(ONE, 39)[0] == pytest.approx(1.455, abs=0.001)


@pytest.mark.parametrize(
    ("until", "parameters", "height"),
    [
        (WEEK_39, (0.2516, 4.7889, 0.7234, 2.1611), -95368.44),
        (WEEK_78, (0.2671, 5.9865, 0.4835, 2.1116), -173425.9),
    ],
)
def test_bg_nbd_of_the_whole_cohort_stays_what_it_was(
    until: date, parameters: tuple[float, ...], height: float
) -> None:
    model = bg_nbd.fit(history("master", until))
    assert [model.r, model.alpha, model.a, model.b] == pytest.approx(parameters, abs=0.001)
    assert model.log_likelihood == pytest.approx(height, abs=0.06)


@pytest.mark.parametrize(
    ("until", "parameters", "height"),
    [
        (WEEK_39, (0.5974, 11.5857, 0.5222, 8.8277), -95415.1),
        (WEEK_78, (0.6110, 13.6142, 0.3126, 6.1486), -173328.0),
    ],
)
def test_pareto_nbd_of_the_whole_cohort_stays_what_it_was(
    until: date, parameters: tuple[float, ...], height: float
) -> None:
    model = pareto_nbd.fit(history("master", until))
    found = [model.r, model.alpha, model.s, model.beta]
    assert found == pytest.approx(parameters, rel=0.0005)
    assert model.log_likelihood == pytest.approx(height, abs=0.06)


def test_both_models_foretell_the_holdout_as_published() -> None:
    sample, later = history("sample", WEEK_39), history("sample", WEEK_78)
    bought = later["frequency"].to_numpy() - sample["frequency"].to_numpy()
    assert bought.sum() == 1882
    for model, correlation, total in (
        (bg_nbd.fit(sample), 0.626, 1653),
        (pareto_nbd.fit(sample), 0.630, 1666),
    ):
        expected = model.expected_purchases(sample, 39)
        assert np.corrcoef(bought, expected)[0, 1] == pytest.approx(correlation, abs=0.001)
        assert expected.sum() == pytest.approx(total, abs=1)


def test_being_alive_ranks_worse_than_a_coin_and_the_chance_to_buy_does_not() -> None:
    sample, later = history("master", WEEK_39), history("master", WEEK_78)
    bought = (later["frequency"] > sample["frequency"]).to_numpy()
    model = bg_nbd.fit(sample)
    assert area_under_curve(bought, model.alive_probability(sample)) == pytest.approx(
        0.320, abs=0.001
    )
    assert area_under_curve(bought, model.purchase_probability(sample, 39)) > 0.74


def area_under_curve(happened: np.ndarray, score: np.ndarray) -> float:
    ranks = pd.Series(score).rank().to_numpy()
    n = happened.sum()
    above = ranks[happened].sum() - n * (n + 1) / 2
    return float(above / (n * (~happened).sum()))


def test_gamma_gamma_is_fitted_to_the_repeaters_of_cdnow_as_published() -> None:
    model = gamma_gamma.fit(history("sample", WEEK_39))
    assert [model.p, model.q, model.gamma] == pytest.approx([6.25, 3.74, 15.44], abs=0.01)
    assert model.log_likelihood == pytest.approx(-4055.92, abs=0.01)
    assert model.customers == 946
    assert model.correlation == pytest.approx(0.114, abs=0.001)
    once = pd.DataFrame({"frequency": [0], "monetary_value": [np.nan]})
    assert model.expected_value(once)[0] == pytest.approx(35.17, abs=0.01)


def test_the_cohort_of_cdnow_is_worth_what_was_published() -> None:
    sample, everyone = history("sample", WEEK_78), history("master", WEEK_78)
    buying, spending = pareto_nbd.fit(sample), gamma_gamma.fit(sample)
    found = [buying.r, buying.alpha, buying.s, buying.beta]
    assert found == pytest.approx([0.563, 12.559, 0.408, 10.515], abs=0.002)
    assert [spending.p, spending.q] == pytest.approx([4.683, 4.190], abs=0.002)
    assert spending.gamma == pytest.approx(24.39, abs=0.01)
    value = remaining_value(everyone, buying, spending, margin_share=0.3, rate=0.0027)
    came_once = (everyone["frequency"] == 0).to_numpy()
    assert came_once.sum() == 12_054
    assert value[came_once].sum() == pytest.approx(53_000, rel=0.01)
    assert value[came_once].mean() == pytest.approx(4.40, rel=0.01)
    assert value.sum() == pytest.approx(1_139_930, rel=0.0001)


def test_half_the_history_gives_a_quarter_less_value() -> None:
    sample, everyone = history("sample", WEEK_39), history("master", WEEK_78)
    buying, spending = pareto_nbd.fit(sample), gamma_gamma.fit(sample)
    value = remaining_value(everyone, buying, spending, margin_share=0.3, rate=0.0027)
    assert value.sum() == pytest.approx(860_000, rel=0.01)


def test_the_whole_cohorts_own_parameters_give_a_seventh_more_value_than_the_samples() -> None:
    everyone = history("master", WEEK_78)
    buying, spending = pareto_nbd.fit(everyone), gamma_gamma.fit(everyone)
    value = remaining_value(everyone, buying, spending, margin_share=0.3, rate=0.0027)
    assert value.sum() == pytest.approx(1_301_000, rel=0.0005)


def test_fifteen_percent_a_year_are_27_ten_thousandths_a_week() -> None:
    assert discount_rate(0.15) == pytest.approx(0.0027, abs=0.00005)


PUBLISHED = pareto_nbd.ParetoNbd(r=0.5533, alpha=10.5776, s=0.6062, beta=11.6678)


@pytest.mark.parametrize(
    ("frequency", "recency", "age", "expected"),
    [(2, 30.43, 38.86, 6.482441), (0, 0, 77.86, 0.181403), (7, 35, 77.86, 0.891953)],
)
def test_discounted_purchases_are_the_discounted_integral_of_buying(
    frequency: int, recency: float, age: float, expected: float
) -> None:
    one = pd.DataFrame({"frequency": [frequency], "recency": [recency], "age": [age]})
    found = PUBLISHED.discounted_purchases(one, 0.0027)[0]
    assert found == pytest.approx(expected, abs=1e-6)
    # Buying at the expected rate, while there: e^(−δt) · still there at t, substituting t = e^u.
    alive = PUBLISHED.alive_probability(one)[0]
    rate = (PUBLISHED.r + frequency) / (PUBLISHED.alpha + age)
    staying = PUBLISHED.beta + age
    integral, _ = quad(
        lambda u: np.exp(u - 0.0027 * np.exp(u)) * (staying / (staying + np.exp(u))) ** PUBLISHED.s,
        -30,
        np.log(20_000),
        epsabs=1e-13,
        epsrel=1e-13,
        limit=500,
    )
    assert found == pytest.approx(alive * rate * integral, rel=1e-9)


@pytest.mark.parametrize(("s", "beta"), [(49, 3_000), (51, 50), (400, 50_000)])
def test_purchases_to_come_are_told_where_customers_leave_at_nearly_one_rate(
    s: float, beta: float
) -> None:
    model = pareto_nbd.ParetoNbd(r=0.5, alpha=10, s=s, beta=beta)
    steady = (0.5 + 2) / (10 + 38.86) * model.alive_probability(ONE)[0]
    # The mean of 1 / (δ + μ) over the rates of leaving μ of those still there.
    staying = stats.gamma(s, scale=1 / (beta + 38.86)).expect(lambda rate: 1 / (0.0027 + rate))
    assert model.discounted_purchases(ONE, 0.0027)[0] == pytest.approx(steady * staying, rel=1e-3)
