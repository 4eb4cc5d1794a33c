"""Files made to break readers, by others: no crash, no hang, no record lost, texts as they were."""

import csv
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import TextRows
from tests.house import DATASETS

LONGEST_SECONDS = 10

pytestmark = pytest.mark.skipif(not DATASETS.exists(), reason="../shared/datasets is missing")

SUITES = sorted(path.name for path in DATASETS.glob("csv_*"))

# Their clean versions put side by side what stands one below the other, give names to columns that
# have none, or leave out lines that others call rows.
OTHERWISE_LAID_OUT = frozenset(
    (
        "S30out.csv",
        "hist_2000_15O.csv",
        "0Al-Sn.CSV",
        "workforce-management-information-dft_201706.csv",
    )
)


def tables(path: Path) -> list[TextRows]:
    """The tables of a file, none where it was refused with a sentence; in time, in any case."""
    started = time.monotonic()
    try:
        return read(path.name, path.read_bytes())
    except UnreadableFileError:
        return []
    finally:
        assert time.monotonic() - started < LONGEST_SECONDS, path


def files(suite: str) -> list[Path]:
    return sorted(path for path in (DATASETS / suite).rglob("*") if path.is_file())


def rows_of(rows: TextRows) -> list[int]:
    return sorted([*rows.rows["row"].to_pylist(), *rows.damaged["row"].to_pylist()])


def texts(rows: TextRows) -> Counter[str]:
    """Every text of the body, kept or set aside, without the blanks around it."""
    columns = [*rows.rows.drop_columns("row"), *rows.damaged.drop_columns(["row", "reason"])]
    return Counter(str(cell).strip() for column in columns for cell in column.to_pylist() if cell)


def with_clean_versions(suite: str) -> Iterator[tuple[Path, TextRows, list[list[str]]]]:
    """The files that hold a table, what it is read as, and what it should be."""
    for path in files(suite):
        clean, found = clean_version(path), tables(path)
        if clean and found and path.name not in OTHERWISE_LAID_OUT:
            yield path, found[0], clean


def columns(header: Sequence[str]) -> int:
    """How many columns there are; a delimiter at the end of every line makes none."""
    return len(header) - (not header[-1].strip())


def lost_texts(rows: TextRows, clean: list[list[str]]) -> Counter[str]:
    expected = Counter(cell.strip() for cells in clean[1:] for cell in cells if cell.strip())
    return expected - texts(rows)


def clean_version(path: Path) -> list[list[str]]:
    clean = path.parent.parent / "clean" / path.name
    with clean.open(newline="", encoding="utf-8-sig") as text:
        return list(csv.reader(text))


@pytest.mark.parametrize("suite", SUITES)
def test_every_record_of_a_broken_file_is_kept_or_set_aside_once(suite: str) -> None:
    for path in files(suite):
        for rows in tables(path):
            assert rows_of(rows) == list(range(1, rows.rows_read + 1)), path


# One test for all of it, as reading takes the time.
@pytest.mark.parametrize(
    ("suite", "beyond_repair"),
    [
        pytest.param("polluted_files", 2, marks=pytest.mark.slow),
        ("survey_sample", 4),
    ],
)
def test_a_broken_file_has_the_columns_and_texts_of_its_clean_version(
    suite: str, beyond_repair: int
) -> None:
    damaged, expected, lost = set(), 0, 0
    for path, rows, clean in with_clean_versions(f"pollock/{suite}/csv"):
        assert rows_of(rows) == list(range(1, rows.rows_read + 1)), path
        assert rows.width == max(map(len, clean)), path
        missing = lost_texts(rows, clean)
        damaged |= {path.name} if missing else set()
        expected += sum(bool(cell.strip()) for cells in clean[1:] for cell in cells)
        lost += missing.total()
    assert expected > 80_000
    assert lost <= 0.001 * expected
    assert len(damaged) <= beyond_repair, damaged


def answered() -> Iterator[tuple[Path, list[list[str]]]]:
    """Files with an answer in JSON: a list of records, or of cells by name."""
    for path in [*files("csv_spectrum/csvs"), *files("csv_test_data/csv")]:
        answer = path.parent.parent / "json" / f"{path.stem}.json"
        if answer.exists():
            told = json.loads(answer.read_text("utf-8"))
            is_named = bool(told) and isinstance(told[0], dict)
            yield path, [list(told[0]), *[list(o.values()) for o in told]] if is_named else told


def test_files_with_an_answer_are_read_as_it_has_them() -> None:
    found = {}
    for path, expected in answered():
        for rows in tables(path):
            header = [list(rows.header)] if rows.has_header else []
            body = [list(r.values())[1:] for r in rows.rows.to_pylist()]
            found[path.name] = ([*header, *body], expected)
    assert len(found) > 10
    assert {name: both for name, both in found.items() if both[0] != both[1]} == {}
