"""How each loader is asked for a file's rows, without any hint about the file.

A loader gives the header and the records below it as texts, or raises. What it gives is written
and read again as CSV by the authors' scripts; that keeps texts as they are, so it is left out.
"""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import clevercsv
import duckdb
import pandas as pd

from benchmarks.pollock_scores import Rows
from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import TextRows

NOTHING_TO_LOAD = ("empty", "only_bom", "blank_lines")
"""Refused with a sentence; what is delivered is what the file holds: nothing."""


def perennial(path: Path) -> Rows:
    """Our reader: the header, the rows kept, and those set aside put back where they stood.

    A row set aside is no row of the table; but the benchmark asks for the file's text, and a
    reader of ours gets that row as well, in the file of rows to mend.
    """
    try:
        [rows] = read(path.name, path.read_bytes())
    except UnreadableFileError as error:
        if error.kind in NOTHING_TO_LOAD:
            return []
        if error.kind == "only_header":
            return [list(error.facts["header"])]  # type: ignore[call-overload]
        raise
    return _header(rows) + _body(rows)


def perennial_kept(path: Path) -> Rows:
    """Our reader, counting nothing but the rows that were kept."""
    try:
        [rows] = read(path.name, path.read_bytes())
    except UnreadableFileError:
        return perennial(path)
    return _header(rows) + [cells for _, cells in _numbered(rows.rows)]


def _header(rows: TextRows) -> Rows:
    return [list(rows.header)] if rows.has_header else []


def _body(rows: TextRows) -> Rows:
    aside = _numbered(rows.damaged.drop_columns("reason"))
    told = [(row, cells) for row, cells in aside if any(cells)]
    return [cells for _, cells in sorted(_numbered(rows.rows) + told)]


def _numbered(table: object) -> list[tuple[int, list[str]]]:
    records = table.to_pydict()  # type: ignore[attr-defined]
    numbers = records.pop("row")
    columns = [[cell or "" for cell in column] for column in records.values()]
    return [(number, list(cells)) for number, *cells in zip(numbers, *columns, strict=True)]


def in_pandas(path: Path) -> Rows:
    """pandas with its defaults, every column as text, lines that do not fit left out."""
    return _as_rows(pd.read_csv(path, dtype=object, on_bad_lines="skip"))


def in_duckdb(path: Path) -> Rows:
    """DuckDB with its defaults."""
    with duckdb.connect() as connection:
        return _as_rows(connection.read_csv(str(path)).df())


def in_lenient_duckdb(path: Path) -> Rows:
    """DuckDB told to take what it can, as the authors' script duckdbauto tells it."""
    with duckdb.connect() as connection:
        found = connection.read_csv(
            str(path), strict_mode=False, ignore_errors=True, null_padding=True
        )
        return _as_rows(found.df())


def in_clevercsv(path: Path) -> Rows:
    """CleverCSV: its own guess of the encoding, its sniffer, its reader."""
    with path.open(newline="", encoding=clevercsv.encoding.get_encoding(path)) as file:
        text = file.read()
    dialect = clevercsv.Sniffer().sniff(text)
    return list(clevercsv.reader(io.StringIO(text, newline=""), dialect or "excel"))


def _as_rows(frame: pd.DataFrame) -> Rows:
    written = io.StringIO()
    frame.to_csv(written, index=False)
    return list(csv.reader(io.StringIO(written.getvalue(), newline="")))


LOADERS: dict[str, Callable[[Path], Rows]] = {
    "Perennial": perennial,
    "Perennial, rows kept only": perennial_kept,
    "pandas": in_pandas,
    "DuckDB": in_duckdb,
    "DuckDB, lenient": in_lenient_duckdb,
    "CleverCSV": in_clevercsv,
}
