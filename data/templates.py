"""Templates: for each table a file with its headings, empty or with three sample rows."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from data.exports import csv_bytes, xlsx_bytes
from data.headings import heading, table_heading
from data.tables import ATTRIBUTES, TABLES

FORMATS: Final = ("csv", "xlsx")
OFFERED: Final = tuple(name for name in TABLES if name != ATTRIBUTES.name)
"""The tables that a file can hold; what else stands in one becomes a customer's attributes."""

_FOLDER: Final = Path(__file__).with_name("template_texts")


def template(
    table: str, language: str, kind: str, notes: pd.DataFrame, notes_name: str, is_empty: bool
) -> bytes:
    """The template of a table as a file of this kind, with the notes as a workbook's second sheet.

    CSV is UTF-8 with a mark, which spreadsheets need in order to read Chinese.
    """
    rows = sample_rows(table, language)
    if is_empty:
        rows = rows.iloc[:0]
    if kind == "csv":
        return csv_bytes(rows)
    return xlsx_bytes({table_heading(table, language): rows, notes_name: notes})


def sample_rows(table: str, language: str) -> pd.DataFrame:
    """Three invented rows under the headings of the language; KeyError for one without headings."""
    told = _told(language)[table]
    return pd.DataFrame(
        {heading(table, name, language): _column(told[name]) for name in TABLES[table].names}
    )


def _column(values: list[Any]) -> pd.Series:
    """Dates as dates, so that a workbook holds real ones; a blank is no value."""
    known = pd.Series([None if value == "" else value for value in values], dtype=object)
    is_dated = known.dropna().map(lambda value: hasattr(value, "year")).all()
    return pd.to_datetime(known) if is_dated else known


@cache
def _told(language: str) -> Mapping[str, Mapping[str, list[Any]]]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
