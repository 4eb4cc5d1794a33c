"""A large file, typed while it is read, gives what the same file gives from memory."""

from pathlib import Path

import pyarrow as pa
import pytest

from data import reading
from data.cleaners.plan import plan
from data.cleaners.statements import spoken_of
from data.cleaners.typed import typed
from data.cleaning import Cleaned, clean, copied
from data.contents import FileOnDisk
from data.cursors import Selected
from data.large_files import plain
from data.large_files import reading as large_reading
from data.large_files.watching import nobody
from data.reading_rows import Choices, TextRows
from data.sources import recognise
from data.store import Study
from data.values.casting import teach

HEADER = "order id,customer,date,amount,region,customer name,gift wrap\n"
COUNT = 2_003


def line(number: int, name: str = "") -> str:
    """One order; every third says whether it is wrapped, and every fifth customer has no name."""
    who, wrap = number % 90, ["", "yes", "no"][number % 3]
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
    ("odd", "repeated"),
    [
        pytest.param("", {}, id="nothing odd"),
        pytest.param(DOUBTFUL, {}, id="doubtful values"),
        pytest.param(line(7, "another"), {"repeated_id": 1}, id="an order number that comes twice"),
        pytest.param(LINES[7], {"repeated_row": 1}, id="a record that comes twice"),
    ],
)
def test_rows_as_they_lie_are_cleaned_as_those_in_memory_are(
    odd: str, repeated: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_reading, "SPREAD_ROWS", 100)
    monkeypatch.setattr(plain, "FIRST_ROWS", 200)
    lines = "".join([*LINES[:-1], odd, LINES[-1]])
    stored, in_memory = both(HEADER + lines, tmp_path / "orders.csv")
    assert stored.stored
    assert stored.stored.is_unnumbered
    # What none of the rows that stand for the file shows must be found all the same.
    assert COUNT not in stored.rows["row"].to_pylist()
    assert stored.rows.num_rows < COUNT / 2
    matching = recognise(in_memory)
    found, told = (clean(Study(), rows, matching) for rows in (stored, in_memory))
    assert told.rows_read == COUNT + odd.count("\n")
    assert set(told.tables) == {"orders", "customers", "attributes"}
    assert {d.kind: d.rows for d in found.doubts if d.kind.startswith("repeated")} == repeated
    assert_alike(found, told)


def test_records_keep_the_order_of_the_file_while_they_are_typed(tmp_path: Path) -> None:
    header = "order id,customer,date,amount,returned,customer name,email,phone\n"
    lines = [f"A{n:06},C{n},2024-03-01,5,yes,Li {n},li{n}@x.cn,1380000{n}\n" for n in range(300)]
    stored, in_memory = both(header + "".join(lines), tmp_path / "orders.csv")
    how = plan(recognise(in_memory), stored)
    assert {"is_returned", "amount", "ordered_at"} <= how.own.keys()
    assert {"name", "email"} <= how.about.keys()
    with Study().lent("text_rows", stored.all_rows) as cursor:
        teach(cursor)
        statement, _ = typed(how)
        explained = cursor.execute(f"explain {statement}", spoken_of(statement, how)).fetchall()
    # A record is numbered by where it comes; what the engine joins comes in any order.
    assert "join" not in explained[0][1].lower()


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
