"""How each loader is asked for a file's rows, without any hint about the file.

A loader gives the header and the records below it as texts, or raises. Where it says that the file
has no header, the names that the survey's clean versions give to such columns may stand for one.
What is given is written and read again as CSV by the authors' scripts; that keeps texts as they
are, so it is left out.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import clevercsv
import duckdb
import pandas as pd

from benchmarks.pollock_scores import Rows
from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import TextRows


@dataclass(frozen=True)
class Loaded:
    """What a loader delivers: the names of the columns, none where it found none, and the rest."""

    header: list[str] | None
    body: Rows

    def rows(self, is_named: bool) -> Rows:
        """Everything as one bag of rows; `is_named` gives columns without names those of a clean
        version that has some."""
        if self.header is not None:
            return [self.header, *self.body]
        width = max(map(len, self.body), default=0)
        return [[f"col_{n}" for n in range(width)], *self.body] if is_named else self.body


NOT_OF_THE_TABLE = ("other_table", "repeated_header", "remark")
"""Set aside because they are no damaged rows: the benchmark asks for the first table alone."""

NOTHING_TO_LOAD = ("empty", "only_bom", "blank_lines")
"""Refused with a sentence; what is delivered is what the file holds: nothing."""


def perennial(path: Path) -> Loaded:
    """Our reader: the header, the rows kept, and those set aside put back where they stood.

    A row set aside is no row of the table; but the benchmark asks for the file's text, and a
    reader of ours gets that row as well, in the file of rows to mend.
    """
    try:
        [rows] = read(path.name, path.read_bytes())
    except UnreadableFileError as error:
        if error.kind in NOTHING_TO_LOAD:
            return Loaded(None, [])
        if error.kind == "only_header":
            return Loaded(list(error.facts["header"]), [])  # type: ignore[call-overload]
        raise
    return Loaded(_header(rows), _body(rows))


def perennial_kept(path: Path) -> Loaded:
    """Our reader, counting nothing but the rows that were kept."""
    try:
        [rows] = read(path.name, path.read_bytes())
    except UnreadableFileError:
        return perennial(path)
    return Loaded(_header(rows), [cells for _, cells in _numbered(rows.rows)])


def _header(rows: TextRows) -> list[str] | None:
    return list(rows.written) if rows.has_header else None


def _body(rows: TextRows) -> Rows:
    reasons = rows.damaged["reason"].to_pylist()
    aside = zip(_numbered(rows.damaged.drop_columns("reason")), reasons, strict=True)
    told = [one for one, reason in aside if any(one[1]) and reason not in NOT_OF_THE_TABLE]
    return [cells for _, cells in sorted(_numbered(rows.rows) + told)]


def _numbered(table: object) -> list[tuple[int, list[str]]]:
    records = table.to_pydict()  # type: ignore[attr-defined]
    numbers = records.pop("row")
    columns = [[cell or "" for cell in column] for column in records.values()]
    return [(number, list(cells)) for number, *cells in zip(numbers, *columns, strict=True)]


def in_pandas(path: Path) -> Loaded:
    """pandas with its defaults, every column as text, lines that do not fit left out."""
    return _as_rows(pd.read_csv(path, dtype=object, on_bad_lines="skip"))


def in_duckdb(path: Path) -> Loaded:
    """DuckDB with its defaults."""
    with duckdb.connect() as connection:
        return _as_rows(connection.read_csv(str(path)).df())


def in_lenient_duckdb(path: Path) -> Loaded:
    """DuckDB told to take what it can, as the authors' script duckdbauto tells it."""
    with duckdb.connect() as connection:
        found = connection.read_csv(
            str(path), strict_mode=False, ignore_errors=True, null_padding=True
        )
        return _as_rows(found.df())


def in_clevercsv(path: Path) -> Loaded:
    """CleverCSV: its own guess of the encoding, its sniffer, its reader."""
    with path.open(newline="", encoding=clevercsv.encoding.get_encoding(path)) as file:
        text = file.read()
    dialect = clevercsv.Sniffer().sniff(text)
    rows = list(clevercsv.reader(io.StringIO(text, newline=""), dialect or "excel"))
    return Loaded(rows[0] if rows else None, rows[1:])


def _as_rows(frame: pd.DataFrame) -> Loaded:
    written = io.StringIO()
    frame.to_csv(written, index=False)
    header, *body = csv.reader(io.StringIO(written.getvalue(), newline=""))
    is_invented = all(re.fullmatch(r"column\d+", name) for name in header)
    return Loaded(None if is_invented else header, body)


LOADERS: dict[str, Callable[[Path], Loaded]] = {
    "Perennial": perennial,
    "Perennial, rows kept only": perennial_kept,
    "pandas": in_pandas,
    "DuckDB": in_duckdb,
    "DuckDB, lenient": in_lenient_duckdb,
    "CleverCSV": in_clevercsv,
}
