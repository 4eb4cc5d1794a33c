"""Packages that others wrote find the same numbers: the models of buying, staying and risk."""

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from lifelines.utils import restricted_mean_survival_time
from lifetimes import BetaGeoFitter, GammaGammaFitter, ParetoNBDFitter
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import SurvfuncRight, survdiff
from statsmodels.stats.proportion import proportion_confint

from metrics.buying import bg_nbd, gamma_gamma
from metrics.buying.pareto_nbd import ParetoNbd
from metrics.statistics import hazards
from metrics.statistics.intervals import wilson
from metrics.statistics.log_rank import log_rank
from metrics.statistics.survival import restricted_mean, survival_curve
from tests.test_models_buying import simulated

# What pandas will change one day is for them to mend.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

HISTORY = simulated(1_500, seed=8)
X, SEEN, AGE, VALUE = (HISTORY[name] for name in ("frequency", "recency", "age", "monetary_value"))


def test_lifetimes_finds_the_same_buyers() -> None:
    model = bg_nbd.fit(HISTORY)
    other = BetaGeoFitter().fit(X, SEEN, AGE)
    names = ["r", "alpha", "a", "b"]
    assert [getattr(model, name) for name in names] == pytest.approx(other.params_[names], rel=0.01)
    foretold = other.conditional_expected_number_of_purchases_up_to_time(26, X, SEEN, AGE)
    assert model.expected_purchases(HISTORY, 26) == pytest.approx(foretold, rel=0.01)
    alive = other.conditional_probability_alive(X, SEEN, AGE)
    assert model.alive_probability(HISTORY) == pytest.approx(alive, rel=0.01)


def test_lifetimes_foretells_the_same_of_buyers_who_may_leave_at_any_time() -> None:
    model, other = ParetoNbd(0.553, 10.578, 0.606, 11.669), ParetoNBDFitter()
    other.params_ = pd.Series({name: getattr(model, name) for name in ("r", "alpha", "s", "beta")})
    foretold = other.conditional_expected_number_of_purchases_up_to_time(26, X, SEEN, AGE)
    assert model.expected_purchases(HISTORY, 26) == pytest.approx(foretold, rel=1e-6)
    alive = other.conditional_probability_alive(X, SEEN, AGE)
    assert model.alive_probability(HISTORY) == pytest.approx(alive, rel=1e-6)


def test_lifetimes_finds_the_same_value_of_a_purchase() -> None:
    again = HISTORY[X > 0]
    model = gamma_gamma.fit(again)
    other = GammaGammaFitter().fit(again["frequency"], again["monetary_value"])
    means = other.conditional_expected_average_profit(again["frequency"], again["monetary_value"])
    assert model.expected_value(again) == pytest.approx(means, rel=0.005)


def spells() -> pd.DataFrame:
    """Customers of two plans, one of which they leave sooner, with ties and censoring."""
    chance = np.random.default_rng(3)
    is_basic = chance.random(400) < 0.5
    months = np.ceil(chance.exponential(np.where(is_basic, 10, 16)))
    return pd.DataFrame(
        {
            "months": np.minimum(months, 24),
            "is_ended": months <= 24,
            "is_basic": is_basic.astype(float),
            "age": chance.normal(40, 10, 400),
        }
    )


def test_statsmodels_finds_the_same_curve_of_staying() -> None:
    rows = spells()
    curve = survival_curve(rows).query("ended > 0")
    other = SurvfuncRight(rows["months"], rows["is_ended"])
    assert curve["survival"].to_numpy() == pytest.approx(other.surv_prob)
    assert curve["at_risk"].to_numpy() == pytest.approx(other.n_risk)


def test_statsmodels_finds_the_same_difference_of_staying() -> None:
    rows = spells()
    test = log_rank(rows, "is_basic")
    chi2, p = survdiff(rows["months"], rows["is_ended"], rows["is_basic"])
    assert (test.chi2, test.p) == pytest.approx((chi2, p))


def test_statsmodels_finds_the_same_hazards() -> None:
    rows, covariates = spells(), ["is_basic", "age"]
    table = hazards.fit(rows, covariates).covariates
    other = PHReg(rows["months"], rows[covariates], rows["is_ended"], ties="efron").fit()
    assert table["coefficient"].to_numpy() == pytest.approx(other.params, abs=1e-5)
    assert table["standard_error"].to_numpy() == pytest.approx(other.bse, abs=1e-4)


def test_lifelines_finds_the_same_curve_of_staying_and_the_same_band() -> None:
    rows = spells()
    # Its band starts where the first one leaves; ours has none before.
    curve = survival_curve(rows).query("ended > 0")
    other = KaplanMeierFitter().fit(rows["months"], rows["is_ended"])
    band = other.confidence_interval_.loc[curve["time"]].to_numpy()
    assert curve["survival"].to_numpy() == pytest.approx(other.predict(curve["time"]).to_numpy())
    assert curve[["low", "high"]].to_numpy() == pytest.approx(band)


@pytest.mark.parametrize("horizon", [6, 12.5, 24])
def test_lifelines_finds_the_same_mean_stay(horizon: float) -> None:
    rows = spells()
    other = KaplanMeierFitter().fit(rows["months"], rows["is_ended"])
    ours = restricted_mean(survival_curve(rows), horizon)
    assert ours == pytest.approx(restricted_mean_survival_time(other, t=horizon))


def test_lifelines_finds_the_same_difference_of_staying() -> None:
    rows = spells()
    rows["plan"] = np.array(["a", "b", "c"])[np.arange(len(rows)) % 3]
    for group in ("is_basic", "plan"):
        test = log_rank(rows, group)
        other = multivariate_logrank_test(rows["months"], rows[group], rows["is_ended"])
        assert (test.chi2, test.p) == pytest.approx((other.test_statistic, other.p_value))


def test_lifelines_finds_the_same_hazards() -> None:
    rows = spells()
    model = hazards.fit(rows, ["is_basic", "age"])
    other = CoxPHFitter().fit(rows, "months", "is_ended")
    found = model.covariates.set_index("covariate")
    assert found["coefficient"].to_numpy() == pytest.approx(other.params_.to_numpy(), abs=1e-5)
    errors = other.standard_errors_.to_numpy()
    assert found["standard_error"].to_numpy() == pytest.approx(errors, abs=1e-5)
    assert model.log_likelihood == pytest.approx(other.log_likelihood_, abs=1e-5)


@pytest.mark.parametrize(("count", "base"), [(0, 20), (17, 20), (81, 263), (20, 20)])
def test_statsmodels_finds_the_same_interval_of_a_share(count: int, base: int) -> None:
    ours = [float(end) for end in wilson(count / base, base)]
    assert ours == pytest.approx(proportion_confint(count, base, method="wilson"), abs=1e-12)
