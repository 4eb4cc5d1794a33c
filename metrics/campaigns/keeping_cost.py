"""What it costs to keep one customer more: only those count who would have gone without a call."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class WarningsForOne(NamedTuple):
    """How many warnings to act on, whether the customer was reached or not, bring back one customer
    more than come by themselves, and the outcome that says so; `high` is None where perhaps none.
    """

    outcome: str
    value: float
    low: float
    high: float | None


def warnings_for_one(outcomes: Iterable[Mapping[Any, Any]]) -> WarningsForOne | None:
    """One over the difference between those not left alone and those left alone, of the last
    outcome of `WonBack.whole` of which there was more; None where there was more of none.
    """
    # An outcome that is not known yet is no number, and no number is above nought.
    more = [row for row in outcomes if row["value"] is not None and row["value"] > 0]
    if not more:
        return None
    value, low, high = (float(more[-1][name]) for name in ("value", "low", "high"))
    return WarningsForOne(
        str(more[-1]["outcome"]), 1 / value, 1 / high, 1 / low if low > 0 else None
    )
