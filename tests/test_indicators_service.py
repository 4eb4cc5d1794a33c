"""Service in time, solved at once, reopened, followed up: tickets counted by hand."""

from typing import Any

import pandas as pd
import pytest

from metrics.quotients import overall
from metrics.registry import BY_NAME
from tests.studies import scope_of


def ticket(customer_id: str, opened: str, resolved: str | None, **more: Any) -> dict[str, Any]:
    instants = {key: pd.Timestamp(value) for key, value in more.items() if key.endswith("_at")}
    return {
        "customer_id": customer_id,
        "opened_at": pd.Timestamp(opened),
        "resolved_at": pd.Timestamp(resolved) if resolved else pd.NaT,
        "topic": "delivery",
        **more,
        **instants,
    }


TICKETS = [
    ticket("a", "2024-10-01", "2024-10-02", due_at="2024-10-03", reopened_count=0.0, score=5.0),
    ticket("b", "2024-10-01", "2024-10-05", due_at="2024-10-03", reopened_count=1.0),
    ticket("c", "2024-10-01", None, due_at="2024-10-03", is_complaint=True),
    ticket("d", "2024-12-30", None, due_at="2025-01-03", is_complaint=False),
    ticket("e", "2024-10-01", "2024-10-01", followed_up_at="2024-10-04", is_complaint=False),
    ticket("e", "2024-10-06", "2024-12-30", score=2.0),
]


@pytest.mark.parametrize(
    ("name", "expected", "base"),
    [
        ("sla_hit", 1 / 3, 3),  # met, missed, open past its due time; d is not due yet
        ("reopen_rate", 1 / 3, 3),  # a, b, e's first; e's second was resolved yesterday
        ("follow_up_rate", 1 / 3, 3),
        ("first_contact_resolution", 1 / 3, 3),  # b came back, e asked again within 7 days
        ("resolved_share", 4 / 6, 6),
        ("complaint_share", 1 / 3, 3),
        ("request_score", 3.5, 2),  # nobody else gave a mark
    ],
)
def test_shares_of_tickets(name: str, expected: float, base: int) -> None:
    found = overall(scope_of(tickets=TICKETS), [BY_NAME[name]]).iloc[0]
    assert (found["value"], found["base"]) == (pytest.approx(expected), base)
