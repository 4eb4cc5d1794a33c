"""Which round values an axis names, written as the reader's locale does."""

from math import ceil, floor, log10

from ui.charts.canvas import Wording, plain


def worded_ticks(
    span: tuple[float, float], wording: Wording, at_most: int = 6
) -> dict[str, object]:
    """The axis settings that put worded ticks on round values between the ends."""
    values = round_values(span, at_most)
    return {"tickvals": values, "ticktext": [plain(wording.number(value)) for value in values]}


def round_values(span: tuple[float, float], at_most: int = 6) -> list[float]:
    """Multiples of 1, 2, 2.5 or 5 times a power of ten that lie within the ends."""
    low, high = span
    if not high > low:
        return [low]
    step = _step((high - low) / at_most)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(k * step, 12) + 0.0 for k in range(first, last + 1)]


def _step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= least * 0.999)
