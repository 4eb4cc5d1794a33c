"""Which values an axis names, written as the reader's locale does."""

from math import ceil, floor, log10

import pandas as pd

from ui.charts.canvas import Wording, as_text, signs_wide

Span = tuple[float, float]

_MULTIPLES_OF_PERIODS = (1, 2, 3, 4, 6, 12, 24, 48)
_SIGNS_IN_A_ROW = 40  # what fits side by side under a plot on a phone


def worded_ticks(span: Span, wording: Wording, at_most: int = 6) -> dict[str, object]:
    """The axis settings that put worded ticks on round values between the ends."""
    values = round_values(span, at_most)
    return {"tickvals": values, "ticktext": [as_text(wording.number(value)) for value in values]}


def round_values(span: Span, at_most: int = 6) -> list[float]:
    """Multiples of 1, 2, 2.5 or 5 times a power of ten that lie within the ends."""
    low, high = span
    if not high > low:
        return [low]
    return multiples_within(span, _step((high - low) / at_most))


def multiples_within(span: Span, step: float) -> list[float]:
    """The multiples of a step that lie within the ends."""
    first, last = ceil(span[0] / step - 1e-9), floor(span[1] / step + 1e-9)
    return [round(k * step, 12) + 0.0 for k in range(first, last + 1)]


def period_ticks(rows: pd.DataFrame) -> dict[str, object]:
    """Every period has its tick, and as many are named as fit beside each other on a phone."""
    once = rows.drop_duplicates("period").sort_values("period")
    widest = max((signs_wide(str(label)) for label in once["period_label"]), default=1)
    room = max(_SIGNS_IN_A_ROW // (widest + 2), 2)
    step = next((s for s in _MULTIPLES_OF_PERIODS if len(once) / s <= room), len(once))
    named = once.iloc[::step]
    return {
        "tickvals": named["period"].tolist(),
        "ticktext": [as_text(label) for label in named["period_label"]],
        "ticks": "outside",
        "ticklen": 6,
        "minor": {"tickvals": once["period"].tolist(), "ticks": "outside", "ticklen": 3},
        "tickangle": 0,
    }


def _step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= least * 0.999)
