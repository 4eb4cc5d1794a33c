"""Laws and worked examples of staying: spells, curves, their comparison and hazards."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.contracts.spells import spells, survival, survival_by
from metrics.indicator import Dimension
from metrics.refusals import NotComputableError, TooFewError
from metrics.statistics import hazards
from metrics.statistics.log_rank import log_rank
from metrics.statistics.survival import at, median, restricted_mean, survival_curve
from metrics.statistics.survival import hazards as hazards_of
from tests.published import scope_over

MONTH = 365.25 / 12


def contracts(*rows: tuple[str, str | None, str | None, float | None, bool | None]) -> pd.DataFrame:
    names = ["customer_id", "started_on", "ended_on", "tenure_months", "is_ended"]
    found = pd.DataFrame(rows, columns=names)
    return found.assign(
        started_on=pd.to_datetime(found["started_on"]),
        ended_on=pd.to_datetime(found["ended_on"]),
        is_ended=found["is_ended"].astype("boolean"),
    )


def test_a_spell_runs_from_the_first_start_to_the_last_end_or_to_the_as_of_day() -> None:
    table = contracts(
        ("left", "2024-01-01", "2024-03-01", None, True),  # 60 days
        ("there", "2024-01-01", None, None, None),  # 91 days to 1 April
        ("changed plan", "2024-01-01", "2024-02-01", None, True),
        ("changed plan", "2024-02-01", None, None, False),
        ("back and gone", "2024-01-01", "2024-01-11", None, None),
        ("back and gone", "2024-03-01", "2024-03-11", None, None),  # 70 days from the first
        ("leaves later", "2024-01-01", "2024-05-01", 4.0, True),  # not known on 1 April
        ("undated", None, None, 7.0, True),
        ("end unknown", "2024-01-01", None, 2.0, True),
        ("nothing known", None, None, None, False),
        ("ends before it starts", "2024-03-01", "2024-02-01", None, None),
        ("starts later", "2024-04-02", None, None, None),
    )
    found = spells(scope_over(date(2024, 4, 1), subscriptions=table)).set_index("customer_id")
    expected = {
        "left": (60 / MONTH, True),
        "there": (91 / MONTH, False),
        "changed plan": (91 / MONTH, False),
        "back and gone": (70 / MONTH, True),
        "leaves later": (91 / MONTH, False),
        "undated": (7.0, True),
        "end unknown": (2.0, True),
    }
    assert set(found.index) == set(expected)
    for name, (months, is_ended) in expected.items():
        assert found.loc[name, "months"] == pytest.approx(months), name
        assert bool(found.loc[name, "is_ended"]) is is_ended, name


# Ten customers: two leave at 2, one is last seen at 3, one leaves at 5, six are last seen at 6.
TEN = pd.DataFrame(
    {"months": [2, 2, 3, 5, 6, 6, 6, 6, 6, 6], "is_ended": [True, True, False, True] + [False] * 6}
)


def test_a_curve_multiplies_the_shares_of_those_at_risk_who_stay() -> None:
    curve = survival_curve(TEN)
    assert curve["time"].tolist() == [0, 2, 3, 5, 6]
    assert curve["at_risk"].tolist() == [10, 10, 8, 7, 6]
    assert curve["ended"].tolist() == [0, 2, 0, 1, 0]
    steps = [1, 8 / 10, 8 / 10, 8 / 10 * 6 / 7, 8 / 10 * 6 / 7]
    assert curve["survival"].tolist() == pytest.approx(steps)
    assert hazards_of(curve).tolist() == pytest.approx([0, 0.2, 0, 1 / 7, 0])
    assert curve["is_thin"].all()
    # Greenwood at 2: 2 / (10 · 8) = .025; on the log-log scale ± 1.96 · √.025 / |ln .8|.
    half = np.exp(1.959964 * 0.025**0.5 / abs(np.log(0.8)))
    assert curve.loc[1, "low"] == pytest.approx(0.8**half, abs=1e-6)
    assert curve.loc[1, "high"] == pytest.approx(0.8 ** (1 / half), abs=1e-6)
    assert curve.loc[0, ["low", "high"]].isna().all()


def test_the_time_stayed_within_a_horizon_is_the_area_under_the_curve() -> None:
    curve = survival_curve(TEN)
    # 2 whole months, three at .8, then .6857 for the rest.
    assert restricted_mean(curve, 6) == pytest.approx(2 + 3 * 0.8 + 0.8 * 6 / 7)
    assert restricted_mean(curve, 4) == pytest.approx(2 + 2 * 0.8)
    assert np.isnan(restricted_mean(curve, 7))
    assert at(curve, 4.9)["survival"] == pytest.approx(0.8)
    assert np.isnan(median(curve))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 4)), min_size=1, max_size=40))
def test_weights_count_rows_that_are_alike(alike: list[tuple[int, int]]) -> None:
    counted = pd.DataFrame(alike, columns=["months", "weight"])
    counted["is_ended"] = counted["months"] % 3 > 0
    written_out = counted.loc[counted.index.repeat(counted["weight"]), ["months", "is_ended"]]
    pd.testing.assert_frame_equal(survival_curve(counted), survival_curve(written_out))


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.randoms())
def test_with_nobody_left_the_curve_is_one_minus_the_share_who_left(
    months: list[int], chance: object
) -> None:
    everyone = pd.DataFrame({"months": months, "is_ended": True})
    curve = survival_curve(everyone)
    left = [np.mean(np.array(months) <= time) for time in curve["time"]]
    assert (1 - curve["survival"]).tolist() == pytest.approx(left)
    assert restricted_mean(curve, 50) == pytest.approx(np.mean(months))
    chance.shuffle(months)  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(curve, survival_curve(everyone.assign(months=months)))


def test_nobody_under_contract_makes_no_curve() -> None:
    with pytest.raises(TooFewError) as refusal:
        survival(scope_over(date(2024, 4, 1)))
    assert refusal.value.facts == {"need": 10, "have": 0, "of": "ends"}


def by_plan(*plans: tuple[str | None, int, int]) -> pd.DataFrame:
    """Customers of each plan, of whom so many left after a month; the others are there after 3."""
    rows = [
        {"customer_id": f"{plan}{n}", "plan": plan, "is_ended": n < ended}
        for plan, customers, ended in plans
        for n in range(customers)
    ]
    found = pd.DataFrame(rows)
    return found.assign(tenure_months=np.where(found["is_ended"], 1.0, 3.0))


PLAN = Dimension("plan", "select customer_id, plan as segment from subscriptions")


def test_a_segment_with_too_few_ends_has_no_curve_and_is_named() -> None:
    table = by_plan(("basic", 40, 20), ("gold", 40, 10), ("rare", 30, 9), (None, 20, 15))
    found = survival_by(scope_over(date(2024, 4, 1), subscriptions=table), PLAN)
    ends = found.curves.groupby("segment", dropna=False)["survival"].last()
    assert ends[["basic", "gold"]].tolist() == [0.5, 0.75]
    assert ends[ends.index.isna()].tolist() == [0.25]
    assert found.too_few.to_dict("records") == [{"segment": "rare", "customers": 30, "ended": 9}]
    assert found.log_rank is not None
    assert found.log_rank.df == 2


def test_segments_without_ends_leave_nothing_to_draw_or_compare() -> None:
    table = by_plan(("basic", 40, 2), ("gold", 40, 3))
    found = survival_by(scope_over(date(2024, 4, 1), subscriptions=table), PLAN)
    assert found.curves.empty
    assert len(found.too_few) == 2
    assert found.log_rank is None


def test_a_comparison_of_two_groups_by_hand() -> None:
    # At 1: 1 of a's 2 ends, of 4 in all: expected 1/2, variance 1 · 3/3 · 1/2 · 1/2 = 1/4.
    # At 2: b's 1 of 2, of 3 in all: expected of a 1/3, variance 1/3 · 2/3 = 2/9.
    rows = pd.DataFrame(
        {"months": [1, 3, 2, 3], "is_ended": [True, False, True, False], "plan": list("aabb")}
    )
    found = log_rank(rows, "plan")
    assert found.chi2 == pytest.approx((1 - 1 / 2 - 1 / 3) ** 2 / (1 / 4 + 2 / 9))
    assert found.df == 1


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=4, max_size=40))
def test_groups_that_are_alike_do_not_differ(rows: list[tuple[int, bool]]) -> None:
    one = pd.DataFrame(rows, columns=["months", "is_ended"])
    both = pd.concat([one.assign(plan="a"), one.assign(plan="b")])
    found = log_rank(both, "plan")
    assert found.chi2 == pytest.approx(0, abs=1e-9)
    assert found.p == pytest.approx(1, abs=1e-4)


def test_one_group_cannot_be_compared() -> None:
    with pytest.raises(TooFewError):
        log_rank(TEN.assign(plan="a"), "plan")


def test_hazards_refuse_too_few_ends_and_what_tells_nothing_apart() -> None:
    rows = pd.DataFrame({"months": range(1, 41), "is_ended": True, "one": 1.0, "month": range(40)})
    with pytest.raises(TooFewError):
        hazards.fit(rows.head(9), ["month"])
    with pytest.raises(NotComputableError) as refusal:
        hazards.fit(rows, ["month", "one"])
    assert refusal.value.kind == "constant"
    twice = rows.assign(month=rows["month"] % 7, again=2.0 * (rows["month"] % 7))
    with pytest.raises(NotComputableError) as refusal:
        hazards.fit(twice, ["month", "again"])
    assert refusal.value.kind == "collinear"
