"""What is wrong in the files: how often, where, and what was expected there."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.intake import Receipt
from data.problems import Problem
from ui.importing.blast_radius import blast_radius
from ui.importing.draft import Draft
from ui.importing.entries import Trial
from ui.importing.wording import reason
from ui.parts import section, table
from ui.safe import visible
from ui.view import View

_MOST_SHOWN = 8
_ROW = 35


def problems(view: View, draft: Draft, trial: Trial) -> None:
    """What there is to decide; then every kind of problem with its count, and the places."""
    section(view, "importing.problems")
    receipts = trial.receipts
    blast_radius(view, draft, trial)
    if not any(receipt.problems or receipt.doubts for receipt in receipts):
        st.success(view.say("importing.no_problems"), icon=":material/check_circle:")
        return
    rows = _rows(view, receipts)
    if not len(rows):
        return
    kinds = rows[~rows["is_decided"]].drop_duplicates(["file", "column", "problem"])
    if len(kinds):
        told = "others" if rows["is_decided"].any() else "found"
        st.caption(view.say(f"importing.problems.{told}"))
        _shown(view, kinds[_told(kinds)], "problem-kinds")
    places = rows[rows["row"].notna()]
    if len(places):
        st.caption(view.say("importing.problems.places"))
        _shown(view, places[["file", "row", "column", "cell", "problem"]], "problem-places")


def _rows(view: View, receipts: Sequence[Receipt]) -> pd.DataFrame:
    rows = pd.DataFrame(
        [
            {
                "file": visible(receipt.file, 60),
                "row": problem.row,
                "column": visible(problem.column or "", 60),
                "cell": _cell(view, problem),
                "problem": reason(view, problem),
                "places": view.formats.count(problem.count),
                "amount_on_them": _amount(view, receipt, problem),
                "is_decided": _is_decided(receipt, problem),
                "outcome": view.say(f"importing.{'aside' if problem.is_set_aside else 'kept'}"),
            }
            for receipt in receipts
            for problem in receipt.problems
        ]
    )
    return rows.astype({"row": "Int64"}) if len(rows) else rows


def _told(kinds: pd.DataFrame) -> list[str]:
    """The columns that say something: an amount stands on rows of orders only."""
    names = ["file", "problem", "column", "places", "amount_on_them", "outcome"]
    return [name for name in names if name != "amount_on_them" or kinds[name].any()]


def _is_decided(receipt: Receipt, problem: Problem) -> bool:
    """Whether it is among what the reader decides on, above."""
    return any(doubt.kind == problem.kind and doubt.choices for doubt in receipt.doubts)


def _amount(view: View, receipt: Receipt, problem: Problem) -> str:
    """What stands on rows that were set aside, and is counted nowhere."""
    amounts = [d.amount for d in receipt.doubts if d.kind == problem.kind and not d.choices]
    amount = amounts[0] if amounts and problem.is_set_aside else None
    return view.formats.money(amount) if amount else ""


def _cell(view: View, problem: Problem) -> str:
    """What stands there; that nothing stands there is said."""
    value = visible(problem.value or "").strip()
    return value or view.say("importing.blank")


def _shown(view: View, rows: pd.DataFrame, key: str) -> None:
    height = _ROW * (min(len(rows), _MOST_SHOWN) + 1) + 3
    table(view, rows, key, height=height)
