"""What else could tell an encoding, split a text or open a workbook, held against our reading.

    python -m benchmarks.reading_choices

Encodings: the first lines of real texts in UTF-8, written again in the encodings of the region, are
told right where the text comes back as it was. Columns: of real files that are even by the book,
those that are split into as many columns as the standard library finds with the right dialect.
Workbooks: those of the data sets that open.
"""

import csv
import io
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import charset_normalizer
import clevercsv
import duckdb
import openpyxl
import pandas as pd
import python_calamine

from benchmarks.pollock_loaders import perennial
from data.text_files import encodings
from tests.even_tables import even_tables, real_files, text_of
from tests.house import DATASETS

LARGEST = 250_000
LINES = 40
WRITTEN_IN = ("utf-8", "utf-16-le", "gb18030", "cp950", "cp932", "cp1252")

Case = TypeVar("Case")


def right(cases: Iterable[Case], tried: Callable[[Case], bool]) -> str:
    """How many of the cases came out right, and how long all of them took."""
    started, results = time.monotonic(), []
    for case in cases:
        try:
            results.append(tried(case))
        except Exception:  # whatever a library raises, it did not read the file
            results.append(False)
    return f"{sum(results)} of {len(results)}, {time.monotonic() - started:.1f} s"


def texts_in_encodings() -> Iterator[tuple[str, bytes]]:
    """The beginnings of real texts, each in every encoding that has all of its characters."""
    for path in real_files(LARGEST):
        text = "".join(text_of(path).splitlines(keepends=True)[:LINES])
        for name in WRITTEN_IN if not text.isascii() else ():
            try:
                yield text, text.encode(name)
            except UnicodeEncodeError:
                continue


def ours_tells(case: tuple[str, bytes]) -> bool:
    """Our own order: mark, strict decoding, plausibility."""
    text, content = case
    return encodings.decoded(content, encodings.detect(content).name) == text


def charset_normalizer_tells(case: tuple[str, bytes]) -> bool:
    """charset-normalizer with its defaults."""
    text, content = case
    return str(charset_normalizer.from_bytes(content).best()) == text


def columns_of(path: Path, text: str) -> Iterator[tuple[str, Callable[[], int]]]:
    """How many columns each loader finds, asked one after another."""
    yield "Perennial", lambda: len(perennial(path).header or perennial(path).body[0])
    yield "csv.Sniffer", lambda: _width(csv.reader(_lines(text), csv.Sniffer().sniff(text)))
    yield (
        "CleverCSV",
        lambda: _width(clevercsv.reader(_lines(text), clevercsv.Sniffer().sniff(text) or "excel")),
    )
    yield "DuckDB", lambda: len(duckdb.connect().read_csv(str(path)).columns)
    yield (
        "pandas, sep=None",
        lambda: len(
            pd.read_csv(
                _lines(text), sep=None, engine="python", dtype=object, on_bad_lines="skip"
            ).columns
        ),
    )


def workbooks() -> list[Path]:
    """Every workbook of the data sets."""
    return sorted(path for path in DATASETS.glob("*/**/*") if path.suffix in (".xls", ".xlsx"))


def main() -> None:
    """Print the three tables."""
    warnings.simplefilter("ignore")
    cases = list(texts_in_encodings())
    print("encodings:   Perennial", right(cases, ours_tells))
    print("             charset-normalizer", right(cases, charset_normalizer_tells))
    tables = [(path, text, len(records[0])) for path, text, records in even_tables(LARGEST)]
    for place, (name, _) in enumerate(columns_of(Path(), "")):
        finds = [(list(columns_of(path, text))[place][1], width) for path, text, width in tables]
        print("columns:    ", name, right(finds, lambda case: case[0]() == case[1]))
    print("workbooks:   calamine", right(workbooks(), _opens_with_calamine))
    print(
        "             openpyxl", right(workbooks(), lambda path: bool(openpyxl.load_workbook(path)))
    )


def _opens_with_calamine(path: Path) -> bool:
    return bool(python_calamine.CalamineWorkbook.from_path(str(path)).sheet_names)


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _width(records: Iterable[list[str]]) -> int:
    return len(next(iter(records)))


if __name__ == "__main__":
    main()
