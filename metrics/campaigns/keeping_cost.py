"""What it costs to keep one customer more: only those count who would have gone without a call."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class ContactsForOne(NamedTuple):
    """How many contacts bring back one customer more than come by themselves, and the outcome that
    says so; `high` is None where perhaps none is brought back.
    """

    outcome: str
    value: float
    low: float
    high: float | None


def contacts_for_one(outcomes: Iterable[Mapping[Any, Any]]) -> ContactsForOne | None:
    """One over the difference between those contacted and those left alone, of the last outcome
    of `WonBack.whole` that is told; None where no more came back than by themselves.
    """
    told = [row for row in outcomes if row["value"] is not None and row["value"] == row["value"]]
    if not told or told[-1]["value"] <= 0:
        return None
    value, low, high = (float(told[-1][name]) for name in ("value", "low", "high"))
    return ContactsForOne(
        str(told[-1]["outcome"]), 1 / value, 1 / high, 1 / low if low > 0 else None
    )
