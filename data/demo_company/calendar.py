"""When the demo company is busy: three years of days with their festivals and sales."""

from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Instants = npt.NDArray[np.datetime64]

START: Final = date(2023, 10, 1)
END: Final = date(2026, 9, 30)
DAYS: Final = (END - START).days + 1
DAY_SECONDS: Final = 86_400

# 春节 moves with the moon: first days of the lunar years 2024, 2025 and 2026.
SPRING_FESTIVALS: Final = (date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17))

_DAYS = np.datetime64(START) + np.arange(DAYS)
_MONTHS = np.arange(np.datetime64("2023-10"), np.datetime64("2026-11")).astype("datetime64[D]")
MONTH_STARTS: Final[Whole] = (_MONTHS - np.datetime64(START)).astype(np.int64)
"""The day on which each of the 36 months begins, and the day after the last."""
MONTHS: Final = len(MONTH_STARTS) - 1

# Shops are visited from the morning on and browsed until midnight.
_HOURS = np.array(
    [3, 1, 1, 0, 0, 1, 3, 6, 9, 12, 13, 12, 13, 11, 10, 10, 10, 11, 12, 15, 18, 18, 13, 7]
)


def day_of(day: date) -> int:
    """How many days after the first one that day lies."""
    return (day - START).days


def month_of(days: Whole) -> Whole:
    """The month, counted from 0, that each day lies in."""
    return np.searchsorted(MONTH_STARTS, days, side="right").astype(np.int64) - 1


def _weights() -> Real:
    weights = np.ones(DAYS)
    month, day = _DAYS.astype("datetime64[M]"), _day_of_month()
    number = month.astype(int) % 12 + 1
    weights[np.is_busday(_DAYS, weekmask="0000011")] *= 1.2
    weights[(number == 11) & (day <= 12)] *= 1.9
    weights[(number == 11) & (day == 11)] *= 3.0
    weights[(number == 6) & (day <= 18)] *= 1.25
    weights[(number == 12) & (day >= 18)] *= 1.3
    for festival in SPRING_FESTIVALS:
        first = day_of(festival)
        weights[max(first - 24, 0) : first - 2] *= 1.7
        weights[first - 2 : first + 8] *= 0.35
    return weights


def _day_of_month() -> Whole:
    first = _DAYS.astype("datetime64[M]").astype("datetime64[D]")
    return np.asarray((_DAYS - first).astype(np.int64) + 1)


_BUSY: Real = np.concatenate([[0.0], np.cumsum(_weights())])


def busy_between(first: Whole, after: Whole | int) -> Real:
    """Days of ordinary trade from each first day up to the day before `after`."""
    ends = np.broadcast_to(np.asarray(after), first.shape)
    return np.asarray(_BUSY[np.maximum(ends, first)] - _BUSY[first])


def days_between(random: np.random.Generator, first: Whole, after: Whole | int) -> Whole:
    """One day for each span, busy days more often than quiet ones."""
    at = _BUSY[first] + random.random(first.size) * busy_between(first, after)
    return np.minimum(np.searchsorted(_BUSY, at, side="right") - 1, DAYS - 1).astype(np.int64)


def shop_seconds(random: np.random.Generator, size: int) -> Whole:
    """Seconds of the day at which people shop, write and answer."""
    hours = random.choice(24, size, p=_HOURS / _HOURS.sum())
    return (hours * 3600 + random.integers(0, 3600, size)).astype(np.int64)


def instants(seconds: Whole | Real) -> Instants:
    """Seconds since the first day as instants; those before it and after the end are unknown."""
    known = (seconds >= 0) & (seconds < DAYS * DAY_SECONDS)
    at = np.datetime64(START, "s") + np.where(known, seconds, 0).astype("timedelta64[s]")
    return np.where(known, at, np.datetime64("NaT", "s"))


def dates(days: Whole) -> Instants:
    """Days since the first day as dates; those before it and after the end are unknown."""
    return instants(days * DAY_SECONDS)
