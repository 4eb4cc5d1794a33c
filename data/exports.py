"""Tables as files to take away: CSV, XLSX and zip that open right and cannot run anything."""

import io
import re
import zipfile
from typing import Final

import numpy as np
import pandas as pd

from data.demo import END, build
from data.demo_company.words import Words
from data.file_names import file_name
from data.headings import heading, table_heading
from data.tables import ATTRIBUTES, TABLES
from data.workbook_writing import workbook_bytes

__all__ = ["csv_bytes", "demo_zip", "file_name", "harmless", "xlsx_bytes"]

# What a spreadsheet takes for the beginning of a formula, in the width of either script.
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_MIXED: Final = ("object", "string", "category")
_PACKED_AT: Final = (END.year, END.month, END.day, 0, 0, 0)


def csv_bytes(frame: pd.DataFrame, encoding: str = "utf-8-sig") -> bytes:
    """A frame as CSV: dates as 2026-09-30, no value that a spreadsheet would run.

    A character which the encoding lacks becomes "?".
    """
    safe = harmless(frame)
    columns = [_written(safe.iloc[:, place]) for place in range(safe.shape[1])]
    text = _side_by_side(columns, safe).to_csv(index=False, lineterminator="\r\n")
    return str(text).encode(encoding, errors="replace")


def xlsx_bytes(sheets: dict[str, pd.DataFrame]) -> bytes:
    """Frames as the sheets of a workbook: text stays text, numbers and dates are real ones."""
    return workbook_bytes({name: harmless(frame) for name, frame in sheets.items()})


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without what would run or mislead: texts like formulas get an apostrophe in front.

    Whole numbers lose their empty decimals, infinite ones count as unknown.
    """
    columns = [_harmless_column(frame.iloc[:, place]) for place in range(frame.shape[1])]
    names = [_harmless_text(str(name)) for name in frame.columns]
    return _side_by_side(columns, frame).set_axis(names, axis=1)


def _side_by_side(columns: list[pd.Series], like: pd.DataFrame) -> pd.DataFrame:
    # Two columns may carry the same name, so they are put together by place.
    return pd.concat(columns, axis=1).set_axis(like.columns, axis=1) if columns else like


def _harmless_column(column: pd.Series) -> pd.Series:
    if str(column.dtype) == "str":
        running = column.str.match(_FORMULA.pattern).fillna(False).astype(bool)
        return column.where(~running, "'" + column) if running.any() else column
    if str(column.dtype) in _MIXED:
        return column.astype(object).map(_harmless_text)
    if not pd.api.types.is_float_dtype(column):
        return column
    known = column.replace([np.inf, -np.inf], np.nan)
    is_whole = (known.dropna() % 1 == 0).all() and known.abs().max() < 2**53
    return known.astype("Int64") if is_whole else known


def _harmless_text(value: object) -> object:
    if not isinstance(value, str):
        return value
    sound = value.encode("utf-8", "replace").decode()
    return f"'{sound}" if _FORMULA.match(sound) else sound


def _written(column: pd.Series) -> pd.Series:
    """The column with its dates written out, with the time of day only where there is one."""
    if not pd.api.types.is_datetime64_any_dtype(column) or column.empty:
        return column
    moments = column.dt.tz_localize(None)
    is_day = (moments.dropna() == moments.dropna().dt.normalize()).all()
    text = np.datetime_as_string(moments.to_numpy(), unit="D" if is_day else "s")
    return pd.Series(np.char.replace(text, "T", " "), column.index).where(column.notna())


def demo_zip(language: str, encoding: str = "utf-8-sig") -> bytes:
    """The demo company as a shop's systems would export it: one CSV file per table.

    Headings are in the reader's language; a customer's attributes stand as further columns of the
    customers file.
    """
    tables = build(language)
    attributes = tables.pop(ATTRIBUTES.name)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for table, rows in tables.items():
            headed = _headed(table, rows, language)
            if table == "customers":
                headed = _with_attributes(headed, attributes)
            name = file_name(table_heading(table, language), suffix="csv")
            packed.writestr(_entry(name), csv_bytes(headed, encoding), compresslevel=1)
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    # A fixed time, so that the same company gives the same bytes.
    entry = zipfile.ZipInfo(name, _PACKED_AT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _headed(table: str, rows: pd.DataFrame, language: str) -> pd.DataFrame:
    no, yes = Words(language).words("flags")
    flags = [c.name for c in TABLES[table].columns if c.kind == "flag" and c.name in rows]
    told = {name: rows[name].astype(object).map({True: yes, False: no}) for name in flags}
    names = {name: heading(table, name, language) for name in rows.columns}
    return rows.assign(**told).rename(columns=names)


def _with_attributes(customers: pd.DataFrame, attributes: pd.DataFrame) -> pd.DataFrame:
    wide = attributes.pivot(index="customer_id", columns="name", values="value")
    wide = wide[attributes["name"].unique()].reset_index(drop=False)
    key = customers.columns[0]
    return customers.merge(wide.rename(columns={"customer_id": key}), on=key, how="left")
