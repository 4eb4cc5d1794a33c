"""Complaints by cause, those that come back, and agents drawn towards all: worked by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.scope import Scope
from metrics.families.complaints import causes
from metrics.quotients import by_column, overall
from metrics.refusals import TooFewError
from metrics.registry import BY_NAME
from metrics.service.agents import agents
from metrics.statistics.shrinkage import shrunk_means, shrunk_shares
from tests.studies import AS_OF, orders_on, scope_of, study_of
from tests.test_indicators_service import ticket


def complaint(customer_id: str, opened: str, topic: str | None = "delivery") -> dict[str, Any]:
    return ticket(customer_id, opened, None, is_complaint=True) | {"topic": topic}


COMPLAINTS = [
    complaint("a", "2024-06-01"),
    complaint("a", "2024-08-30"),  # 90 days later: the old one come back
    complaint("b", "2024-06-01"),
    complaint("b", "2024-08-31"),  # one day more: another one
    complaint("c", "2024-06-01", "price"),
    complaint("c", "2024-06-02", "taste"),  # about something else
    complaint("d", "2024-12-01"),  # whether it comes back is not known yet
    complaint("e", "2024-06-01", None),
]


@pytest.mark.parametrize(
    ("name", "value", "base"),
    [
        ("complaint_recurrence", 1 / 6, 6),
        ("complaints_classified", 7 / 8, 8),
        ("complaint_rate", 8 / 4 * 1000, 12),
    ],
)
def test_complaints_are_counted(name: str, value: float, base: int) -> None:
    orders = orders_on("z", "2024-01-01", "2024-02-01", "2024-02-01", "2024-03-01", "2024-04-01")
    found = overall(scope_of(tickets=COMPLAINTS, orders=orders), [BY_NAME[name]]).iloc[0]
    assert (found["value"], found["base"]) == (pytest.approx(value), base)


def test_a_complaint_is_solved_in_time_missed_or_not_yet_due() -> None:
    requests = [
        ticket("a", "2024-10-01", "2024-10-02", due_at="2024-10-03", is_complaint=True),
        ticket("b", "2024-10-01", None, due_at="2024-10-03", is_complaint=True),
        ticket("c", "2024-12-30", None, due_at="2025-01-03", is_complaint=True),
        ticket("d", "2024-10-01", None, due_at="2024-10-03", is_complaint=False),
    ]
    found = overall(scope_of(tickets=requests), [BY_NAME["complaints_in_time"]]).iloc[0]
    assert (found["value"], found["base"]) == (1 / 2, 2)


def test_a_bad_mark_is_answered_by_contact_within_two_weeks() -> None:
    def mark(customer_id: str, score: float, day: str = "2024-06-01") -> dict[str, object]:
        ends = {"scale_min": 1.0, "scale_max": 5.0}
        at = {"answered_at": pd.Timestamp(day)}
        return {"customer_id": customer_id, "instrument": "csat", "score": score} | ends | at

    def contact(customer_id: str, day: str) -> dict[str, object]:
        return {"customer_id": customer_id, "contacted_at": pd.Timestamp(day)}

    marks = [mark("a", 2.0), mark("b", 1.0), mark("c", 1.0), mark("d", 3.0)]
    scope = scope_of(
        survey_responses=[*marks, mark("e", 1.0, "2024-12-20")],
        interactions=[
            contact("a", "2024-06-15"),
            contact("b", "2024-06-16"),
            contact("c", "2024-05-31"),
            contact("d", "2024-06-02"),
        ],
    )
    found = overall(scope, [BY_NAME["bad_marks_answered"]]).iloc[0]
    assert (found["value"], found["base"]) == (pytest.approx(1 / 3), 3)


def test_causes_are_sorted_and_their_shares_add_up() -> None:
    many = [complaint(f"m{n}", "2024-06-01", "price") for n in range(25)]
    study = study_of(tickets=[*COMPLAINTS, *many])
    rows = causes(Scope(study, AS_OF, filled=study.filled()))
    assert rows["topic"].tolist()[:3] == ["price", "delivery", "taste"]
    assert rows["complaint_count"].tolist() == [26, 5, 1, 1]
    assert rows["cumulative"].tolist() == pytest.approx([26 / 33, 31 / 33, 32 / 33, 1])
    delivery = rows.set_index("topic").loc["delivery"]
    assert (delivery["recurring_share"], delivery["judged_count"]) == (1 / 4, 4)


def test_few_complaints_have_no_causes_to_compare() -> None:
    study = study_of(tickets=COMPLAINTS)
    with pytest.raises(TooFewError):
        causes(Scope(study, AS_OF, filled=study.filled()))


def test_a_channel_is_one_of_requests_not_of_customers() -> None:
    requests = [
        ticket("a", "2024-10-01", None, is_complaint=True, channel="phone"),
        ticket("a", "2024-10-02", None, is_complaint=False, channel="mail"),
        ticket("b", "2024-10-02", None, is_complaint=True, channel="mail"),
    ]
    found = by_column(scope_of(tickets=requests), [BY_NAME["complaint_share"]], "channel")
    rows = found.set_index("segment")
    assert rows["value"].to_dict() == {"mail": 1 / 2, "phone": 1.0}


def test_groups_that_are_alike_are_all_given_the_value_of_all() -> None:
    found = shrunk_shares(np.array([5.0, 10, 20]), np.array([10.0, 20, 40]))
    assert found.value.tolist() == [0.5, 0.5, 0.5]
    assert (found.spread, found.whole) == (0.0, 0.5)


def test_shares_are_drawn_by_a_beta_prior_the_more_the_fewer_they_are_made_of() -> None:
    counts, bases = np.array([7.0, 70, 30]), np.array([10.0, 100, 100])
    found = shrunk_shares(counts, bases)
    whole = 107 / 210
    s = 110 * (0.7 - whole) ** 2 + 100 * (0.3 - whole) ** 2
    v = whole * (1 - whole)
    alike = (s - 2 * v) / (v * (210 - (100 + 10_000 + 10_000) / 210 - 2))
    size = (1 - alike) / alike
    assert found.value == pytest.approx((counts + size * whole) / (bases + size))
    assert whole < found.value[0] < found.value[1] < 0.7


def test_means_are_drawn_by_how_far_they_differ_in_truth() -> None:
    means, variances = np.array([1.0, 2.0, 6.0]), np.array([1.0, 1.0, 1.0])
    found = shrunk_means(means, variances)
    # Q = 14, so the variance between is (14 − 2) / 2 = 6 and a mean keeps 6/7 of its distance.
    assert found.value == pytest.approx(3 + (means - 3) * 6 / 7)
    assert found.spread == pytest.approx(6**0.5)


def _held_shares(chance: np.random.Generator, agents_count: int, spread: float) -> float:
    """How many of the agents' true shares their ends hold."""
    bases = chance.integers(30, 150, agents_count).astype(float)
    size = 0.6 * 0.4 / spread**2 - 1
    truth = chance.beta(size * 0.6, size * 0.4, agents_count)
    found = shrunk_shares(chance.binomial(bases.astype(int), truth).astype(float), bases)
    return float(np.mean((found.low <= truth) & (truth <= found.high)))


