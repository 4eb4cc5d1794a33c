"""What a figure's table and its file say: what the drawing says, under headings to read."""

from typing import Final

import pandas as pd

from ui.view import View

DECIMALS: Final = 6
"""More than this no figure can vouch for; less would round small shares away."""

DRAWN_ONLY: Final = frozenset(
    {
        "tone",
        "role",
        "place",
        "code",
        "recency_from",
        "recency_to",
        "frequency_from",
        "frequency_to",
        "is_total",
    }
)
"""How a mark looks and where it stands."""

_WORDED_BY: Final = {
    "segment": "label",
    "step": "label",
    "stage": "label",
    "lane": "lane_label",
    "period_label": "period",
}
"""A column, and the one which says the same for reading."""

_CODES: Final = {
    "from_stage": "segment.lifecycle_stage",
    "to_stage": "segment.lifecycle_stage",
    "priority": "segment.priority",
    "indicator": "indicator",
}
"""Codes that have words elsewhere, and where."""


def told(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows without what only draws: codes in words, yes and no, no decimals beyond reason."""
    # `name` is the indicator's here, a customer's elsewhere.
    rows = rows.rename(columns={"name": "indicator"})
    kept = [str(name) for name in rows if not _is_drawn(str(name), rows)]
    kept.sort(key=lambda name: name != "label")
    shown = rows[kept].assign(**{name: _said(view, name, rows[name]) for name in kept})
    return shown.rename(columns={name: heading(view, name) for name in kept})


def heading(view: View, column: str) -> str:
    """What a column of a tidy frame is called."""
    keys = (f"heading.{column}", f"column.{column}")
    label = next((view.say(key) for key in keys if view.say.has(key)), column)
    # Some tables head their columns in lower case.
    return label[:1].upper() + label[1:]


def _is_drawn(name: str, rows: pd.DataFrame) -> bool:
    if name in DRAWN_ONLY:
        return True
    if _WORDED_BY.get(name) in rows or _says_the_same(name, rows):
        return True
    # One line for all has no name, and what is counted whole has no interval.
    return name in ("label", "low", "high") and bool((rows[name].isna() | rows[name].eq("")).all())


def _says_the_same(name: str, rows: pd.DataFrame) -> bool:
    """Another column's numbers over again, as a chart wants them under names of its own."""
    return name == "value" and any(
        rows[name].astype(float).equals(rows[other].astype(float))
        for other in ("share", "money_share", "customer_count")
        if other in rows
    )


def _said(view: View, name: str, values: pd.Series) -> pd.Series:
    if name in _CODES:
        return values.map(lambda code: _worded(view, _CODES[name], code), na_action="ignore")
    if name.startswith(("is_", "has_")):
        words = {True: view.say("segments.yes"), False: view.say("segments.no")}
        return values.astype(object).map(words)
    if pd.api.types.is_float_dtype(values):
        return _rounded(values)
    return values


def _worded(view: View, section: str, code: object) -> str:
    key = f"{section}.{code}.name" if section == "indicator" else f"{section}.{code}"
    return view.say(key) if view.say.has(key) else str(code)


def _rounded(values: pd.Series) -> pd.Series:
    """Two decimals from a thousand on, six below."""
    known = values.astype(float)
    return known.round(DECIMALS).where(known.abs() < 1000, known.round(2))
