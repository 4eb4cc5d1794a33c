"""What the usual writers write, in whatever dialect, is read back as it was."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading import read
from data.reading_rows import Choices, TextRows

HEADER = ["customer_id", "name", "joined_on", "amount", "note"]
WORDS = st.text(st.sampled_from("abc XYZ,;|\t\"'\\\n.é张·-/#:"), max_size=10)
ROWS = st.lists(
    st.tuples(
        st.integers(1, 99_999).map(lambda n: f"C{n:05d}"),
        WORDS.map(lambda word: f"N{word}"),
        st.dates().map(str),
        st.decimals(0, 9_999, places=2).map(str),
        WORDS,
    ).map(list),
    min_size=8,
    max_size=20,
)
DELIMITERS = st.sampled_from([",", ";", "\t", "|", "^", "~"])


def told(rows: TextRows) -> list[list[str]]:
    return [list(record.values()) for record in rows.rows.drop_columns("row").to_pylist()]


def read_back(text: str, delimiter: str | None = None) -> TextRows:
    [rows] = read("written.csv", text.encode(), Choices(delimiter=delimiter))
    return rows


@given(
    ROWS,
    DELIMITERS,
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_the_standard_writer_writes_is_read_back_without_a_hint(
    body: list[list[str]], delimiter: str, quoting: int, line_end: str
) -> None:
    if line_end == "\r" and quoting != csv.QUOTE_ALL:
        # The writer leaves such line feeds bare: nobody can tell them from the ends of lines.
        body = [[cell.replace("\n", " ") for cell in cells] for cells in body]
    stream = io.StringIO()
    writer = csv.writer(
        stream,
        delimiter=delimiter,
        quoting=quoting,  # type: ignore[arg-type]
        lineterminator=line_end,
    )
    writer.writerows([HEADER, *body])
    rows = read_back(stream.getvalue())
    assert (rows.header, rows.delimiter) == (tuple(HEADER), delimiter)
    assert told(rows) == body


@given(ROWS, DELIMITERS, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_single_quotes_are_told_by_the_cells_they_enclose(
    body: list[list[str]], delimiter: str, quoting: int
) -> None:
    stream = io.StringIO()
    writer = csv.writer(
        stream,
        delimiter=delimiter,
        quoting=quoting,  # type: ignore[arg-type]
        quotechar="'",
    )
    quoted = [[*cells[:4], f"{cells[4]}{delimiter}"] for cells in body]
    writer.writerows([HEADER, *quoted])
    assert told(read_back(stream.getvalue(), delimiter)) == quoted


@given(ROWS, DELIMITERS)
def test_escaped_quotes_are_read_as_quotes(body: list[list[str]], delimiter: str) -> None:
    stream = io.StringIO()
    writer = csv.writer(
        stream, delimiter=delimiter, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\"
    )
    quoted = [[*cells[:4], f'say "{cells[4]}"!'] for cells in body]
    writer.writerows([HEADER, *quoted])
    assert told(read_back(stream.getvalue(), delimiter)) == quoted


@given(
    ROWS,
    DELIMITERS,
    st.sampled_from([csv.QUOTE_NONE, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_escaped_everywhere_is_read_back_without_a_hint(
    body: list[list[str]], delimiter: str, quoting: int, line_end: str
) -> None:
    stream = io.StringIO()
    writer = csv.writer(
        stream,
        delimiter=delimiter,
        quoting=quoting,  # type: ignore[arg-type]
        doublequote=False,
        escapechar="\\",
        lineterminator=line_end,
    )
    escaped = [[*cells[:4], f'say "{cells[4]}"{delimiter} or not'] for cells in body]
    writer.writerows([HEADER, *escaped])
    rows = read_back(stream.getvalue())
    assert (rows.header, rows.delimiter) == (tuple(HEADER), delimiter)
    assert told(rows) == escaped


def test_a_backslash_at_the_end_of_a_cell_is_no_escape_where_quotes_are_doubled() -> None:
    rows = read_back('id,path,note\n1,"a\\","say ""hi"""\n2,"b\\","c"\n3,"d","e"\n')
    assert told(rows) == [["1", "a\\", 'say "hi"'], ["2", "b\\", "c"], ["3", "d", "e"]]


@given(ROWS, DELIMITERS, st.booleans(), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_pandas_writes_is_read_back_without_a_hint(
    body: list[list[str]], delimiter: str, has_mark: bool, quoting: int
) -> None:
    frame = pd.DataFrame(body, columns=HEADER)
    text = frame.to_csv(index=False, sep=delimiter, quoting=quoting)
    rows = read_back("\ufeff" * has_mark + text)
    assert (rows.header, rows.delimiter) == (tuple(HEADER), delimiter)
    assert told(rows) == body


@pytest.mark.parametrize("delimiter", ["||", ", ", "~|~", "::", ";;", " | ", "|@|"])
def test_a_delimiter_of_several_signs_is_told(delimiter: str) -> None:
    body = [[f"C{n:05d}", f"Ann {n}", f"2024-03-{n:02d}", f"{n}.50", "fine"] for n in range(1, 20)]
    lines = [delimiter.join(cells) for cells in [HEADER, *body]]
    rows = read_back("\n".join(lines))
    assert (rows.header, rows.delimiter) == (tuple(HEADER), delimiter)
    assert told(rows) == body


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ("«", "»"), ("„", "“")])
def test_curly_quotes_enclose_cells_and_stay_inside_of_them(opening: str, closing: str) -> None:
    lines = ["id,name,amount"]
    lines += [f"{n},{opening}Doe, Ann {n}{closing},{n}.5" for n in range(1, 9)]
    rows = read_back("\n".join(lines))
    assert told(rows) == [[str(n), f"Doe, Ann {n}", f"{n}.5"] for n in range(1, 9)]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\x1e", "\x0b"])
def test_lines_end_as_they_like(end: str) -> None:
    lines = ["id,name,amount", *(f"{n},Ann {n},{n}.5" for n in range(1, 9))]
    rows = read_back(end.join(lines) + end)
    assert rows.header == ("id", "name", "amount")
    assert told(rows) == [[str(n), f"Ann {n}", f"{n}.5"] for n in range(1, 9)]


def test_lines_may_end_in_three_ways_in_one_file() -> None:
    assert told(read_back("id,name\r\n1,Ann\n2,Bo\r3,Cy\n\n4,Di")) == [
        ["1", "Ann"],
        ["2", "Bo"],
        ["3", "Cy"],
        ["4", "Di"],
    ]


def test_zeros_and_marks_within_a_text_are_left_out() -> None:
    rows = read_back("\ufeffid,name\n1,A\0nn\n\ufeff2,Bo\n3,Cy\n")
    assert rows.header == ("id", "name")
    assert told(rows) == [["1", "Ann"], ["2", "Bo"], ["3", "Cy"]]


def test_control_signs_are_the_quotes_and_dashes_of_windows() -> None:
    assert told(read_back("id,name\n1,O\u0092Hara \u0096 old\n2,Bo\n")) == [
        ["1", "O’Hara – old"],
        ["2", "Bo"],
    ]


def test_lists_within_cells_have_quotes_of_their_own() -> None:
    text = (
        "path,steps,count,last\n"
        "a,\"['view','browse','cart']\",3,\"['cart']\"\n"
        "b,\"['login','pay']\",2,\"['login','pay']\"\n"
    )
    [rows] = read("paths.csv", text.encode())
    assert rows.header == ("path", "steps", "count", "last")
    assert rows.rows["c1"].to_pylist() == ["['view','browse','cart']", "['login','pay']"]
    assert rows.damaged.num_rows == 0
