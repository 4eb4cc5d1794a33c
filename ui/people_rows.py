"""What a list of customers tells of each: nothing empty, nothing twice, nobody by name unasked."""

import pandas as pd

from data.exports import csv_bytes
from metrics.indicator import Dimension
from metrics.people import COLUMNS
from ui.cells import column_label
from ui.labels import dimension_label, labelled
from ui.masking import masked
from ui.view import View

_TOLD_BY = {
    "plan": ("customers.plan", "subscriptions.plan"),
    "tenure_months": ("customers.tenure_months", "subscriptions.tenure_months"),
    "monthly_amount": ("customers.monthly_amount", "subscriptions.monthly_amount"),
    "last_ordered_on": ("orders.ordered_at",),
    "order_count": ("orders.ordered_at",),
    "net_spend": ("orders.amount",),
    "last_csat": ("survey_responses.score",),
    "last_nps": ("survey_responses.score",),
}

_DECIMALS = {"tenure_months": 1, "monthly_amount": 2, "net_spend": 2}


def told(view: View) -> list[str]:
    """The columns of the list that hold anything in this study; any of them orders it."""
    reads = {name: _TOLD_BY.get(name, (f"customers.{name}",)) for name in COLUMNS}
    is_told = {name: len(view.scope.lacks(read)) < len(read) for name, read in reads.items()}
    found = [name for name in COLUMNS if is_told[name] or name == "customer_id"]
    return [name for name in found if name != "segment"]


def presented(
    view: View, rows: pd.DataFrame, dimension: Dimension | None, is_shown: bool
) -> pd.DataFrame:
    """The rows as the list shows them, the segment of the dimension first."""
    kept = rows if is_shown else masked(rows)
    if dimension is None or dimension.name in COLUMNS:
        return kept[told(view)].dropna(axis=1, how="all")
    kept = kept.assign(segment=labelled(view.say, dimension, kept)["label"])
    return kept[["segment", *told(view)]].dropna(axis=1, how="all")


def csv_of(view: View, rows: pd.DataFrame, dimension: Dimension | None, is_shown: bool) -> bytes:
    """The same to take away, under headings in the reader's language."""
    shown = presented(view, rows, dimension, is_shown).round(_DECIMALS)
    named = {"segment": dimension_label(view.say, dimension)} if dimension else {}
    return csv_bytes(
        shown.rename(columns={n: named.get(n) or column_label(view, n) for n in shown})
    )
