"""What a mark says when pointed at: its name, its value, how sure it is and out of how many."""

import pandas as pd

from ui.charts.canvas import Wording, as_text
from ui.facts import Row

_SPOKEN_OF = ("value", "low", "high", "base", "is_small", "is_unfinished")


def hover_text(heading: object, row: Row, wording: Wording) -> str:
    """The lines of a mark's hover text, whole and safe to draw; absent parts are left out."""
    lines = [
        f"<b>{as_text(heading)}</b>",
        written(row.get("value"), wording),
        _interval(row, wording),
        _base(row, wording),
        as_text(wording.too_few) if row.get("is_small") else "",
        as_text(wording.unfinished) if row.get("is_unfinished") else "",
    ]
    return "<br>".join(line for line in lines if line)


def hover_texts(rows: pd.DataFrame, headings: pd.Series, wording: Wording) -> list[str]:
    """One hover text for each row, in the rows' order."""
    names = [name for name in _SPOKEN_OF if name in rows]
    # Column by column: to make records of a whole frame is slow.
    told = zip(*(rows[name].tolist() for name in names), strict=True)
    return [
        hover_text(heading, dict(zip(names, row, strict=True)), wording)
        for heading, row in zip(headings, told, strict=True)
    ]


def written(value: float | None, wording: Wording) -> str:
    """The value as the reader's locale writes it; nothing where there is none."""
    return "" if value is None or pd.isna(value) else as_text(wording.number(value))


def _interval(row: Row, wording: Wording) -> str:
    low, high = written(row.get("low"), wording), written(row.get("high"), wording)
    if not (low and high):
        return ""
    return f"{as_text(wording.interval)} {low} – {high}".strip()


def _base(row: Row, wording: Wording) -> str:
    base = row.get("base")
    return "" if base is None or pd.isna(base) else f"{as_text(wording.base)} = {int(base):,}"
