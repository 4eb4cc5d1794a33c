"""Numbers, money and dates as the reader's language writes them."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.numbers import (
    format_compact_decimal,
    format_decimal,
    format_percent,
    get_currency_symbol,
)

NOTHING = "–"

# Data have one currency or none named, so no other yen sign can be meant.
_NARROW = {"CNY": "¥"}


@dataclass(frozen=True)
class Formats:
    """How one language writes values; `currency` is the one of the data, where it names one."""

    locale: str
    currency: str | None = None

    def value(self, value: float | None, unit: str) -> str:
        """A value with its unit; a dash where there is none."""
        if value is None or not math.isfinite(value):
            return NOTHING
        if unit == "share":
            return _percent(round(value * 1000), self.locale)
        if unit == "money":
            return self.money(value)
        if unit == "points":
            return self._signed(value, 0)
        if unit == "count":
            return self.count(value) if value == int(value) else self.decimal(value, 2)
        return self.decimal(value, 1 if abs(value) >= 10 else 2)

    def difference(self, value: float | None, unit: str, points: str) -> str:
        """A signed difference; shares differ by percentage points, whose word is given."""
        if value is None or not math.isfinite(value):
            return NOTHING
        if unit == "share":
            return f"{self._signed(value * 100, 1)} {points}"
        if unit == "money":
            return ("+" if value > 0 else "−" if value < 0 else "") + self.money(abs(value))
        return self._signed(value, 0 if unit == "count" and value == int(value) else 1)

    def change(self, ratio: float, digits: int = 0) -> str:
        """A relative change in per cent, whole unless said otherwise, with its sign."""
        return f"{self._signed(ratio * 100, digits)}%"

    def interval(self, low: float | None, high: float | None, unit: str) -> str:
        """The two ends of an interval, or once that it has none."""
        ends = self.value(low, unit), self.value(high, unit)
        return NOTHING if ends == (NOTHING, NOTHING) else " – ".join(ends)

    def money(self, value: float) -> str:
        """Money, short from ten thousand on; without a sign where the data name no currency."""
        return ("−" if value < 0 else "") + self._symbol + self._amount(abs(value))

    def count(self, value: float) -> str:
        """A whole number with its thousands."""
        return _minus(format_decimal(round(value), "#,##0", locale=self.locale))

    def decimal(self, value: float, digits: int) -> str:
        """A number with so many decimals."""
        shown = value if round(value, digits) else 0
        text = format_decimal(shown, "#,##0." + "0" * digits, locale=self.locale)
        return _minus(text).rstrip(".")

    def percent(self, share: float) -> str:
        """A share that someone set, in whole per cent."""
        return str(format_percent(share, "0%", locale=self.locale))

    def probability(self, p: float) -> str:
        """What follows “p”, never said more finely than anyone could know."""
        return f"< {self.decimal(0.001, 3)}" if p < 0.001 else f"= {self.decimal(p, 3)}"

    def day(self, day: date | datetime | None) -> str:
        """A day in words."""
        if day is None or day != day:
            return NOTHING
        return str(format_date(day, "medium", locale=self.locale))

    def period(self, first: date, grain: str) -> str:
        """The name of a week, month, quarter or year by its first day."""
        skeleton = {"month": "yMMM", "quarter": "yQQQ", "year": "y"}.get(grain)
        if skeleton is None:
            return self.day(first)

        return str(format_skeleton(skeleton, first, locale=self.locale))

    @property
    def _symbol(self) -> str:
        if self.currency is None:
            return ""
        return _NARROW.get(self.currency) or str(get_currency_symbol(self.currency, self.locale))

    def _amount(self, size: float) -> str:
        if size >= 10_000:
            digits = 2 if self.locale.startswith("zh") else 1
            return str(format_compact_decimal(size, locale=self.locale, fraction_digits=digits))
        return self.decimal(size, 2 if size < 1000 else 0)

    def _signed(self, value: float, digits: int) -> str:
        text = self.decimal(abs(value), digits) if digits else self.count(abs(value))
        shown = round(value, digits)
        return ("+" if shown > 0 else "−" if shown < 0 else "") + text


def _minus(text: object) -> str:
    """The sign that is as wide as a plus; a hyphen joins words."""
    return str(text).replace("-", "−")


# A chart writes the same few shares a thousand times.
@lru_cache(maxsize=4096)
def _percent(thousandths: int, locale: str) -> str:
    return _minus(format_percent(thousandths / 1000, "0.0%", locale=locale))
