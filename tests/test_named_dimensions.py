"""Cells, moves and own rules as dimensions which a link carries by name, and nothing else."""

from datetime import date
from typing import Any

import pytest

from data.scope import Condition, Scope
from metrics.dimensions import dimension_called, is_dimension
from metrics.indicator import Dimension
from metrics.lifecycle.cohort_ages import FOREVER
from metrics.lifecycle.cohorts import cohort_cell
from metrics.lifecycle.ladder import LadderRules, ladder_dimension
from metrics.lifecycle.lifecycle_bars import bar_members, lifecycle_bars
from metrics.lifecycle.stages import StageRules, stage_dimension
from metrics.lifecycle.transitions import movers
from metrics.loyalty.loyalty_cells import LoyaltyRules, loyalty_dimension
from metrics.loyalty.rfm import Rules, rfm_segments, rfm_types
from metrics.loyalty.rfm_dimensions import in_force, rfm_dimension
from metrics.people import people_count, segments_of
from metrics.risk.fates import fate
from tests.studies import orders_on, scope_of
from ui.labels import dimension_label, segment_label
from ui.words import words

OWN = Rules(months=12, frequency_from=(2, 3, 4, 6), mark="median")


@pytest.mark.parametrize(
    "dimension",
    [
        cohort_cell(date(2025, 1, 1), 3),
        cohort_cell(date(2024, 12, 30), 0, "week"),
        cohort_cell(date(2025, 1, 1), 4, until=6),
        cohort_cell(date(2025, 1, 1), 3, until=FOREVER),
        bar_members("dormant", date(2025, 1, 1)),
        bar_members("new", date(2025, 1, 1), "year"),
        movers("keep", "at_risk", 3),
        movers("arrived", "won_back", 12),
        movers("keep", "at_risk", 3, StageRules(60, 120, 5)),
        stage_dimension(StageRules(60, 120, 5)),
        stage_dimension(),
        ladder_dimension(LadderRules(4, 365)),
        loyalty_dimension(LoyaltyRules(12_500)),
        rfm_dimension("rfm_segment", OWN),
        rfm_dimension("rfm_eight", OWN),
        rfm_dimension("rfm_eight"),
        fate("buying", "nps"),
        fate("snapshot", "csat", 90),
    ],
    ids=lambda dimension: dimension.name,
)
def test_a_name_gives_the_very_dimension_back(dimension: Dimension) -> None:
    assert dimension_called(dimension.name) == dimension


@pytest.mark.parametrize(
    "name",
    [
        "no_such_dimension",
        "cohort_cell",
        "cohort_cell:",
        "cohort_cell:day:2025-01-01:3",
        "cohort_cell:month') --:2025-01-01:3",
        "cohort_cell:month:2025-02-30:3",
        "cohort_cell:month:0000-01-01:3",
        "cohort_cell:month:2025-01-01:-3",
        "cohort_cell:month:2025-01-01:99999",
        "cohort_cell:month:2025-01-01:6-4",
        "cohort_cell:month:2025-01-01:4-06",
        "cohort_cell:month:2025-01-01:4-99999",
        "cohort_cell:month:２０２５-01-01:3",
        "cohort_cell:month:2025-01-01:3\n",
        "lifecycle_bar:month:2025-01-01:gone",
        "lifecycle_bar:month:2025-13-01:new",
        "lifecycle_bar:hour:2025-01-01:new",
        "movers:keep:at_risk",
        "movers:keep:at_risk:0",
        "movers:keep:at_risk:1000",
        "movers:keep:arrived:3",
        "movers:keep:elsewhere:3",
        "movers:keep:at_risk:3:120-60-5",
        "movers:keep:at_risk:3:",
        "fate:leaving:nps:180",
        "fate:buying:nps:0",
        "lifecycle_stage:",
        "lifecycle_stage:60-120",
        "lifecycle_stage:120-60-5",
        "lifecycle_stage:60-120-2",
        "lifecycle_stage:60-120-5-7",
        "lifecycle_stage:060-120-5",
        "lifecycle_stage:60-99999-5",
        "ladder_step:2-365",
        "loyalty_cell:0",
        "loyalty_cell:300-2",
        "ladder_step:60-120-5",
        "rfm_segment:0:2-3-5-10:mean",
        "rfm_segment:12:2-3-5:mean",
        "rfm_segment:12:2-5-3-10:mean",
        "rfm_segment:12:1-3-5-10:mean",
        "rfm_segment:12:2-3-5-10:mode",
    ],
)
def test_a_name_that_is_not_quite_right_names_nothing(name: str) -> None:
    assert not is_dimension(name)
    with pytest.raises(KeyError):
        dimension_called(name)


