"""Frames as an XLSX workbook whose texts are texts and nothing else."""

import io
from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.file_names import sheet_names

_ROWS_PER_SHEET: Final = 1_048_575
_FIRST_DAY: Final = pd.Timestamp(1900, 3, 1)
_WIDEST: Final = 40
_Formats = dict[str, Format]

# Text is never taken for a formula, a link or a number; the file is made in memory only.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook_bytes(sheets: dict[str, pd.DataFrame]) -> bytes:
    """The workbook; frames with more rows than a sheet can hold go on in further ones.

    Days before March 1900 and after 9999, which spreadsheets count wrongly, are written as text.
    """
    parts = [part for name, frame in sheets.items() for part in _pieces(name, frame)]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        formats = {
            "header": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        for name, (_, frame) in zip(sheet_names(n for n, _ in parts), parts, strict=True):
            _fill(book.add_worksheet(name), frame, formats)
    return buffer.getvalue()


def _pieces(name: str, frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    for first in range(0, max(len(frame), 1), _ROWS_PER_SHEET):
        yield name, frame.iloc[first : first + _ROWS_PER_SHEET]


def _fill(sheet: Worksheet, frame: pd.DataFrame, formats: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(frame.columns):
        sheet.write_string(0, place, str(name), formats["header"])
        width = sum(2 if ord(sign) > 0x2E7F else 1 for sign in str(name))
        sheet.set_column(place, place, min(max(width + 2, 11), _WIDEST))
        _fill_column(sheet, place, frame.iloc[:, place], formats)


def _fill_column(sheet: Worksheet, place: int, column: pd.Series, formats: _Formats) -> None:
    known = column.notna().to_numpy()
    rows = np.flatnonzero(known) + 1
    values = column[known]
    if pd.api.types.is_datetime64_any_dtype(column):
        _fill_dates(sheet, place, rows, values.dt.tz_localize(None), formats)
    elif pd.api.types.is_bool_dtype(column):
        for row, flag in zip(rows.tolist(), values.tolist(), strict=True):
            sheet.write_boolean(row, place, flag)
    elif pd.api.types.is_numeric_dtype(column):
        for row, number in zip(rows.tolist(), values.tolist(), strict=True):
            sheet.write_number(row, place, number)
    else:
        for row, value in zip(rows.tolist(), values.tolist(), strict=True):
            _write_any(sheet, row, place, value)


def _fill_dates(
    sheet: Worksheet,
    place: int,
    rows: np.typing.NDArray[np.int64],
    values: pd.Series,
    formats: _Formats,
) -> None:
    if (values < _FIRST_DAY).any() or (values.dt.year > 9999).any():
        for row, text in zip(rows.tolist(), values.astype(str).tolist(), strict=True):
            sheet.write_string(row, place, text)
        return
    is_day = bool((values == values.dt.normalize()).all())
    form = formats["day" if is_day else "moment"]
    for row, value in zip(rows.tolist(), values.dt.to_pydatetime(), strict=True):
        sheet.write_datetime(row, place, value, form)


def _write_any(sheet: Worksheet, row: int, place: int, value: object) -> None:
    # A column of mixed values: its numbers stay numbers, everything else is text.
    if isinstance(value, int | float) and not isinstance(value, bool) and np.isfinite(value):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, str(value))
