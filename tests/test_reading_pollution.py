"""One slip in one line of a customers' table: every row comes back as it was, or is set aside.

Each slip is made in every place of a table that nothing here was tuned on; expected is the table.
"""

import pytest

from data.reading import read
from data.reading_rows import TextRows

HEADER = ["customer_id", "joined_on", "city", "plan", "visits", "spent", "remark"]
CITIES = ("Porto", "上海", "New York", "São Paulo", "Leeds", "Bad Homburg")
REMARKS = ("", "pays late, but pays", "asked for a refund", "", "moved, new address", "")
BODY = [
    [
        f"K-{1000 + 7 * n}",
        f"2023-{1 + n % 12:02d}-{1 + n % 28:02d}",
        CITIES[n % 6],
        ("basic", "plus", "gold")[n % 3],
        str(n * 3 % 17),
        f"{n * 37 % 900}.{n % 10}0",
        REMARKS[n % 6],
    ]
    for n in range(40)
]


def line(cells: list[str]) -> str:
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells)


def polluted(row: int, text: str) -> TextRows:
    lines = [line(cells) for cells in [HEADER, *BODY]]
    lines[row] = text
    [rows] = read("slips.csv", "\n".join(lines).encode())
    return rows


def told(rows: TextRows) -> list[list[str]]:
    return [list(record.values()) for record in rows.rows.drop_columns("row").to_pylist()]


def aside(rows: TextRows) -> list[int]:
    return [int(row) for row in rows.damaged["row"].to_pylist()]


def test_the_table_itself_is_read_as_it_is() -> None:
    rows = polluted(0, line(HEADER))
    assert (rows.header, told(rows), aside(rows)) == (tuple(HEADER), BODY, [])


@pytest.mark.parametrize("column", range(7))
def test_a_delimiter_too_many_shifts_no_cell(column: int) -> None:
    for row in range(1, 41):
        cells = [*BODY[row - 1][:column], "", *BODY[row - 1][column:]]
        rows = polluted(row, line(cells))
        assert told(rows) == BODY
        assert [(p.kind, p.row) for p in rows.problems] in ([], [("mended_row", row)])


@pytest.mark.parametrize("column", range(1, 7))
def test_a_lacking_delimiter_damages_at_most_its_own_row(column: int) -> None:
    put_right = 0
    for row in range(1, 41):
        before, after = line(BODY[row - 1][:column]), line(BODY[row - 1][column:])
        rows = polluted(row, before + after)
        others = [cells for number, cells in enumerate(BODY, 1) if number not in aside(rows)]
        assert set(aside(rows)) <= {row}
        assert told(rows) == others
        put_right += not aside(rows)
    # Words or digits run together tell nobody where one ends, and nobody guesses.
    assert put_right >= {3: 0, 5: 4}.get(column, 36)


@pytest.mark.parametrize("column", range(7))
def test_a_stray_quote_swallows_no_row(column: int) -> None:
    for row in range(1, 41):
        cells = [f'"{c}"' if "," in c else c for c in BODY[row - 1]]
        cells[column] = '"' + cells[column]
        rows = polluted(row, ",".join(cells))
        expected = [list(record) for record in BODY]
        expected[row - 1][column] = '"' + expected[row - 1][column]
        assert told(rows) == expected


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_a_row_with_another_delimiter_is_read_by_it(sign: str) -> None:
    for row in range(1, 41):
        rows = polluted(row, sign.join(BODY[row - 1]))
        assert told(rows) == BODY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"customer_id,joined_on,city,plan,visits,spent,remark', None),
        ('customer_id,joined_on,"city""plan",visits,spent,remark', None),
        ("customer_id;joined_on;city;plan;visits;spent;remark", tuple(HEADER)),
        ("customer_id,,joined_on,city,plan,visits,spent,remark", tuple(HEADER)),
    ],
)
def test_a_damaged_header_costs_no_row(text: str, expected: tuple[str, ...] | None) -> None:
    rows = polluted(0, text)
    assert told(rows) == BODY
    if expected:
        assert rows.header == expected


def test_a_surplus_cell_that_is_no_text_of_its_neighbour_is_set_aside() -> None:
    rows = polluted(5, line([*BODY[4], "who knows"]))
    assert aside(rows) == [5]
    assert told(rows) == BODY[:4] + BODY[5:]


def test_of_twenty_thousand_rows_with_ten_damaged_lines_none_is_lost() -> None:
    lines = [f"{n},2024-01-{1 + n % 28:02d},name {n},{n % 90}.5" for n in range(20_000)]
    for place in range(10):
        damaged = 1_000 + 1_777 * place
        lines[damaged] = ('"' if place % 2 else "") + lines[damaged].replace(",", "", place % 2 + 1)
    [rows] = read("many.csv", ("id,day,name,amount\n" + "\n".join(lines)).encode())
    assert rows.rows_read == 20_000
    assert rows.rows.num_rows >= 19_990
    assert set(aside(rows)) <= {1_001 + 1_777 * p for p in range(10)}
