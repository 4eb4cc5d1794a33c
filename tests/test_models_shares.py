"""Laws and worked examples of concentration, drivers and intervals of shares."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from metrics.refusals import NotComputableError, TooFewError
from metrics.satisfaction.drivers import drivers, lmg, relative_weights
from metrics.statistics.intervals import wilson
from metrics.worth.concentration import concentration, customer_values, lorenz
from metrics.worth.economics import sample_size
from tests.studies import scope_of


@given(st.integers(1, 10_000), st.data())
def test_wilson_stays_within_0_and_1_and_holds_the_share(base: int, data: st.DataObject) -> None:
    hits = data.draw(st.sampled_from([0, base]) | st.integers(0, base))
    low, high = (float(end) for end in wilson(hits / base, base))
    assert 0 <= low <= hits / base <= high <= 1
    assert high - low > 0


def test_wilson_of_nothing_says_nothing() -> None:
    assert all(np.isnan(end) for end in wilson(0.5, 0))


def test_spending_is_net_of_what_came_back() -> None:
    day = pd.Timestamp("2024-03-01")
    rows = [
        ("keeps", 100.0, None),
        ("sends one back by flag", 60.0, None),
        ("sends one back by flag", 40.0, True),
        ("sends one back by row", 60.0, None),
        ("sends one back by row", -20.0, True),
        ("sends all back", 30.0, None),
        ("sends all back", -30.0, True),
        ("got more back than paid", 30.0, None),
        ("got more back than paid", -50.0, True),
        ("never bought here", -50.0, True),
    ]
    names = ["customer_id", "amount", "is_returned"]
    orders = [dict(zip(names, row, strict=True)) | {"ordered_at": day} for row in rows]
    found = customer_values(scope_of(orders=orders))
    assert sorted(found) == [0, 0, 40, 60, 100]


def test_a_hundred_customers_of_whom_ten_bring_it_all() -> None:
    found = concentration(np.r_[np.zeros(90), np.full(10, 7.0)]).set_index("name")["value"]
    # Σ(2i − 101) over the last ten places is 900, divided by 100 · 10.
    assert found["gini"] == pytest.approx(0.9)
    assert found["top20_share"] == pytest.approx(1)
    assert found["customers_for_80"] == pytest.approx(0.08)


def test_customers_who_are_all_alike_are_not_concentrated() -> None:
    found = concentration(np.full(100, 3.0)).set_index("name")
    assert found["value"].tolist() == pytest.approx([0.2, 0, 0.8], abs=1e-9)
    assert lorenz(np.full(100, 3.0))["value"].tolist() == pytest.approx(
        lorenz(np.full(100, 3.0))["customers"].tolist()
    )


money = arrays(float, st.integers(100, 150), elements=st.floats(0, 1e5)).filter(
    lambda v: v.sum() > 1
)


@settings(max_examples=50)
@given(money, st.randoms())
def test_concentration_knows_neither_order_nor_currency(values: np.ndarray, chance: object) -> None:
    found = concentration(values)
    shuffled = values.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(found, concentration(shuffled))
    pd.testing.assert_frame_equal(found, concentration(values * 7.5), rtol=1e-6, atol=1e-6)
    assert found["value"].between(-1e-9, 1 + 1e-9).all()
    assert (np.diff(lorenz(values)["value"]) >= -1e-12).all()


@pytest.mark.parametrize("customers", [300, 3000])
def test_the_linearised_interval_is_that_of_a_bootstrap_of_customers(customers: int) -> None:
    chance = np.random.default_rng(11)
    values = chance.lognormal(3, 1.1, customers)
    found = concentration(values)
    again = [concentration(chance.choice(values, customers))["value"] for _ in range(1000)]
    errors = np.std(again, axis=0)
    linearised = (found["high"] - found["low"]).to_numpy() / (2 * 1.959964)
    assert linearised == pytest.approx(errors, rel=0.12)


def test_too_few_customers_or_no_value_at_all_are_not_concentrated() -> None:
    with pytest.raises(TooFewError):
        concentration(np.ones(99))
    with pytest.raises(NotComputableError) as refusal:
        concentration(np.zeros(100))
    assert refusal.value.kind == "no_value"


def test_two_drivers_share_what_they_explain_as_worked_by_hand() -> None:
    # r = .6 and .5 with the outcome, .4 with each other: R² = (.36 + .25 − 2·.6·.5·.4) / .84.
    together = (0.36 + 0.25 - 2 * 0.6 * 0.5 * 0.4) / (1 - 0.16)
    found = lmg(np.array([[1, 0.4, 0.6], [0.4, 1, 0.5], [0.6, 0.5, 1]]))
    # First alone, or last: the mean of both.
    assert found[0] == pytest.approx((0.36 + together - 0.25) / 2)
    assert found[1] == pytest.approx((0.25 + together - 0.36) / 2)


def answers(rows: int, count: int, seed: int) -> pd.DataFrame:
    chance = np.random.default_rng(seed)
    mixed = chance.normal(size=(rows, count)) @ chance.normal(size=(count, count))
    found = pd.DataFrame(mixed, columns=[f"item {n}" for n in range(count)])
    return found.assign(satisfaction=mixed[:, 0] + chance.normal(size=rows))


@settings(max_examples=40)
@given(st.integers(1, 8), st.integers(0, 10_000))
def test_importances_sum_to_what_all_drivers_explain(count: int, seed: int) -> None:
    rows = answers(60, count, seed)
    values = rows.to_numpy()
    fitted = np.linalg.lstsq(np.c_[np.ones(60), values[:, :-1]], values[:, -1])[0]
    missed = values[:, -1] - np.c_[np.ones(60), values[:, :-1]] @ fitted
    explained = 1 - missed.var() / values[:, -1].var()
    correlations = np.corrcoef(values.T)
    assert lmg(correlations).sum() == pytest.approx(explained, abs=1e-6)
    assert (lmg(correlations) >= -1e-9).all()
    assert relative_weights(correlations).sum() == pytest.approx(explained, abs=1e-6)


def test_drivers_come_in_order_with_ranks_that_may_overlap() -> None:
    rows = answers(400, 4, 3)
    rows.loc[:9, "item 2"] = np.nan
    names = [f"item {n}" for n in range(4)]
    found = drivers(rows, "satisfaction", names, draws=100)
    assert (found.base, found.left_out) == (390, 10)
    assert found.table["rank"].tolist() == [1, 2, 3, 4]
    assert found.table["share"].sum() == pytest.approx(1)
    assert found.r_squared == pytest.approx(found.table["importance"].sum())
    assert (found.table["low"] <= found.table["share"]).all()
    assert (found.table["share"] <= found.table["high"]).all()
    assert found.table["rank"].between(found.table["rank_low"], found.table["rank_high"]).all()
    shuffled = drivers(rows.sample(frac=1, random_state=1), "satisfaction", names, draws=2)
    assert shuffled.r_squared == pytest.approx(found.r_squared)


def test_a_driver_said_twice_is_marked_and_shares_its_weight() -> None:
    rows = answers(400, 2, 3)
    rows["again"] = rows["item 0"]
    found = drivers(rows, "satisfaction", ["item 0", "item 1", "again"], draws=20)
    table = found.table.set_index("driver")
    assert table.loc["item 0", "importance"] == pytest.approx(table.loc["again", "importance"])
    assert table["is_inflated"].to_dict() == {"item 0": True, "item 1": False, "again": True}
    alone = drivers(rows, "satisfaction", ["item 0", "item 1"], draws=20)
    assert found.r_squared == pytest.approx(alone.r_squared)


def test_drivers_refuse_what_they_cannot_tell() -> None:
    rows = answers(199, 2, 3)
    with pytest.raises(TooFewError) as refusal:
        drivers(rows, "satisfaction", ["item 0", "item 1"])
    assert (refusal.value.need, refusal.value.have, refusal.value.of) == (200, 199, "answers")
    still = answers(300, 2, 3).assign(same=4)
    with pytest.raises(NotComputableError) as told:
        drivers(still, "satisfaction", ["item 0", "same"])
    assert told.value.facts == {"names": ["same"]}
    with pytest.raises(NotComputableError):
        drivers(still, "satisfaction", [])


def test_no_sample_shows_a_change_of_nothing() -> None:
    with pytest.raises(NotComputableError):
        sample_size(0.1, 0.1)
