"""What is wrong in the files: how often, where, and what was expected there."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.intake import Receipt
from data.problems import Problem
from ui.importing.wording import reason
from ui.parts import section, table
from ui.safe import visible
from ui.view import View

_MOST_SHOWN = 8
_ROW = 35


def problems(view: View, receipts: Sequence[Receipt]) -> None:
    """Every kind of problem with its count, then the places, up to twenty of a kind and column."""
    section(view, "importing.problems")
    if not any(receipt.problems for receipt in receipts):
        st.success(view.say("importing.no_problems"), icon=":material/check_circle:")
        return
    rows = _rows(view, receipts)
    kinds = rows.drop_duplicates(["file", "column", "problem"])
    _shown(view, kinds[["file", "problem", "column", "places", "outcome"]], "problem-kinds")
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
                "outcome": view.say(f"importing.{'aside' if problem.is_set_aside else 'kept'}"),
            }
            for receipt in receipts
            for problem in receipt.problems
        ]
    )
    return rows.astype({"row": "Int64"})


def _cell(view: View, problem: Problem) -> str:
    """What stands there; that nothing stands there is said."""
    value = visible(problem.value or "").strip()
    return value or view.say("importing.blank")


def _shown(view: View, rows: pd.DataFrame, key: str) -> None:
    height = _ROW * (min(len(rows), _MOST_SHOWN) + 1) + 3
    table(view, rows, key, height=height)
