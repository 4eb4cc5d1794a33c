"""Laws that every indicator, dimension and frame obeys, whatever the company."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.scope import Condition, Scope
from data.store import Study
from data.tables import TABLES
from metrics import people
from metrics.buying import gaps
from metrics.contracts import movements
from metrics.contracts.leaving_reasons import leaving_reasons
from metrics.contracts.renewals import begun_contracts
from metrics.contracts.spells import spells
from metrics.dimensions import DIMENSIONS, dimension_called
from metrics.indicator import Dimension, Indicator
from metrics.lifecycle import cohorts, ladder, stages, step_times, transitions
from metrics.lifecycle import lifecycle_bars as lifecycle
from metrics.loyalty import rfm
from metrics.quotients import by, each_and_rest, over_time, overall
from metrics.registry import INDICATORS
from tests.random_studies import AS_OF, exported_on, shuffled, study_of, tables
from tests.screen import some_of

# Each company is made and measured once, by one worker.
pytestmark = pytest.mark.xdist_group("laws")

SEEDS = (pytest.param(0, marks=pytest.mark.slow), 1)

FRAMES: dict[str, Callable[[Scope], pd.DataFrame]] = {
    "cohort_retention": cohorts.cohort_retention,
    "cohort_money": lambda scope: cohorts.cohort_retention(scope, "quarter", "money"),
    "gap_curve": gaps.gap_curve,
    "step_times": step_times.step_times,
    "ladder": ladder.ladder,
    "stages": stages.stages,
    "lifecycle_bars": lifecycle.lifecycle_bars,
    "revenue_movements": movements.revenue_movements,
    "leaving_reasons": leaving_reasons,
    "spells": spells,
    "begun_contracts": begun_contracts,
    "people": lambda scope: people.people(scope, limit=1000),
    "rfm_scores": rfm.rfm_scores,
    "rfm_segments": rfm.rfm_segments,
    "rfm_types": rfm.rfm_types,
    "transitions": transitions.transitions,
}

each_indicator = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.name)
TOLD = (
    *(
        "leaving_reason",
        "city",
        "gender",
        "age_band",
        "tenure_band",
        "joined_year",
        "value_band",
        "rfm_segment",
    ),
    *("rfm_eight", "lifecycle_stage", "ladder_step", "csat_band"),
)
each_dimension = pytest.mark.parametrize(
    "dimension", [dimension_called(name) for name in TOLD], ids=TOLD
)
each_frame = pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)


IDS = {"customer_id", "referred_by"}


@cache
def study(seed: int) -> Study:
    return study_of(tables(seed))


@cache
def exported(seed: int) -> Study:
    return study_of(exported_on(tables(seed), AS_OF))


@cache
def in_another_order(seed: int) -> Study:
    return study_of(shuffled(tables(seed), seed + 5))


@cache
def twins() -> Study:
    """The company with every customer twice."""
    return study_of(
        {
            table: pd.concat(
                [own, own.assign(**{name: own[name] + "-twin" for name in IDS & {*own}})]
            )
            for table, own in tables(0).items()
        }
    )


@cache
def nothing() -> Study:
    return Study()


def scope(seed: int, **more: Any) -> Scope:
    return Scope(study(seed), AS_OF, **more)


@cache
def measured(seed: int) -> pd.DataFrame:
    return overall(scope(seed), INDICATORS)


def assert_same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, rtol=1e-9)


def test_the_random_companies_speak_of_every_indicator_and_dimension() -> None:
    found = pd.concat([measured(seed) for seed in (0, 1)])
    assert (found.groupby("name")["base"].max() > 0).all()
    told = {d.name for d in DIMENSIONS if people.segments_of(scope(0), d)["segment"].nunique() > 1}
    assert {"city", "gender", "age_band", "joined_year", "tenure_band"} <= told
    assert {"rfm_segment", "rfm_eight", "lifecycle_stage", "ladder_step", "csat_band"} <= told


@each_indicator
def test_an_indicator_reads_columns_that_there_are(indicator: Indicator) -> None:
    for read in indicator.reads:
        table, column = read.split(".")
        assert column in TABLES[table].names
    assert indicator.table in TABLES
    assert 0 < indicator.minimum <= indicator.trend_minimum


@each_indicator
def test_nothing_to_count_gives_a_base_of_0_and_no_value(indicator: Indicator) -> None:
    empty = Scope(nothing(), AS_OF)
    row = overall(empty, [indicator]).iloc[0]
    assert (row["base"], row["left_out"], row["customers"]) == (0, 0, 0)
    assert row[["value", "low", "high"]].isna().all()
    assert by(empty, [indicator], dimension_called("city")).empty
    assert over_time(empty, [indicator], "month").empty


@pytest.mark.parametrize("seed", SEEDS)
def test_a_value_lies_in_its_interval_and_a_share_between_0_and_1(seed: int) -> None:
    kinds = {i.name: i for i in INDICATORS}
    rows = by(scope(seed), INDICATORS, dimension_called("city"))
    rows = rows[rows["base"] > 0]
    told = rows.dropna(subset="low")
    assert (told["low"] <= told["value"] + 1e-9).all()
    assert (told["value"] <= told["high"] + 1e-9).all()
    bounded = rows[rows["name"].map(lambda name: kinds[name].interval) == "wilson"]
    assert bounded[["value", "low", "high"]].stack().between(0, 1).all()
    assert (rows["customers"] <= rows["base"]).all()


OF_SEGMENTS = [i for i in INDICATORS if not i.is_of_ranks]


@pytest.mark.parametrize(
    "name", some_of(TOLD, "leaving_reason", "city", "age_band", "rfm_eight", "ladder_step")
)
def test_the_segments_add_up_to_the_whole(name: str) -> None:
    whole = measured(0).set_index("name").loc[[i.name for i in OF_SEGMENTS]]
    parts = by(scope(0), INDICATORS, dimension_called(name)).groupby("name")[
        ["base", "left_out", "customers"]
    ]
    found = parts.sum().reindex(whole.index, fill_value=0)
    assert_same(found, whole[["base", "left_out", "customers"]])


@pytest.mark.parametrize("grain", ["week", "month", "quarter", "year"])
def test_the_periods_add_up_to_the_whole_or_there_are_none(grain: Any) -> None:
    whole = measured(0).set_index("name")["base"]
    periods = over_time(scope(0), INDICATORS, grain).groupby("name")["base"].sum()
    undated = {"order_frequency", "customer_churn", "revenue_churn"}
    undated |= {"gross_revenue_retention", "net_revenue_retention"}
    undated |= {"voluntary_churn", "involuntary_churn", "historic_revenue", "historic_margin"}
    undated |= {"share_of_wallet", "stated_wallet_share", "referrals_per_customer"}
    undated |= {"contacts_a_year", "contact_minutes_a_year", "contact_unevenness", "best_rewarded"}
    undated |= {"club_share", "contributing_share", "gain_of_both", "margin_per_contact_hour"}
    undated |= {"ten_largest_share"}
    assert set(periods.index) == set(whole.index) - undated
    assert periods.to_dict() == whole[periods.index].to_dict()


@each_indicator
def test_no_row_stands_after_the_day_it_is_seen_from(indicator: Indicator) -> None:
    rows = scope(0).frame(indicator.rows)
    assert {"customer_id", "happened_on"} <= set(rows.columns)
    assert not (pd.to_datetime(rows["happened_on"]) > pd.Timestamp(AS_OF)).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_view_set_back_shows_what_an_export_of_that_day_would(seed: int) -> None:
    then = Scope(exported(seed), AS_OF)
    assert_same(measured(seed), overall(then, INDICATORS))
    for name in ("lifecycle_stage", "tenure_band"):
        dimension = dimension_called(name)
        assert_same(by(scope(seed), INDICATORS, dimension), by(then, INDICATORS, dimension))


@each_frame
def test_a_frame_set_back_shows_what_an_export_of_that_day_would(
    frame: Callable[[Scope], pd.DataFrame],
) -> None:
    then = Scope(exported(1), AS_OF)
    found = frame(scope(1))
    assert len(found)
    assert_same(found, frame(then))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_changes_no_indicator(seed: int) -> None:
    other = Scope(in_another_order(seed), AS_OF)
    assert_same(measured(seed), overall(other, INDICATORS))
    dimension = dimension_called("csat_band")
    assert_same(by(scope(seed), INDICATORS, dimension), by(other, INDICATORS, dimension))


@each_frame
def test_the_order_of_rows_changes_no_frame(frame: Callable[[Scope], pd.DataFrame]) -> None:
    assert_same(frame(scope(2)), frame(Scope(in_another_order(2), AS_OF)))


@each_dimension
def test_the_order_of_rows_changes_no_segment(dimension: Dimension) -> None:
    other = Scope(in_another_order(3), AS_OF)
    assert_same(people.segments_of(scope(3), dimension), people.segments_of(other, dimension))


def test_indicators_measured_together_are_what_each_is_alone() -> None:
    together = measured(0).set_index("name").sort_index()
    alone = pd.concat([overall(scope(0), [i]) for i in INDICATORS]).set_index("name").sort_index()
    assert_same(together, alone)


# Whether a file keeps those who did not answer shows only where somebody did not.
LOCAL = [i for i in INDICATORS if i.name != "response_rate"]
ROWS = list(dict.fromkeys(i.rows for i in LOCAL))


def in_turn(place: int) -> list[Indicator]:
    """Those who read every other of the sets of rows: each set costs a statement of its own."""
    return [i for i in LOCAL if ROWS.index(i.rows) % 2 == place % 2]


@pytest.mark.parametrize(
    "name",
    some_of(
        ["city", "joined_year", "lifecycle_stage", "csat_band"], "joined_year", "lifecycle_stage"
    ),
)
def test_a_chip_shows_what_the_segment_did(name: str) -> None:
    dimension = dimension_called(name)
    bars = each_and_rest(scope(0), LOCAL, [dimension])
    measures = ["value", "low", "high", "base", "customers"]
    for place, segment in enumerate(bars["segment"].drop_duplicates()):
        value = None if pd.isna(segment) else segment
        chip = Condition(dimension.members, (value,), parameters=dimension.parameters)
        own = bars["segment"].isna() if value is None else bars["segment"] == segment
        bar = bars[own].set_index("name")
        for is_excluded, prefix in ((False, ""), (True, "rest_")):
            condition = Condition(chip.members, chip.values, is_excluded, chip.parameters)
            asked = in_turn(place + is_excluded)
            filtered = overall(scope(0, conditions=(condition,)), asked).set_index("name")
            told = bar.loc[bar.index.isin(filtered.index), [prefix + name for name in measures]]
            found = filtered.loc[told.index, measures].set_axis(told.columns, axis=1)
            assert len(told)
            pd.testing.assert_frame_equal(
                found.astype(float), told.astype(float), rtol=1e-6, atol=1e-6
            )


@each_indicator
def test_a_company_twice_as_large_has_the_same_values_and_is_surer(indicator: Indicator) -> None:
    one = overall(scope(0), [indicator]).iloc[0]
    two = overall(Scope(twins(), AS_OF), [indicator]).iloc[0]
    # Ten are ten, however large the company.
    assert two["value"] == pytest.approx(one["value"]) or indicator.name == "ten_largest_share"
    assert two["base"] == 2 * one["base"]
    assert two["high"] - two["low"] < one["high"] - one["low"] or np.isnan(one["low"])
