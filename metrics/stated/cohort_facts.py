"""What a report states of the latest cohorts: who came again, then or later, and their money."""

import pandas as pd

from metrics.lifecycle.cohort_ages import Ages
from metrics.lifecycle.cohorts import cohort_retention
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records

COHORTS_TOLD = 6
"""Monthly cohorts, the latest that are a whole month old."""
_CELL = ["cohort", "age"]


def _grid(scope: Scope) -> Facts:
    """The cells of the latest cohorts that are over, and of each cohort the latest such cell.

    `customers` ordered at that age, `customers_onward` then or later; `amount` is what the cohort
    spent net at that age, null where orders have no amount.
    """
    cells = cohort_cells(scope)
    latest = cells.groupby("cohort", as_index=False).tail(1)
    return {"grain": "month", "cells": records(cells), "latest": records(latest)}


def cohort_cells(scope: Scope) -> pd.DataFrame:
    """One row per cohort and finished age above 0 of the latest cohorts that have any."""
    on = cohort_retention(scope).rename(columns={"active": "customers"}).drop(columns="amount")
    onward = cohort_retention(scope, ages=Ages("onward"))
    spent = cohort_retention(scope, measure="money")[[*_CELL, "amount"]]
    if scope.lacks(("orders.amount",)):
        spent["amount"] = None
    later = onward.rename(columns={"active": "customers"})[[*_CELL, "customers", "share"]]
    found = on.merge(later, on=_CELL, suffixes=("", "_onward")).merge(spent, on=_CELL)
    found = found[found["is_complete"] & (found["age"] > 0)].drop(columns="is_complete")
    told = found["cohort"].drop_duplicates().tail(COHORTS_TOLD)
    return found[found["cohort"].isin(told)].reset_index(drop=True)


COHORTS: Area = {"cohort_grid": Reported(_grid, ("orders.ordered_at",))}