def shop() -> Scope:
    """Ten customers: c0 ordered once in January for 1, c9 ten times until October for 100 each."""
    rows: list[dict[str, Any]] = []
    for n in range(10):
        days = [f"2024-{month:02}-15" for month in range(1, n + 2)]
        rows += orders_on(f"c{n}", *days, amount=float((n + 1) ** 2))
    customers = [{"customer_id": f"c{n}", "city": "A" if n < 5 else "B"} for n in range(10)]
    return scope_of(customers=customers, orders=rows)


@pytest.mark.parametrize("rules", [Rules(), OWN], ids=["standing", "own"])
def test_each_block_of_the_grid_has_as_many_people_as_it_says(rules: Rules) -> None:
    scope = shop()
    for school, counted in (("rfm_segment", rfm_segments), ("rfm_eight", rfm_types)):
        dimension = rfm_dimension(school, rules)  # type: ignore[arg-type]
        told = counted(scope, rules).set_index("segment")["customer_count"].to_dict()
        listed = segments_of(scope, dimension).dropna().set_index("segment")["customer_count"]
        assert told == listed.to_dict()


def test_in_a_smaller_group_everyone_keeps_the_segment_they_have_among_all() -> None:
    scope = shop()
    rules = in_force(scope)
    assert rules is not None
    city = Condition("select customer_id, city as segment from customers", ("A",))
    group = Scope(scope.study, scope.as_of, conditions=(city,))
    for segment, count in rfm_types(group, rules).set_index("segment")["customer_count"].items():
        dimension = rfm_dimension("rfm_eight")
        chip = Condition(dimension.members, (str(segment),), parameters=dimension.parameters)
        both = Scope(scope.study, scope.as_of, conditions=(city, chip))
        assert people_count(both) == count


def test_rules_in_force_are_the_cut_offs_and_marks_of_the_customers() -> None:
    rules = in_force(shop(), Rules(mark="median"))
    assert rules is not None
    # Spend is (n + 1)³: 1, 8, 27, …, 1000; the median lies between 125 and 216.
    assert rules.marks is not None
    assert rules.marks[1:] == (5.5, 170.5)
    # Fifths of ten values lie at 1.8, 3.6, 5.4 and 7.2 steps from the first.
    assert rules.money_above == pytest.approx(
        (8 + 0.8 * 19, 64 + 0.6 * 61, 216 + 0.4 * 127, 512 + 0.2 * 217)
    )


def test_without_orders_there_are_no_rules_in_force() -> None:
    assert in_force(scope_of(customers=[{"customer_id": "a"}])) is None


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        (
            "cohort_cell:month:2025-01-01:3",
            "en",
            "Cohort: First ordered Jan 2025, ordered in month 3 after",
        ),
        ("cohort_cell:month:2025-01-01:3", "zh-Hans", "同期群: 2025年1月首单，第 3 个月有下单"),
        ("cohort_cell:month:2025-01-01:4-6", "zh-Hans", "同期群: 2025年1月首单，第 4–6 个月有下单"),
        (
            "cohort_cell:month:2025-01-01:3-",
            "en",
            "Cohort: First ordered Jan 2025, ordered in month 3+ after",
        ),
        ("lifecycle_bar:quarter:2025-01-01:dormant", "en", "Lifecycle: Dormant since Q1 2025"),
        ("movers:keep:at_risk:3", "en", "Moved: Keep → At risk, 3-month step"),
        ("movers:keep:at_risk:3:60-120-5", "en", "Moved: Keep → At risk, 3-month step"),
    ],
)
def test_a_cell_says_in_words_who_is_in_it(name: str, language: str, said: str) -> None:
    say, dimension = words(language), dimension_called(name)
    assert f"{dimension_label(say, dimension)}: {segment_label(say, dimension, 'in')}" == said


@pytest.mark.parametrize("stage", ["new", "returning", "resurrected", "dormant"])
@pytest.mark.parametrize("grain", ["month", "quarter"])
def test_each_bar_has_as_many_people_as_it_says(stage: str, grain: str) -> None:
    orders = [
        *orders_on("a", "2024-01-05", "2024-02-05", "2024-05-05", "2024-12-01"),
        *orders_on("b", "2024-01-10", "2024-03-10", "2024-11-01"),
        *orders_on("c", "2024-03-20", "2024-04-20"),
    ]
    scope = scope_of(orders=orders)
    told = lifecycle_bars(scope, grain)  # type: ignore[arg-type]
    for period, count in zip(told["period"], told[f"{stage}_count"], strict=True):
        bar = bar_members(stage, period.date(), grain)  # type: ignore[arg-type]
        assert people_count(scope, bar, ["in"]) == count
    assert told[f"{stage}_count"].sum() > 0
