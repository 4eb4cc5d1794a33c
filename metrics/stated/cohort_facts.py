"""What a report states of the latest cohorts: who came again, then or later, and their money."""

from functools import partial

import pandas as pd

from metrics.lifecycle.cohort_ages import BRACKETS, EACH, Ages
from metrics.lifecycle.cohorts import cohort_retention
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records

COHORTS_TOLD = 6
"""Monthly cohorts, the latest that are a whole month old."""
_CELL = ["cohort", "age"]


def cohort_area(brackets: Ages = BRACKETS) -> Area:
    """The grid, counted by month and by the reader's brackets of months."""
    return {"cohort_grid": Reported(partial(_grid, brackets=brackets), ("orders.ordered_at",))}


def _grid(scope: Scope, brackets: Ages) -> Facts:
    """The cells of the latest cohorts that are over, and of each cohort the latest such cell.

    `customers` ordered at that age, `customers_onward` then or later; `amount` is what the cohort
    spent net at that age and `amount_share` that by what it spent in its first month, null where
    orders have no amount. `brackets` tells the same from `age` to `until_age`.
    """
    cells = cohort_cells(scope)
    latest = cells.groupby("cohort", as_index=False).tail(1)
    rows = {"cells": cells, "latest": latest, "brackets": bracket_cells(scope, brackets)}
    return {"grain": "month", **{name: records(found) for name, found in rows.items()}}


def cohort_cells(scope: Scope) -> pd.DataFrame:
    """One row per cohort and finished age above 0 of the latest cohorts that have any."""
    onward = cohort_retention(scope, ages=Ages("onward"))
    later = onward.rename(columns={"active": "customers"})[[*_CELL, "customers", "share"]]
    return _over(_with_money(scope, EACH).merge(later, on=_CELL, suffixes=("", "_onward")))


def bracket_cells(scope: Scope, brackets: Ages) -> pd.DataFrame:
    """One row per cohort and finished bracket of ages of the latest cohorts that have any."""
    cells = _over(_with_money(scope, brackets))
    return cells.assign(until_age=cells["age"].map(brackets.until).astype("Int64"))


def _with_money(scope: Scope, ages: Ages) -> pd.DataFrame:
    """The cells of customers with what they spent, and that by their first month's money."""
    told = cohort_retention(scope, ages=ages).rename(columns={"active": "customers"})
    spent = cohort_retention(scope, measure="money", ages=ages)
    spent = spent.rename(columns={"share": "amount_share"})[[*_CELL, "amount", "amount_share"]]
    if scope.lacks(("orders.amount",)):
        spent[["amount", "amount_share"]] = None
    return told.drop(columns="amount").merge(spent, on=_CELL)


def _over(cells: pd.DataFrame) -> pd.DataFrame:
    """Those cells of the latest cohorts that are over and tell more than the first order."""
    found = cells[cells["is_complete"] & (cells["age"] > 0)].drop(columns="is_complete")
    told = found["cohort"].drop_duplicates().tail(COHORTS_TOLD)
    return found[found["cohort"].isin(told)].reset_index(drop=True)
