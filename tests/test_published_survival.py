"""Published curves and tests of staying: 6-MP against leukaemia, and IBM's telephone customers.

The 42 remission times are those of Freireich et al. 1963 as printed by Gehan 1965, Biometrika 52,
and Kalbfleisch & Prentice, "The Statistical Analysis of Failure Time Data"; Cox's coefficients
under Breslow's and Efron's ties are those textbooks give for them.
"""

from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest
from lifelines.datasets import load_rossi
from lifelines.utils import concordance_index

from data.scope import Scope
from metrics.contracts.spells import survival, survival_by
from metrics.indicator import Dimension
from metrics.statistics import hazards
from metrics.statistics.log_rank import log_rank
from metrics.statistics.survival import at, clustered, median, restricted_mean, survival_curve
from tests.published import scope_over, telco

TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
TREATED_RELAPSED = [True] * 9 + [False] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

LEUKAEMIA = pd.DataFrame(
    {
        "months": [*TREATED, *PLACEBO],
        "is_ended": [*TREATED_RELAPSED, *[True] * len(PLACEBO)],
        "is_placebo": [0] * len(TREATED) + [1] * len(PLACEBO),
    }
)

CONTRACT = Dimension(
    "contract",
    "select customer_id, value as segment from attributes where name = $attribute",
    parameters=(("attribute", "Contract"),),
    is_attribute=True,
)


@cache
def telco_scope() -> Scope:
    customers = telco().rename(columns={"customerID": "customer_id", "tenure": "tenure_months"})
    contracts = customers.assign(is_ended=customers["Churn"] == "Yes")
    traits = customers.melt("customer_id", ["Contract", "PaymentMethod"], "name", "value")
    return scope_over(
        date(2024, 1, 1),
        customers=customers[["customer_id"]],
        subscriptions=contracts[["customer_id", "tenure_months", "is_ended"]],
        attributes=traits,
    )


