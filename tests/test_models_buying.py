"""Laws and worked examples of the models of buying."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.buying import bg_nbd, gamma_gamma, pareto_nbd
from metrics.buying.bg_nbd import BgNbd
from metrics.buying.gamma_gamma import GammaGamma
from metrics.buying.pareto_nbd import ParetoNbd
from metrics.refusals import TooFewError


def simulated(customers: int, seed: int = 5) -> pd.DataFrame:
    """Histories of whole days over a year, drawn from a BG/NBD of .8, 6, .8, 2.5 in weeks."""
    chance = np.random.default_rng(seed)
    age = chance.integers(180, 365, customers) / 7
    rate = chance.gamma(0.8, 1 / 6, customers)
    dropping = chance.beta(0.8, 2.5, customers)
    frequency, recency = np.zeros(customers), np.zeros(customers)
    buys, time = np.ones(customers, bool), np.zeros(customers)
    while buys.any():
        time += chance.exponential(1 / rate)
        buys &= time <= age
        frequency += buys
        recency = np.where(buys, np.ceil(time * 7) / 7, recency)
        buys &= chance.random(customers) >= dropping
    recency = np.minimum(recency, age)
    value = chance.gamma(4, 10, customers)
    return pd.DataFrame(
        {"frequency": frequency, "recency": recency, "age": age, "monetary_value": value}
    )


def test_a_model_finds_back_what_the_customers_were_drawn_from() -> None:
    model = bg_nbd.fit(simulated(20_000))
    truth = {"r": 0.8, "alpha": 6, "a": 0.8, "b": 2.5}
    for name, value in truth.items():
        low, high = model.intervals[name]
        middle, half = (low * high) ** 0.5, (high / low) ** 0.5
        # Within twice the 95 % interval: a correct fit of this fixed draw cannot lie outside.
        assert middle / half**2 < value < middle * half**2


@pytest.mark.parametrize("fit", [bg_nbd.fit, pareto_nbd.fit])
@pytest.mark.parametrize(
    ("customers", "repeaters", "expected"),
    [(299, 200, (300, 299, "customers")), (300, 99, (100, 99, "repeat_customers"))],
)
def test_a_model_of_too_few_is_refused(
    fit: object, customers: int, repeaters: int, expected: tuple[int, int, str]
) -> None:
    history = pd.DataFrame(
        {"frequency": np.r_[np.ones(repeaters), np.zeros(customers - repeaters)]}
    )
    history = history.assign(recency=history["frequency"], age=10.0)
    with pytest.raises(TooFewError) as refusal:
        fit(history)  # type: ignore[operator]
    assert (refusal.value.need, refusal.value.have, refusal.value.of) == expected


def test_values_of_too_few_repeaters_are_not_modelled() -> None:
    with pytest.raises(TooFewError):
        gamma_gamma.fit(simulated(120))


@pytest.mark.parametrize("fit", [bg_nbd.fit, pareto_nbd.fit, gamma_gamma.fit])
def test_the_order_of_the_customers_changes_nothing(fit: object) -> None:
    history = simulated(600)
    once = fit(history)  # type: ignore[operator]
    again = fit(history.sample(frac=1, random_state=3))  # type: ignore[operator]
    assert once.log_likelihood == pytest.approx(again.log_likelihood, abs=1e-7)
    for name, ends in once.intervals.items():
        assert ends == pytest.approx(again.intervals[name], rel=1e-4)


CUSTOMERS = np.arange(600)

# Businesses that know only one kind of customer leave some parameter without a trace.
ONE_KIND = {
    "nobody leaves": (CUSTOMERS % 7 + 50, 51.0, 52.0),
    "all alike": (CUSTOMERS * 0 + 2, 10.0, 30.0),
    "nobody comes a third time": (CUSTOMERS % 2, 5.0, 20.0),
    "all leave at once": (CUSTOMERS % 5 // 4, 0.2, 200.0),
}


@pytest.mark.parametrize("kind", ONE_KIND)
@pytest.mark.parametrize("fit", [bg_nbd.fit, pareto_nbd.fit])
@pytest.mark.filterwarnings("error")
def test_a_business_of_one_kind_of_customer_still_has_a_forecast(fit: object, kind: str) -> None:
    frequency, recency, age = ONE_KIND[kind]
    history = pd.DataFrame({"frequency": frequency, "age": age})
    history = history.assign(recency=np.where(frequency > 0, recency, 0.0))
    model = fit(history)  # type: ignore[operator]
    chance = model.purchase_probability(history, 26)
    expected = model.expected_purchases(history, 26)
    assert ((chance >= 0) & (chance <= 1)).all()
    assert np.isfinite(expected).all()
    assert (expected >= chance * (1 - 1e-6) - 1e-9).all()


positive = st.floats(0.05, 20)
models = st.one_of(
    st.builds(BgNbd, positive, positive, positive, positive),
    st.builds(ParetoNbd, positive, positive, positive, positive),
)
past = st.tuples(st.integers(0, 200), st.floats(0.01, 1), st.floats(0.1, 300))


def row(frequency: int, share: float, age: float) -> pd.DataFrame:
    recency = age * share if frequency else 0.0
    return pd.DataFrame({"frequency": [frequency], "recency": [recency], "age": [age]})


@given(models, past, st.floats(0.1, 200))
def test_the_chance_to_buy_is_a_probability_and_rises_with_the_horizon(
    model: BgNbd | ParetoNbd, past: tuple[int, float, float], horizon: float
) -> None:
    near = model.purchase_probability(row(*past), horizon)[0]
    far = model.purchase_probability(row(*past), 2 * horizon)[0]
    assert 0 <= near <= far + 1e-9 <= 1 + 1e-9
    assert 0 <= model.alive_probability(row(*past))[0] <= 1


@given(models, past, st.floats(0.1, 200), st.floats(1, 100))
def test_the_chance_to_buy_falls_the_longer_nothing_was_bought(
    model: BgNbd | ParetoNbd, past: tuple[int, float, float], horizon: float, longer: float
) -> None:
    bought = row(*past)
    silent = bought.assign(age=bought["age"] + longer)
    before, after = (model.purchase_probability(one, horizon)[0] for one in (bought, silent))
    assert after <= before + 1e-9


# Rates so high that the chance rounds to 1 are left out.
slow = st.floats(0.5, 3)
slow_models = st.one_of(
    st.builds(BgNbd, slow, slow, positive, positive),
    st.builds(ParetoNbd, slow, slow, slow, slow),
)


@given(slow_models, st.floats(0.1, 300), st.floats(0.1, 100))
def test_who_bought_once_is_never_given_up_nor_held_for_certain(
    model: BgNbd | ParetoNbd, age: float, horizon: float
) -> None:
    assert 0 < model.purchase_probability(row(0, 1, age), horizon)[0] < 1


@given(models, past, st.floats(0.1, 200))
def test_expected_purchases_are_at_least_the_chance_of_one(
    model: BgNbd | ParetoNbd, past: tuple[int, float, float], horizon: float
) -> None:
    expected = model.expected_purchases(row(*past), horizon)[0]
    assert np.isfinite(expected)
    assert expected >= model.purchase_probability(row(*past), horizon)[0] * (1 - 1e-5) - 1e-9


@pytest.mark.parametrize("parameter", [1 - 1e-5, 1, 1 + 1e-5])
def test_expectations_are_smooth_where_their_formulas_divide_by_nothing(parameter: float) -> None:
    one = row(2, 0.8, 38.86)
    for near, at in (
        (BgNbd(0.24, 4.4, parameter, 2.4), BgNbd(0.24, 4.4, 1.001, 2.4)),
        (ParetoNbd(0.55, 10, parameter, 11), ParetoNbd(0.55, 10, 1.001, 11)),
    ):
        found = near.expected_purchases(one, 39)[0]
        assert found == pytest.approx(at.expected_purchases(one, 39)[0], rel=1e-3)


@settings(max_examples=30)
@given(st.integers(1, 50), st.floats(1, 500))
def test_the_expected_value_lies_between_the_customers_own_mean_and_that_of_all(
    frequency: int, mean: float
) -> None:
    model = GammaGamma(p=6.25, q=3.74, gamma=15.44)
    history = pd.DataFrame({"frequency": [0, frequency], "monetary_value": [np.nan, mean]})
    of_all, own = model.expected_value(history)
    assert of_all == pytest.approx(6.25 * 15.44 / 2.74)
    assert min(of_all, mean) - 1e-9 <= own <= max(of_all, mean) + 1e-9
