"""Why, when and after how many renewals customers under contract leave: worked by hand."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.scope import Scope
from metrics.contracts import sbg
from metrics.contracts.contract_hazards import hazard_by_age
from metrics.contracts.contract_value import (
    Fitted,
    contract_equity,
    fitted,
    lifetime_ahead,
    per_renewal,
    renewal_curve,
)
from metrics.contracts.leaving_reasons import leaving_reasons
from metrics.contracts.renewals import RenewalCohort, months_between_renewals, renewal_cohorts
from metrics.contracts.sbg import Sbg
from metrics.contracts.sbg_newton import climbed
from metrics.refusals import NotComputableError, TooFewError
from metrics.worth.valuation import Terms
from tests.contracts import contract
from tests.published import scope_over, telco
from tests.studies import study_of

AS_OF = date(2024, 12, 31)


def scope(rows: list[dict[str, Any]], since: date | None = None) -> Scope:
    study = study_of(subscriptions=rows)
    return Scope(study, AS_OF, since, filled=study.filled())


LEFT: dict[str, Any] = {"leaving_reason": "price", "is_voluntary": True}
LEAVERS = [
    contract("stays", "2023-01-01"),
    contract("changed plan", "2023-01-01", "2024-03-01", **LEFT),
    contract("changed plan", "2024-03-01"),
    # The last word counts: the first contract ended for another reason.
    contract("left twice", "2022-01-01", "2022-06-01", 7.0, **LEFT),
    contract("left twice", "2023-01-01", "2024-05-01", 20.0, leaving_reason="moved"),
    contract("left", "2023-01-01", "2024-06-01", 30.0, **LEFT),
    contract("failed", "2023-01-01", "2024-07-01", 40.0, leaving_reason="card", is_voluntary=False),
    contract("silent", "2023-01-01", "2024-08-01", 50.0),
    contract("long ago", "2020-01-01", "2021-01-01", 60.0, **LEFT),
    contract("tomorrow", "2023-01-01", "2025-01-01", 70.0, **LEFT),
]


def test_each_reason_is_counted_with_the_money_that_went_with_it() -> None:
    rows = leaving_reasons(scope(LEAVERS, date(2024, 1, 1)))
    told = rows.assign(reason=rows["reason"].fillna("none given")).set_index("reason")
    assert told["left_count"].tolist() == [1] * 4
    assert told["base"].tolist() == [4] * 4
    assert told["amount_lost"].to_dict() == {"moved": 20, "price": 30, "card": 40, "none given": 50}
    assert told["voluntary_count"].to_dict() == {"moved": 0, "price": 1, "card": 0, "none given": 0}
    assert told["involuntary_count"].to_dict() == {
        "moved": 0,
        "price": 0,
        "card": 1,
        "none given": 0,
    }
    # Wilson for 1 of 4 (Newcombe 1998, method 3).
    assert rows[["low", "high"]].iloc[0].tolist() == pytest.approx([0.0456, 0.6994], abs=1e-4)


def test_without_a_period_all_who_ever_left_are_counted() -> None:
    assert leaving_reasons(scope(LEAVERS))["left_count"].sum() == 5


def test_the_hazard_of_a_month_divides_those_who_leave_by_those_there_when_it_begins() -> None:
    # 40 stay; 6 leave after 45 days (in their second month), 10 after 20 days (in their first).
    rows = [contract(f"s{n}", "2024-01-01") for n in range(40)]
    rows += [contract(f"b{n}", "2024-01-01", "2024-02-15") for n in range(6)]
    rows += [contract(f"a{n}", "2024-01-01", "2024-01-21") for n in range(10)]
    found = hazard_by_age(scope(rows)).set_index("month")
    assert found.loc[1, ["hazard", "at_risk"]].tolist() == pytest.approx([10 / 56, 56])
    assert found.loc[2, ["hazard", "at_risk"]].tolist() == pytest.approx([6 / 46, 46])
    assert found.loc[3:, "hazard"].tolist() == [0] * (len(found) - 2)
    assert found.index.max() == 12  # 365 days are not yet twelve months of 30.44


def test_the_telephone_customers_hazards_are_those_of_the_published_curve() -> None:
    rows = telco().assign(is_ended=telco()["Churn"] == "Yes")
    told = {"customerID": "customer_id", "tenure": "tenure_months"}
    contracts = rows.rename(columns=told)[["customer_id", "tenure_months", "is_ended"]]
    found = hazard_by_age(scope_over(AS_OF, subscriptions=contracts)).set_index("month")
    # Tenure is in whole months: who left after one left with the first.
    survival = (1 - found["hazard"]).cumprod()
    published = {1: 0.9460, 6: 0.8848, 12: 0.8432, 24: 0.7887, 48: 0.7088}
    for month, share in published.items():
        assert survival[month] == pytest.approx(share, abs=1e-4)


def test_too_few_ends_have_no_hazard() -> None:
    with pytest.raises(TooFewError):
        hazard_by_age(scope([contract("a", "2024-01-01", "2024-02-01")]))


def many(plan: str | None, began: str, every: int, ended: list[int]) -> list[dict[str, Any]]:
    """`ended[k]` contracts that end with the k-th period of `every` months; the first stay."""
    start = pd.Timestamp(began)
    rows = []
    for number, count in enumerate(ended):
        end = start + pd.DateOffset(months=number * every) if number else None
        rows += [
            contract(f"{plan}-{number}-{n}", began, end and str(end.date()), plan=plan)
            for n in range(count)
        ]
    return rows


def test_a_cohort_counts_who_is_left_at_each_renewal_that_all_have_come_to() -> None:
    rows = many("monthly", "2024-06-10", 1, [150, 30, 20, 10, 5])
    (cohort,) = renewal_cohorts(scope(rows))
    # On the last day of the year the seventh renewal is over by less than a month.
    assert cohort == RenewalCohort(
        date(2024, 6, 1), "month", (215, 185, 165, 155, 150, 150, 150), 1, "monthly"
    )
    assert cohort.retention == pytest.approx(955 / 1020)


def test_plans_are_kept_apart_and_the_finest_period_large_enough_is_taken() -> None:
    rows = many("a", "2024-01-15", 1, [110, 20]) + many("b", "2024-01-20", 1, [300])
    rows += [r | {"customer_id": r["customer_id"] + "x"} for r in many("a", "2024-03-15", 1, [80])]
    found = {cohort.plan: cohort for cohort in renewal_cohorts(scope(rows))}
    assert (found["a"].grain, found["a"].survivors[0]) == ("quarter", 210)
    assert (found["b"].grain, found["b"].began_on) == ("month", date(2024, 1, 1))


def test_small_plans_are_taken_together() -> None:
    rows = many("a", "2024-01-15", 1, [130]) + many("b", "2024-01-20", 1, [120])
    (cohort,) = renewal_cohorts(scope(rows))
    assert (cohort.plan, cohort.survivors[0]) == (None, 250)


@pytest.mark.parametrize("every", [1, 3, 12])
def test_the_renewals_are_as_far_apart_as_the_ends(every: int) -> None:
    begun = pd.DataFrame({"months": [every, 2 * every, 2 * every + 0.2, 7.3], "is_ended": True})
    begun.loc[3, "is_ended"] = False
    assert months_between_renewals(begun) == every


@pytest.mark.parametrize(
    ("rows", "of"),
    [
        (many(None, "2024-01-15", 1, [150, 20]), "began_together"),
        (many(None, "2024-11-15", 1, [250, 20]), "renewals"),
    ],
)
def test_a_cohort_too_small_or_too_young_is_refused(rows: list[dict[str, Any]], of: str) -> None:
    with pytest.raises(TooFewError) as refusal:
        renewal_cohorts(scope(rows))
    assert refusal.value.of == of


def test_contracts_without_a_beginning_have_no_cohorts() -> None:
    with pytest.raises(NotComputableError):
        renewal_cohorts(scope([{"customer_id": "a", "is_ended": False}]))


REGULAR = (1000, 631, 468, 382, 326, 289, 262, 241)
"""Fader & Hardie 2007, table 1: yearly renewals per 1,000."""


def test_constant_retention_undervalues_a_cohort_as_published() -> None:
    cohort = RenewalCohort(date(2017, 1, 1), "year", REGULAR, 12)
    found = fitted(cohort)
    new, later = (lifetime_ahead(found, period, 0.1) for period in (1, 5))
    assert [new.periods, new.constant] == pytest.approx([2.97, 1.46], abs=0.01)
    assert [later.periods, later.constant] == pytest.approx([5.89, 4.41], abs=0.01)
    assert new.error == pytest.approx(-0.51, abs=0.005)
    assert new.low < new.periods < new.high
    curve = renewal_curve(cohort, found.model).set_index("renewal")
    assert len(curve) == 15
    assert curve.loc[12, "fitted"] == pytest.approx(0.170, abs=0.0005)
    # 1.182 / 1.886 by the published parameters.
    assert curve.loc[2, "constant"] == pytest.approx(0.6267**2, abs=0.001)
    assert np.isnan(curve.loc[8, "seen"])


def test_the_bootstrap_scatters_as_the_curvature_says() -> None:
    model = sbg.fit(REGULAR)
    alphas = np.log([other.alpha for other in model.drawn(7, 60)])
    low, high = model.intervals["alpha"]
    # The spread of 60 draws is itself known to about a tenth.
    assert float(alphas.std()) == pytest.approx(np.log(high / low) / (2 * 1.96), rel=0.3)
    assert low < float(np.exp(alphas.mean())) < high


def test_running_contracts_are_worth_what_their_age_makes_likely() -> None:
    rows = [
        contract("new", "2024-12-20", None, 10.0, plan="a"),
        contract("old", "2023-01-01", None, 30.0, plan="a"),
        contract("other", "2023-01-01", None, 99.0, plan="b"),
        contract("gone", "2023-01-01", "2024-01-01", 99.0, plan="a"),
    ]
    cohort = RenewalCohort(date(2023, 1, 1), "year", (300, 200, 150, 120, 100), 1, "a")
    model = Sbg(1.0, 2.0, customers=300)
    rate = per_renewal(0.1, cohort)
    assert rate == pytest.approx(1.1 ** (1 / 12) - 1)
    found = contract_equity(scope(rows), cohort, Fitted(model, [model]), Terms(52, 0.1, 0.5))
    # 730 days are 23.98 months: the old one is in the 24th.
    new, old = (float(model.remaining_lifetime(period, rate)) for period in (1, 24))
    assert found.customers == 2
    assert found.value == pytest.approx(0.5 * (10 * new + 30 * old))
    with pytest.raises(NotComputableError):
        contract_equity(scope(rows[3:]), cohort, Fitted(model, [model]), Terms())


@pytest.mark.parametrize("model", [Sbg(1.0, 3.0), Sbg(0.7, 1.2), Sbg(2.0, 30.0)])
def test_many_cohorts_at_once_have_the_models_that_each_has_by_itself(model: Sbg) -> None:
    there = model.survival(np.arange(7))
    ways = np.append(-np.diff(there), there[-1])
    lost = np.random.default_rng(1).multinomial(1_000, ways, 20)[:, :-1]
    survivors = np.asarray(1_000 - np.cumsum(np.insert(lost, 0, 0, axis=1), axis=1), np.float64)
    found = climbed(survivors, (model.alpha, model.beta))
    own = [sbg.fit(row, model) for row in survivors]
    told = ~np.isnan(found[:, 0])
    assert told.sum() >= 10
    alone = np.array([[one.alpha, one.beta] for one in own])
    assert found[told] == pytest.approx(alone[told], rel=1e-3)


def test_a_cohort_whose_customers_are_all_alike_has_no_top_and_is_drawn_all_the_same() -> None:
    # A tenth of those there leaves each time: no two customers need differ for that.
    alike = np.asarray(1_000 * 0.9 ** np.arange(7), np.float64)
    assert np.isnan(climbed(alike[None, :], (1.0, 9.0))).all()
    lasting = [float(m.remaining_lifetime(2, 0.1)) for m in sbg.fit(alike).drawn(6, 20)]
    assert min(lasting) < 0.9 / (1 - 0.9 / 1.1) < max(lasting)


def test_a_top_beyond_the_bounds_of_a_fit_is_looked_for_within_them() -> None:
    """A ninth to a tenth leave each time: by Newton's steps alone alpha comes to 846,294."""
    alike = np.array([1000.0, 909, 813, 737, 656, 578, 521])
    assert np.isnan(climbed(alike[None, :], (20.0, 180.0))).all()
    within = 1e4 * Sbg(20.0, 180.0).survival(np.arange(7))
    assert climbed(within[None, :], (22.0, 198.0))[0] == pytest.approx((20, 180), rel=1e-3)
    # Either way of looking for it keeps within the bounds of a fit.
    models = Sbg(20.0, 180.0, customers=1_000).drawn(6, 150)
    assert max(model.beta for model in models) <= np.exp(10) * (1 + 1e-9)
