"""A large file, typed while it is read, gives what the same file gives from memory."""

from pathlib import Path

import pyarrow as pa
import pytest

from data import large_reading, reading
from data.cleaning import Cleaned, clean, copied
from data.contents import FileOnDisk
from data.cursors import Selected
from data.reading_rows import Choices, TextRows
from data.sources import recognise
from data.store import Study
from data.watching import nobody

HEADER = "order id,customer,date,amount,region,customer name,gift wrap\n"
COUNT = 25_000


def line(number: int, name: str = "") -> str:
    """One order; every third says whether it is wrapped, and every fifth customer has no name."""
    who, wrap = number % 900, ["", "yes", "no"][number % 3]
    named = name or (f"Customer {who}" if who % 5 else "")
    return (
        f"A{number:06},00{who},2024-03-{number % 28 + 1:02},{number % 97}.50,"
        f'"North, {who % 4}",{named},{wrap}\n'
    )


LINES = [line(number) for number in range(COUNT)]
DOUBTFUL = (
    "A1,,2024-03-01,5,East,Li,\n"
    "A2,c1 ,yesterday,5,East,Li,\n"
    "A3,C1,2024-03-01,-5,East,tester,yes\n"
    "A4,C1,2024-03-01,a few,,Li,\n"
    "A5,C1,2031-03-01,1.234567E+15,n/a,Li,-\n"
)


@pytest.mark.parametrize(
    "odd",
    {
        "none": "",
        "doubtful values": DOUBTFUL,
        "an order number that comes twice": line(7, "another name"),
        "a record that comes twice": LINES[7],
    }.items(),
    ids=lambda odd: odd[0],
)
def test_rows_as_they_lie_are_cleaned_as_those_in_memory_are(
    odd: tuple[str, str], tmp_path: Path
) -> None:
    # Not among the rows that stand for the file: what no sample shows must be found all the same.
    lines = "".join([*LINES[:-1], odd[1], LINES[-1]])
    stored, in_memory = both(HEADER + lines, tmp_path / "orders.csv")
    assert stored.stored
    assert stored.stored.is_unnumbered
    matching = recognise(in_memory)
    found, told = (clean(Study(), rows, matching) for rows in (stored, in_memory))
    assert told.rows_read == COUNT + odd[1].count("\n")
    assert set(told.tables) == {"orders", "customers", "attributes"}
    assert_alike(found, told)


def both(text: str, path: Path) -> tuple[TextRows, TextRows]:
    """The rows of a text, as those of a large file and as those of a small one."""
    path.write_text(text, encoding="utf-8")
    on_disk = FileOnDisk(path, path.stat().st_size)
    stored = large_reading.read_large(path.name, on_disk, Choices(), nobody)
    [in_memory] = reading.read(path.name, path.read_bytes())
    return stored, in_memory


def assert_alike(found: Cleaned, told: Cleaned) -> None:
    """Everything that cleaning gives is the same."""
    assert found.problems == told.problems
    assert found.doubts == told.doubts
    assert found.set_aside.equals(told.set_aside)
    assert found.rows_read == told.rows_read
    for name, table in told.tables.items():
        assert sorted_rows(found.tables[name]) == sorted_rows(table)


def sorted_rows(table: pa.Table | Selected) -> list[str]:
    """The rows of a table, whatever their order."""
    return sorted(map(repr, copied(table).to_pylist()))