def _held_means(chance: np.random.Generator, agents_count: int, spread: float) -> float:
    variances = 1 / chance.integers(30, 120, agents_count)
    truth = chance.normal(0, spread, agents_count)
    found = shrunk_means(chance.normal(truth, variances**0.5), variances)
    return float(np.mean((found.low <= truth) & (truth <= found.high)))


@pytest.mark.slow
@pytest.mark.parametrize("agents_count", [3, 5, 10])
@pytest.mark.parametrize(
    ("held", "spread"),
    [(_held_shares, 0.05), (_held_shares, 0.1), (_held_means, 0.15), (_held_means, 0.3)],
)
def test_the_ends_of_agents_hold_however_few_they_are(
    held: Callable[[np.random.Generator, int, float], float], spread: float, agents_count: int
) -> None:
    """With the spread that fits best taken for known .79 to .93 of them were held."""
    chance = np.random.default_rng(9)
    assert 0.92 <= np.mean([held(chance, agents_count, spread) for _ in range(1000)]) <= 0.97


def marked(agent: str, marks: list[float]) -> list[dict[str, object]]:
    return [
        ticket(f"{agent}{n}", "2024-10-01", "2024-10-02", agent=agent, score=mark)
        for n, mark in enumerate(marks)
    ]


def test_agents_stand_in_the_order_of_their_names_and_few_requests_decide_nothing() -> None:
    usual = [3.0, 4.0, 5.0] * 20
    many = [*marked("c", usual), *marked("b", usual), *marked("d", usual), *marked("a", [1.0] * 3)]
    found = agents(scope_of(tickets=many), "request_score")
    rows = found.rows.set_index("segment")
    assert rows.index.tolist() == ["a", "b", "c", "d"]
    assert rows["is_small"].to_dict() == {"a": True, "b": False, "c": False, "d": False}
    # Three requests of 1.0 are drawn more than a third of the way towards the 4.0 of all others.
    assert 1.4 < rows.loc["a", "value"] < rows.loc["b", "value"]
    with pytest.raises(TooFewError):
        agents(scope_of(tickets=many[:120]), "request_score")
