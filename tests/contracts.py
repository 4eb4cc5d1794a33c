"""Rows of the table of contracts, for tests worked by hand."""

from typing import Any

import pandas as pd


def contract(
    customer_id: str, started: str, ended: str | None = None, amount: float = 10.0, **more: Any
) -> dict[str, Any]:
    """A contract from one day to another, or one that still runs."""
    return {
        "customer_id": customer_id,
        "started_on": pd.Timestamp(started),
        "ended_on": pd.Timestamp(ended) if ended else pd.NaT,
        "is_ended": ended is not None,
        "monthly_amount": amount,
    } | more
