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
    "is_gone": ("subscriptions.is_ended", "customers.is_churned"),
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
    view: View,
    rows: pd.DataFrame,
    dimension: Dimension | None,
    is_shown: bool,
    order_by: str = "customer_id",
) -> pd.DataFrame:
    """The rows as the list shows them: who, what the list is sorted by, the segment, the rest."""
    kept = rows if is_shown else masked(rows)
    kept = kept.assign(is_gone=in_words(view, kept["is_gone"]))
    first = ["customer_id", order_by]
    if dimension is not None and dimension.name not in COLUMNS:
        kept = kept.assign(segment=labelled(view.say, dimension, kept)["label"])
        first.append("segment")
    # A column is named once, where it comes first.
    return kept[list(dict.fromkeys([*first, *told(view)]))].dropna(axis=1, how="all")


def in_words(view: View, flags: pd.Series) -> pd.Series:
    """Yes or no in the reader's language, nothing where it is unknown."""
    words = {True: view.say("segments.yes"), False: view.say("segments.no")}
    return flags.astype(object).map(words)


def heading_of(view: View, name: str, dimension: Dimension | None = None) -> str:
    """What a column of the list is called; the months may be the contract's or the customer's."""
    if name == "segment" and dimension is not None:
        return dimension_label(view.say, dimension)
    if name == "tenure_months" and view.scope.lacks(("customers.tenure_months",)):
        return column_label(view, "contract_months")
    return column_label(view, name)


def csv_of(
    view: View,
    rows: pd.DataFrame,
    dimension: Dimension | None,
    is_shown: bool,
    order_by: str = "customer_id",
) -> bytes:
    """The same to take away, under headings in the reader's language."""
    shown = presented(view, rows, dimension, is_shown, order_by).round(_DECIMALS)
    return csv_bytes(shown.rename(columns={n: heading_of(view, n, dimension) for n in shown}))