def test_remission_under_treatment_lasts_as_published() -> None:
    curve = survival_curve(LEUKAEMIA[LEUKAEMIA["is_placebo"] == 0])
    found = [at(curve, week)["survival"] for week in (6, 7, 10, 13, 16, 22, 23)]
    assert found == pytest.approx([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=0.0006)
    assert curve.loc[curve["ended"] > 0, "at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert median(curve) == 23


def test_treatment_and_placebo_differ_as_published() -> None:
    found = log_rank(LEUKAEMIA, "is_placebo")
    assert found.chi2 == pytest.approx(16.793, abs=0.001)
    assert found.df == 1
    assert found.p < 0.0001


def test_cox_model_of_the_treatment_is_the_published_one() -> None:
    # R's coxph and its textbooks print 1.5721 (standard error .4124) for Efron's ties.
    model = hazards.fit(LEUKAEMIA, ["is_placebo"])
    row = model.covariates.iloc[0]
    assert row["coefficient"] == pytest.approx(1.5721, abs=0.0001)
    assert row["standard_error"] == pytest.approx(0.4124, abs=0.0001)
    assert row["ratio"] == pytest.approx(4.817, abs=0.001)
    assert (model.customers, model.ended) == (42, 30)


def test_cox_model_of_rearrest_is_the_published_one() -> None:
    # Rossi, Berk & Lenihan 1980; printed by Allison 1984 and by Fox & Weisberg, "Cox Regression".
    spells = load_rossi().rename(columns={"week": "months", "arrest": "is_ended"})
    model = hazards.fit(spells, ["fin", "age", "race", "wexp", "mar", "paro", "prio"])
    found = model.covariates
    coefficients = [-0.3794, -0.0574, 0.3139, -0.1498, -0.4337, -0.0849, 0.0915]
    errors = [0.1914, 0.0220, 0.3080, 0.2122, 0.3819, 0.1958, 0.0286]
    assert found["coefficient"].tolist() == pytest.approx(coefficients, abs=1e-4)
    assert found["standard_error"].tolist() == pytest.approx(errors, abs=1e-4)
    assert model.log_likelihood == pytest.approx(-658.748, abs=0.001)
    assert (model.customers, model.ended) == (432, 114)
    # Fox & Weisberg print a concordance of .640: who is at more risk is the one rearrested sooner.
    risk = spells[found["covariate"]] @ found["coefficient"].to_numpy(float)
    assert concordance_index(spells["months"], -risk, spells["is_ended"]) == pytest.approx(
        0.640, abs=0.0005
    )


def test_telephone_customers_stay_as_long_as_published() -> None:
    curve = survival(telco_scope())
    found = [at(curve, month)["survival"] for month in (1, 6, 12, 24, 36, 48, 60, 72)]
    published = [0.9460, 0.8848, 0.8432, 0.7887, 0.7485, 0.7088, 0.6644, 0.5928]
    assert found == pytest.approx(published, abs=0.0001)
    year, two = at(curve, 12), at(curve, 24)
    assert [year["low"], year["high"]] == pytest.approx([0.8342, 0.8518], abs=0.0001)
    assert [two["low"], two["high"]] == pytest.approx([0.7783, 0.7987], abs=0.0001)
    assert np.isnan(median(curve))
    assert restricted_mean(curve, 72) == pytest.approx(54.49, abs=0.005)


def test_telephone_customers_stay_by_contract_as_published() -> None:
    found = survival_by(telco_scope(), CONTRACT)
    curves = dict(list(found.curves.groupby("segment")))
    after_two_years = [at(curves[name], 24)["survival"] for name in sorted(curves)]
    assert sorted(curves) == ["Month-to-month", "One year", "Two year"]
    assert after_two_years == pytest.approx([0.586, 0.978, 1.000], abs=0.0006)
    assert median(curves["Month-to-month"]) == 35
    assert found.log_rank is not None
    assert found.log_rank.chi2 == pytest.approx(2352.87, abs=0.01)
    assert found.log_rank.df == 2
    assert found.too_few.empty


@pytest.mark.parametrize(
    ("column", "statistic"),
    [("PaymentMethod", 865.24), ("SeniorCitizen", 109.49), ("gender", 0.526)],
)
def test_telephone_customers_differ_by_trait_as_published(column: str, statistic: float) -> None:
    rows = telco().assign(months=telco()["tenure"], is_ended=telco()["Churn"] == "Yes")
    found = log_rank(rows, column)
    assert found.chi2 == pytest.approx(statistic, abs=0.01)
    assert (column != "gender") or found.p == pytest.approx(0.468, abs=0.001)


def test_ends_allow_for_spells_that_belong_together() -> None:
    """Three parts of 2, 4 and 2 spells, of each one ended at once, worked by hand.

    All: 3 of 8 ended. Without one part 2 of 6, 2 of 4, 2 of 6: log(−log S) is −.9027, −.3665 and
    −.9027, its spread √(2/3 · .1917) = .3575, and e to Student's 4.303 of them is 4.656.
    """
    spells = pd.DataFrame(
        {
            "part": ["a", "a", "b", "b", "c", "c"],
            "months": [1, 2, 1, 2, 1, 2],
            "is_ended": [True, False] * 3,
            "weight": [1.0, 1.0, 1.0, 3.0, 1.0, 1.0],
        }
    )
    row = clustered(survival_curve(spells), spells).set_index("time").loc[1]
    assert row["survival"] == 0.625
    assert row["low"] == pytest.approx(0.625**4.6556, abs=1e-4)
    assert row["high"] == pytest.approx(0.625 ** (1 / 4.6556), abs=1e-4)


@pytest.mark.parametrize("count", [0, 2])
def test_spells_of_one_part_or_none_have_no_ends(count: int) -> None:
    spells = pd.DataFrame(
        {"part": ["a", "a"], "months": [1, 2], "is_ended": [True, False], "weight": [1.0, 1.0]}
    ).head(count)
    found = clustered(survival_curve(spells), spells)
    assert found[["low", "high"]].isna().all(axis=None)
