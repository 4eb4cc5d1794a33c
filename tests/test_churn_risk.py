"""Who leaves next: windows that keep the future out, published ranges, leaks found by name."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data import intake
from data.demo import END, keep_demo
from data.scope import Scope
from data.store import Study
from metrics.buying.own_baseline import own_baseline
from metrics.refusals import NotComputableError, TooFewError
from metrics.risk import churn_record as churn_record_module
from metrics.risk.churn_examples import windows_of
from metrics.risk.churn_features import features
from metrics.risk.churn_record import churn_record
from metrics.risk.churn_risk import ChurnRisk, Rival, churn_risk
from metrics.risk.churn_windows import QUIET_DAYS, closed_days, kinds, marked, outcomes, those_here
from metrics.risk.leaks import leaking
from metrics.risk.watch_list import plan, reasons, watch_list
from tests.published import cdnow, dataset
from tests.studies import orders_on, scope_of

# What is learned of the demo company is learned once, by one worker.
pytestmark = pytest.mark.xdist_group("churn_risk")

AS_OF = date(2024, 12, 31)


@cache
def snapshot(folder: str) -> Scope:
    study = Study()
    files = sorted(dataset(folder).iterdir())
    intake.take_in(study, [(file.name, Path(file).read_bytes()) for file in files])
    return Scope(study, AS_OF, filled=study.filled())


@cache
def demo() -> Scope:
    study = Study()
    keep_demo(study, "en")
    return Scope(study, END, filled=study.filled())


@cache
def demo_risk() -> ChurnRisk:
    return churn_risk(demo(), "buying")


def test_those_who_do_not_buy_in_the_window_after_the_day_are_lost() -> None:
    orders = [
        *orders_on("stays", "2024-06-01", "2024-10-15"),
        *orders_on("goes", "2024-06-01"),
        *orders_on("comes back too late", "2024-06-01", "2024-12-31"),
        *orders_on("came later", "2024-10-05"),
        *orders_on("gone before", "2022-01-01"),
    ]
    lost = outcomes(scope_of(AS_OF, orders=orders), "buying", date(2024, 9, 30))
    assert lost.to_dict() == {"stays": False, "goes": True, "comes back too late": True}


def test_those_whose_contract_ends_in_the_window_are_lost() -> None:
    spells = [
        {"customer_id": "stays", "started_on": date(2024, 1, 1)},
        {"customer_id": "goes", "started_on": date(2024, 1, 1), "ended_on": date(2024, 11, 1)},
        {"customer_id": "gone", "started_on": date(2024, 1, 1), "ended_on": date(2024, 9, 1)},
        {"customer_id": "renews", "started_on": date(2024, 1, 1), "ended_on": date(2024, 11, 1)},
        {"customer_id": "renews", "started_on": date(2024, 11, 1)},
        {"customer_id": "new", "started_on": date(2024, 11, 1)},
    ]
    lost = outcomes(scope_of(AS_OF, subscriptions=spells), "contract", date(2024, 9, 30))
    assert lost.to_dict() == {"stays": False, "goes": True, "renews": False}


def test_what_is_known_on_a_day_holds_nothing_that_came_later() -> None:
    day = date(2025, 6, 30)
    late = [{"customer_id": "C000001", "ordered_at": pd.Timestamp("2025-07-01"), "amount": 9e6}]
    study = Study()
    keep_demo(study, "en")
    before = features(Scope(study, day, filled=study.filled()), 91)
    study.keep("orders", pd.DataFrame(late))
    pd.testing.assert_frame_equal(features(Scope(study, day, filled=study.filled()), 91), before)


def test_a_tenure_told_by_the_file_does_not_reach_back_in_time() -> None:
    spell = {"customer_id": "a", "started_on": date(2024, 1, 1), "tenure_months": 12.0}
    other = {"customer_id": "b", "started_on": date(2023, 1, 1), "tenure_months": 24.0}
    scope = scope_of(AS_OF, subscriptions=[spell, other])
    scope = replace(scope, filled=scope.study.filled())
    known = features(scope.on(date(2024, 7, 1)), 91)
    assert known.loc["a", "contract_months"] == pytest.approx(182 / 30.4375)


def test_only_windows_that_are_over_and_have_a_past_are_learned_from() -> None:
    scope = scope_of(AS_OF, orders=orders_on("a", "2024-01-01"))
    days = closed_days(scope, date(2024, 1, 1))
    assert days == [AS_OF - timedelta(days=91 * number) for number in (1, 2, 3)]


def test_telco_is_ranked_within_the_honest_range_and_called_no_forecast() -> None:
    scope = snapshot("telco_ibm")
    assert kinds(scope) == ("snapshot",)
    record: dict[str, Any] = churn_record(scope)
    assert record["evaluated_on"] is None
    assert record["events"] == 1869
    assert 0.83 <= record["auc"] <= 0.86
    assert 0.130 <= record["brier"] <= 0.140
    assert 2.8 <= record["top_decile_lift"] <= 2.95
    assert record["leaking_columns"] == []
    assert record["rival"]["winner"] == "model"
    # Those still here; twelve months of each one's charges, times the risk, are at stake.
    assert record["watch_list"]["customers"] == 7043 - 1869
    assert record["watch_list"]["at_stake"] == pytest.approx(
        watch_list(scope, churn_risk(scope, "snapshot"))["at_stake"].sum()
    )
    assert record["watch_list"]["alarms"] is None


def test_a_ranking_that_is_a_guess_plans_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(churn_record_module, "churn_risk", lambda *_: demo_risk())
    sure = churn_record(demo())["watch_list"]
    assert isinstance(sure, dict)
    assert sure["contacted"] > 0
    monkeypatch.setattr(churn_record_module, "churn_risk", lambda *_: guessed(demo_risk()))
    found = churn_record(demo())["watch_list"]
    assert isinstance(found, dict)
    untold = {name for name, value in found.items() if value is None}
    assert untold == {"at_stake", "contacted", "gain", "threshold"}
    # Who falls below their own habit is told without the ranking.
    assert found["alarms"] == sure["alarms"]


def guessed(risk: ChurnRisk) -> ChurnRisk:
    return replace(risk, quality=replace(risk.quality, auc_low=0.5))


def test_the_columns_that_know_the_answer_are_found_by_name() -> None:
    scope = snapshot("telco_ibm_rich")
    lost = marked(scope)
    found = leaking(features(scope, 91).reindex(lost.index), lost)
    assert {"last_csat", "attribute:Churn Score", "attribute:Customer Status"} <= set(
        found["column"]
    )
    assert not set(found["column"]) & {"contract", "tenure_months", "attribute:Internet Type"}


def test_on_cdnow_half_a_year_ahead_is_ranked_as_well_as_published() -> None:
    # METHODS §2.5: logistic regression trained on 1997-06-30, tested on 1997-12-29: .806, .1321.
    risk = churn_risk(cdnow("master"), "buying", horizon=182, quiet_days=100_000)
    assert risk.quality.customers == 23_570
    assert risk.quality.auc == pytest.approx(0.806, abs=0.006)
    assert risk.quality.brier == pytest.approx(0.132, abs=0.005)
    rival = risk.rival
    assert rival is not None
    assert (rival.column, rival.winner, risk.is_boosted) == ("days_since_order", "model", False)
    assert rival.auc == pytest.approx(0.795, abs=0.001)
    assert rival.difference == pytest.approx(risk.quality.auc - rival.auc)
    assert [rival.low, rival.high] == pytest.approx([0.0075, 0.0144], abs=0.001)


def test_too_few_losses_are_refused() -> None:
    orders = [row for n in range(40) for row in orders_on(f"c{n}", "2024-01-01", "2024-06-01")]
    with pytest.raises(TooFewError) as refusal:
        churn_risk(scope_of(AS_OF, orders=orders), "buying")
    assert refusal.value.of in ("ends", "windows")


@pytest.mark.parametrize(("lost", "is_told"), [(99, False), (100, True)])
def test_a_hundred_losses_are_learned_from_and_ninety_nine_are_not(
    lost: int, is_told: bool
) -> None:
    customers = [
        {"customer_id": f"c{n}", "is_churned": n < lost, "tier": "ab"[n % 3 > 0]}
        for n in range(300)
    ]
    scope = scope_of(AS_OF, customers=customers)
    if is_told:
        assert len(churn_risk(scope, "snapshot").chances) == 200
        return
    with pytest.raises(TooFewError) as refusal:
        churn_risk(scope, "snapshot")
    assert (refusal.value.have, refusal.value.need, refusal.value.of) == (99, 100, "ends")


@pytest.mark.parametrize(("leavers", "is_told"), [(219, False), (220, True)])
def test_a_year_in_which_nobody_could_leave_teaches_nothing(leavers: int, is_told: bool) -> None:
    """Of the leavers 120 go in the latest window, the others in the one before; none earlier."""
    began = [date(2023, 1, 1) + timedelta(days=n % 100) for n in range(1000)]
    subscriptions = [
        {"customer_id": f"c{n}", "started_on": began[n], "ended_on": _left_on(n, leavers)}
        for n in range(1000)
    ]
    customers = [{"customer_id": f"c{n}", "tier": "ab"[n % 2]} for n in range(1000)]
    scope = scope_of(AS_OF, customers=customers, subscriptions=subscriptions)
    if is_told:
        found = churn_risk(scope, "contract")
        assert (found.windows, found.quality.events) == (2, 120)
        return
    with pytest.raises(TooFewError) as refusal:
        churn_risk(scope, "contract")
    assert (refusal.value.have, refusal.value.need, refusal.value.of) == (99, 100, "ends")


def test_where_no_column_tells_customers_apart_nothing_is_foretold() -> None:
    subscriptions = [
        {"customer_id": f"c{n}", "started_on": date(2023, 1, 1), "ended_on": _left_on(n, 400)}
        for n in range(1000)
    ]
    with pytest.raises(NotComputableError) as refusal:
        churn_risk(scope_of(AS_OF, subscriptions=subscriptions), "contract")
    assert refusal.value.kind == "nothing_foretells"


def _left_on(number: int, leavers: int) -> date | None:
    if number >= leavers:
        return None
    return AS_OF - timedelta(days=45 if number < 120 else 136)


@pytest.mark.parametrize(
    ("low", "high", "winner"),
    [(0.01, 0.2, "model"), (-0.2, -0.01, "rival"), (-0.1, 0.1, "neither"), (0.0, 0.1, "neither")],
)
def test_who_ranks_better_is_said_where_the_interval_leaves_out_nought(
    low: float, high: float, winner: str
) -> None:
    assert Rival("days_since_order", 0.7, (low + high) / 2, low, high).winner == winner


def test_chances_of_those_here_are_set_right_on_the_latest_window_that_is_over() -> None:
    risk = demo_risk()
    latest = windows_of(demo(), "buying", risk.horizon, QUIET_DAYS)[0]
    assert latest.day == risk.tested_on
    # A line with a free intercept meets the share that was lost, on the window it is drawn on.
    assert risk.model.chance(latest.found).mean() == pytest.approx(latest.lost.mean(), abs=1e-5)


def test_the_watch_list_is_sorted_by_what_is_at_stake() -> None:
    rows = watch_list(demo(), demo_risk())
    assert set(rows["customer_id"]) == set(those_here(demo(), "buying"))
    assert rows["at_stake"].dropna().is_monotonic_decreasing
    np.testing.assert_allclose(rows["at_stake"], rows["risk"] * rows["yearly_value"])


def test_a_reason_lowers_the_risk_when_it_is_taken_away() -> None:
    first = watch_list(demo(), demo_risk())["customer_id"].head(5).tolist()
    found = reasons(demo_risk(), first)
    assert (found["weight"] > 0).all()
    assert found.groupby("customer_id").size().max() <= 3
    assert "days_since_order" in set(found["column"])


def test_contacting_pays_where_risk_times_success_times_value_exceeds_the_cost() -> None:
    rows = pd.DataFrame({"risk": [0.5, 0.1, 0.9], "yearly_value": [100.0, 100.0, 10.0]})
    # Kept: 15 − 10, 3 − 10, 2.7 − 10. The mean value is 70: 10 / (.3 · 70).
    found = plan(rows, cost=10, success=0.3)
    assert found.contacted == 1
    assert found.gain == pytest.approx(5)
    assert found.threshold == pytest.approx(10 / 21)


def test_a_fall_below_ones_own_habit_is_an_alarm_and_a_quiet_customer_none() -> None:
    weekly = [str(date(2024, 1, 1) + timedelta(days=7 * n)) for n in range(38)]
    orders = [
        *orders_on("fell silent", *weekly),
        *orders_on("goes on", *weekly, "2024-10-15", "2024-11-01", "2024-11-15", "2024-12-01"),
        *[row for n in range(30) for row in orders_on(f"c{n}", *weekly[n % 7 :: 7], "2024-11-11")],
    ]
    found = own_baseline(scope_of(AS_OF, orders=orders), 91).set_index("customer_id")
    assert found.loc["fell silent", "lately"] == 0
    assert found.loc["fell silent", "usual"] > 8
    assert found["is_alarm"].sum() == 1
    assert found.loc["fell silent", "is_alarm"]
