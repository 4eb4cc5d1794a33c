"""Real files that anyone can read by the book, and what the standard library makes of them."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from tests.house import DATASETS

Records = list[list[str]]

ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")

# Nobody can tell French in the bytes of Windows-1252 from Chinese but by what it says.
OTHER_ENCODINGS = {"export_redmine/import_iso8859-1.csv": "cp1252"}


def real_files(largest: int) -> list[Path]:
    """Exports and data sets that nobody here wrote, up to so many bytes; broken ones left out."""
    found = (path for path in DATASETS.glob("*/**/*") if path.suffix in (".csv", ".tsv", ".txt"))
    whole = (path for path in found if not path.relative_to(DATASETS).parts[0].startswith("csv_"))
    usable = (path for path in whole if "pollock" not in path.parts)
    return sorted(path for path in usable if path.stat().st_size < largest)


def even_tables(largest: int) -> Iterator[tuple[Path, str, Records]]:
    """Those of them that are even by the book: the file, its text, its records."""
    for path in real_files(largest):
        text = text_of(path)
        tables = [table for sign in ",;\t|" if (table := _split_by(sign, text))]
        if tables:
            yield path, text, max(tables, key=lambda table: len(table[0]))


def text_of(path: Path) -> str:
    """The text of a file whose encoding is known, or nothing."""
    content = path.read_bytes()
    known = OTHER_ENCODINGS.get(path.relative_to(DATASETS).as_posix())
    for encoding in (known,) if known else ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _split_by(delimiter: str, text: str) -> Records | None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        records = [cells for cells in reader if cells]
    except csv.Error:
        return None
    widths = set(map(len, records))
    return records if len(widths) == 1 and min(widths) > 1 else None
