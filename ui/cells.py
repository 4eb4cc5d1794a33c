"""Cells of a table that read like the reader's language and still sort as the numbers they are."""

from collections.abc import Hashable, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from ui.formats import NOTHING
from ui.safe import visible
from ui.view import View


def formatted(view: View, rows: pd.DataFrame, units: Mapping[str, str]) -> Styler:
    """The rows with each column of `units` written in its unit, as a "day" or "whole"."""
    ways = {name: partial(written, view, unit) for name, unit in units.items() if name in rows}
    texts = {name: _visible for name in rows if name not in ways}
    return rows.style.format({**texts, **ways}, na_rep=NOTHING)


def with_texts(cells: Styler, name: str, values: pd.Series, texts: pd.Series) -> None:
    """Write a column's numbers as these texts, row by row."""
    known = values.dropna()
    # A cell is written from its value alone, so equal values take turns.
    for _, turn in known.groupby(known.groupby(known).cumcount()):
        said: dict[Hashable, str] = dict(zip(turn, texts[turn.index], strict=True))
        cells.format(said.__getitem__, subset=(turn.index, [name]))


def labels(view: View, rows: pd.DataFrame, **own: str) -> dict[str, Any]:
    """What the columns are called, for a table whose names must stay apart."""
    return {
        name: st.column_config.Column(own.get(name) or column_label(view, name)) for name in rows
    }


def column_label(view: View, name: str) -> str:
    """The heading of a column of a tidy frame, or what our tables call it."""
    key = f"heading.{name}"
    label = view.say(key if view.say.has(key) else f"column.{name}")
    # Other tables head their columns in lower case.
    return label[:1].upper() + label[1:]


def written(view: View, unit: str, value: float | date) -> str:
    """A day, or a number in its unit or as a whole one."""
    if isinstance(value, date):
        return view.formats.day(value)
    return view.formats.count(value) if unit == "whole" else view.formats.value(value, unit)


def _visible(value: object) -> str:
    return visible(value)
