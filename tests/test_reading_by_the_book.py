"""Where a file is a table to anyone who reads CSV by the book, no other table is made of it."""

from pathlib import Path

import pytest

from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import TextRows
from tests.even_tables import Records, even_tables
from tests.house import DATASETS

LARGEST = 250_000


def below_the_names(rows: TextRows) -> Records:
    """Every record that was read, set aside or not."""
    aside = rows.damaged.drop_columns("reason").to_pylist()
    records = sorted([*rows.rows.to_pylist(), *aside], key=lambda record: record["row"])
    return [[str(cell) for cell in list(record.values())[1:]] for record in records]


def difference(path: Path, expected: Records) -> str | None:
    """How the file is read differently, in a few words."""
    try:
        rows = read(path.name, path.read_bytes())[0]
    except UnreadableFileError as error:
        return None if error.kind == "only_header" and len(expected) == 1 else error.kind
    if rows.width != len(expected[0]):
        return f"{rows.width} columns for {len(expected[0])}"
    body = expected[rows.preamble + rows.has_header :]
    return None if below_the_names(rows) == body else "other cells"


@pytest.mark.skipif(not DATASETS.exists(), reason="../shared/datasets is missing")
def test_every_even_table_is_read_cell_by_cell_as_the_standard_library_reads_it() -> None:
    known = {path: records for path, _, records in even_tables(LARGEST)}
    found = {str(path): difference(path, table) for path, table in known.items()}
    assert len(known) > 300
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize(
    ("text", "delimiter", "expected"),
    [
        (
            'who,what\nAnn,"{""sku"":""WS03"",""qty"":""1""}"\nBo,"{""sku"":""WS08"",""qty"":""2""}"\n',
            ",",
            ["Ann", '{"sku":"WS03","qty":"1"}'],
        ),
        (
            'who,where\nAnn,"[""6146 Honey Bluff Parkway"",""""]"\nBo,"[""1 Low Road"",""""]"\n',
            ",",
            ["Ann", '["6146 Honey Bluff Parkway",""]'],
        ),
        (
            "bought_at,id\n2014-03-08 00:00:00,7\n2014-05-21 00:00:00,1\n2014-03-14 00:00:00,2\n",
            ",",
            ["2014-03-08 00:00:00", "7"],
        ),
        ("day;url\n01/02/24;http://a/b\n02/02/24;http://c/d\n", ";", ["01/02/24", "http://a/b"]),
    ],
)
def test_signs_within_cells_of_an_even_table_separate_nothing(
    text: str, delimiter: str, expected: list[str]
) -> None:
    [rows] = read("even.csv", text.encode())
    assert (rows.delimiter, rows.width) == (delimiter, 2)
    assert below_the_names(rows)[0] == expected
