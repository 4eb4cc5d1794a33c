"""The stretch of time a reader looks at, and the one it is compared with."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

RANGES = ("3m", "6m", "12m", "24m", "year", "all")
GRAINS = ("week", "month", "quarter", "year")
BACK_MONTHS = (0, 3, 6, 12)
COMPARISONS = ("previous", "last_year", "none")


@dataclass(frozen=True)
class Period:
    """The reader's choices of time; `range` is one of RANGES or the ISO date of a first day."""

    range: str = "12m"
    as_of: date | None = None
    grain: str = "month"
    compare: str = "previous"

    def since(self, as_of: date) -> date | None:
        """The first day of the range that ends on `as_of`; None for everything."""
        if self.range == "all":
            return None
        if self.range == "year":
            return as_of.replace(month=1, day=1)
        if self.range.endswith("m") and self.range in RANGES:
            return months_before(as_of, int(self.range[:-1])) + timedelta(days=1)
        return date.fromisoformat(self.range)

    def earlier(self, as_of: date) -> tuple[date, date] | None:
        """First and last day of what the range is compared with; None where with nothing."""
        since = self.since(as_of)
        if since is None or self.compare == "none":
            return None
        if self.compare == "last_year":
            return months_before(since, 12), months_before(as_of, 12)
        last = since - timedelta(days=1)
        if self.range.endswith("m") and self.range in RANGES:
            return months_before(last, int(self.range[:-1])) + timedelta(days=1), last
        return last - (as_of - since), last


def is_range(text: str) -> bool:
    """Whether a link's text is a range: one of RANGES or an ISO date."""
    return text in RANGES or as_date(text) is not None


def as_date(text: str) -> date | None:
    """The day an ISO text names, None where it names none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; a month's last day stays a month's last day."""
    is_month_end = (day + timedelta(days=1)).day == 1
    shifted = pd.Timestamp(day) - pd.DateOffset(months=months)
    found: date = (shifted + pd.offsets.MonthEnd(0) if is_month_end else shifted).date()
    return found
