"""A large file is read by the engine and says what Python says of it, row by row."""

import csv
import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import reading
from data.contents import FileOnDisk
from data.formats.reading_kinds import kind_of
from data.intake import Proposal
from data.large_files import decoding
from data.large_files import lines as large_lines
from data.large_files import reading as large_reading
from data.large_files.watching import Progress, nobody
from data.problems import UnreadableFileError
from data.reading_rows import Choices
from data.sources import recognise
from data.text_files import encodings
from data.thinning import one_in
from tests.house import ROOT
from tests.large import by_engine, by_python, stored_rows

DATASETS = ROOT.parent / "shared" / "datasets"

HEADER = "order id,customer,date,amount\n"
ROWS = "".join(f"A{n},C{n % 7},2024-03-{n % 28 + 1:02},{n}.50\n" for n in range(40))

ODD = {
    "a quote never closed": 'A1,"C1,2024-03-01,5\n',
    "a quote inside a cell": 'A1,5" pipe,2024-03-01,5\n',
    "text after a closing quote": 'A1,"C1"x,2024-03-01,5\n',
    "a stray and an open quote": 'A1,C"1,"2024-03-01,5\n',
    "quotes doubled": 'A1,"C ""1""",2024-03-01,5\n',
    "a delimiter within quotes": 'A1,"C, 1",2024-03-01,5\n',
    "blanks before a quote": 'A1, "C1",2024-03-01,5\n',
    "blanks after a quote": 'A1,"C1" ,2024-03-01,5\n',
    "a line end within quotes": 'A1,"C\n1",2024-03-01,5\n',
    "a line end of another kind within quotes": 'A1,"C\r\n1",2024-03-01,5\n',
    "a return within quotes": 'A1,"C\r1",2024-03-01,5\n',
    "a return that ends a line": "A1,C1,2024-03-01,5\rA2,C1,2024-03-01,5\n",
    "another line end": "A1,C1,2024-03-01,5\r\n",
    "too few cells": "A1,C1\n",
    "too many cells": "A1,C1,2024-03-01,5,6\n",
    "blank cells too many": "A1,C1,2024-03-01,5,,\n",
    "blank lines": "\n\n  \n",
    "blank cells only": ",,,\n , ,\u3000,\n",
    "totals": "Total,,,99\n合计：,,,99\n  Grand Total,,,5\n",
    "nothing in quotes": 'A1,"",2024-03-01,5\n',
    "a sign of zero": "A1,C\x001,2024-03-01,5\n",
    "the null word": "A1,NULL,2024-03-01,5\n",
    "a formula": "A1,=1+1,2024-03-01,5\n",
}


@pytest.mark.parametrize("line", ODD.values(), ids=ODD.keys())
def test_an_odd_line_is_read_alike_by_both(line: str) -> None:
    content = (HEADER + ROWS + line + ROWS).encode()
    assert by_engine(content) == by_python(content)


def test_every_odd_line_in_one_file_and_none_of_the_others_is_lost() -> None:
    content = (HEADER + ROWS + "".join(line + ROWS for line in ODD.values())).encode()
    read = by_engine(content)
    assert read == by_python(content)
    plain = [row for row in read.rows if str(row[4]).endswith(".50")]
    assert len(plain) >= 40 * len(ODD)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-32"])
def test_every_encoding_and_line_end_is_read_alike_by_both(codec: str, line_end: str) -> None:
    table = "客戶編號,姓名,日期,備註\n" + "".join(
        f'00{n},張偉,2024-03-05,"買了\n很多 {n}"\n002{n},李,2024-03-06,好\n' for n in range(30)
    )
    content = table.replace("\n", line_end).encode(codec)
    read = by_engine(content)
    assert read == by_python(content)
    assert len(read.rows) == 60
    assert read.rows[0] == (1, "000", "張偉", "2024-03-05", f"買了{line_end}很多 0")


def test_a_file_in_the_wrong_encoding_is_refused_as_a_small_one_is() -> None:
    content = ("客户,备注\n" + "张伟,买了很多东西\n" * 50).encode("gb18030")
    assert by_engine(content, encoding="utf-8").obstacle == "garbage"
    assert by_python(content, encoding="utf-8").obstacle == "garbage"


def test_strange_signs_far_into_a_plain_file_tell_its_encoding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decoding, "CHUNK", 1 << 12)
    plain, strange = "7,plain words\n" * 2000, "8,张伟买了很多东西\n" * 3
    for codec in ("utf-8", "gb18030"):
        content = ("id,note\n" + plain + strange + plain).encode(codec)
        assert encodings.detect(decoding.telling(content)).name == codec
        assert (2001, "8", "张伟买了很多东西") in by_engine(content).rows


def test_lines_cut_between_two_pieces_are_whole_again(monkeypatch: pytest.MonkeyPatch) -> None:
    content = (HEADER + "".join(line + ROWS for line in ODD.values())).encode()
    whole = by_python(content)
    for size in (61, 257, 4096):
        monkeypatch.setattr(decoding, "CHUNK", size)
        assert by_engine(content) == whole


def test_where_the_engine_counts_otherwise_python_reads_every_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = (HEADER + ROWS + "".join(ODD.values()) + ROWS).encode()
    whole = by_python(content)
    # Blind to quotes, plain lines swallow each other in the engine: it must be noticed.
    monkeypatch.setattr(large_lines, "_with_odd_quotes", lambda *_: set())
    seen: list[bool] = []
    read_by = large_reading._read

    def spied(*given: object) -> object:
        found = read_by(*given)  # type: ignore[arg-type]
        seen.append(found is not None)
        return found

    monkeypatch.setattr(large_reading, "_read", spied)
    assert by_engine(content) == whole
    assert seen == [False, True]


def test_a_cell_longer_than_any_is_set_aside_and_the_next_rows_are_kept() -> None:
    content = (HEADER + ROWS + f"A1,{'x' * (3 << 20)},2024-03-01,5\n" + ROWS).encode()
    read = by_engine(content)
    assert (len(read.rows), [row[5] for row in read.damaged]) == (80, ["long_cell"])


def test_a_text_without_line_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "CHUNK", 1 << 12)
    monkeypatch.setattr(decoding, "LONGEST", 1 << 14)
    with pytest.raises(UnreadableFileError) as caught:
        large_reading.read_large("f.csv", (HEADER + "x" * (1 << 16)).encode(), Choices(), nobody)
    assert (caught.value.kind, caught.value.file) == ("long_line", "f.csv")


def test_whoever_waits_is_told_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "CHUNK", 1 << 12)
    content = (HEADER + ROWS * 50).encode()
    told: list[Progress] = []
    large_reading.read_large("f.csv", content, Choices(), told.append)
    assert [p.bytes_done for p in told] == sorted(p.bytes_done for p in told)
    assert told[-1].bytes_done == told[-1].bytes_all == len(content)
    assert 0 < told[len(told) // 2].rows < 2000
    assert told[-1].share == 1


def test_a_sample_stands_for_the_whole_and_holds_the_first_rows() -> None:
    content = (HEADER + "".join(f"A{n},C,2024-03-01,{n}\n" for n in range(30_000))).encode()
    rows = large_reading.read_large("f.csv", content, Choices(), nobody)
    places = rows.rows["row"].to_pylist()
    assert places[:2000] == list(range(1, 2001))
    assert places == sorted(set(places))
    assert max(places) > 29_000
    assert rows.rows["c3"].to_pylist() == [str(row - 1) for row in places]
    assert len(stored_rows(rows)) == rows.rows_read == 30_000


def test_five_hundred_damaged_lines_cost_no_others() -> None:
    lines = [f"A{n},C{n % 97},2024-03-01,{n},tea" for n in range(20_000)]
    chance = random.Random(7)
    for place in chance.sample(range(20_000), 500):
        lines[place] = chance.choice(
            [
                lines[place].replace(",", "", 1),
                lines[place].replace("C", '"C'),
                lines[place] + ",more,cells",
                lines[place].replace("C", '"C"x'),
            ]
        )
    content = ("order,customer,date,amount,product\n" + "\n".join(lines)).encode()
    read = by_engine(content)
    assert len(read.rows) + len(read.damaged) == 20_000
    assert len(read.rows) >= 19_500
    assert read == by_python(content)


CELLS = st.text(st.sampled_from("ab1 ,;|\t\"'\n\r\\-.é张\u3000\x00"), max_size=6) | st.sampled_from(
    ["total", "NULL", "", "2024-01-01", "1,5"]
)


@settings(max_examples=60, deadline=None)
@given(
    records=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=3, max_size=12),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_writer_writes_is_read_alike_by_both(
    records: list[list[str]], delimiter: str, quoting: int, line_end: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=line_end)  # type: ignore[arg-type]
    writer.writerows([["id", "name", "note"], *records])
    content = text.getvalue().encode()
    chosen = {"delimiter": delimiter, "encoding": "utf-8"}
    assert by_engine(content, **chosen) == by_python(content, **chosen)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from('a1,"\n\r x'), max_size=12), min_size=3, max_size=12))
def test_any_lines_are_read_alike_by_both(lines: list[str]) -> None:
    content = ("id,name,note\n" + "\n".join(lines)).encode()
    assert by_engine(content) == by_python(content)


def _samples() -> list[Path]:
    files = sorted(p for p in DATASETS.glob("csv_*/**/*") if p.is_file())
    readable = [p for p in files if p.suffix in (".csv", ".tsv", ".txt")]
    return [p for p in readable if 0 < p.stat().st_size < 60_000][::9]


@pytest.mark.skipif(not DATASETS.exists(), reason="../shared/datasets is missing")
def test_files_that_broke_other_readers_are_read_alike_by_both() -> None:
    compared = 0
    for path in _samples():
        content = path.read_bytes()
        if kind_of(content) == "text":
            whole = by_python(content)
            if whole.obstacle != "empty":
                assert by_engine(content) == whole, path.name
                compared += 1
    assert compared > 40


def test_a_large_file_is_thinned_to_the_same_customers_as_a_small_one() -> None:
    content = (HEADER + ROWS * 20).encode()
    thinned = [
        one_in(Proposal("f.csv", "0", rows, recognise(rows)), 3).rows
        for rows in (
            large_reading.read_large("f.csv", content, Choices(), nobody),
            reading.read("f.csv", content)[0],
        )
    ]
    assert thinned[0] is not None
    assert thinned[1] is not None
    assert thinned[0].stored is None
    assert thinned[0].rows.to_pylist() == thinned[1].rows.to_pylist()
    assert 0 < thinned[0].rows.num_rows < 800


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("cell", ["C1", '"C, 1"', '"C ""1"""', '""', "张伟", ""])
def test_plain_lines_are_read_as_they_lie(cell: str, end: str, tmp_path: Path) -> None:
    line = f"A1,{cell},2024-03-01,5\n"
    content = (HEADER + ROWS + line + ROWS).replace("\n", end).encode()
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    rows = large_reading.read_large("file.csv", FileOnDisk(path, len(content)), Choices(), nobody)
    assert rows.stored
    assert rows.stored.is_unnumbered
    assert by_engine(content) == by_python(content)


@pytest.mark.parametrize(
    "cell", [b"C\xc2\x80", b"C\xc2\x8a", b"\xef\xbb\xbfC", b"C\0", b"C\xff", b"\xe5\xbc", b"\x80"]
)
def test_a_file_that_lies_on_disk_is_read_as_its_text_is_meant(cell: bytes, tmp_path: Path) -> None:
    content = (HEADER + ROWS).encode() + b"A1," + cell + b",2024-03-01,5\n" + ROWS.encode()
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    assert by_engine(FileOnDisk(path, len(content))) == by_python(content)


def test_a_sign_that_is_no_utf8_is_seen_in_any_column(tmp_path: Path) -> None:
    rows = ("张伟,买了茶,2024-03-01,5\n" * 50).encode()
    content = HEADER.encode() + rows + "张伟,买了".encode() + b"\xff,2024-03-01,5\n" + rows
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    read = by_engine(FileOnDisk(path, len(content)))
    assert read == by_python(content)
    assert [row[5] for row in read.damaged] == ["undecodable"]


@pytest.mark.parametrize("blank", [" ", "\t", "\u3000", "\u00a0", "\u200b"])
@pytest.mark.parametrize("cell", ["{}C1", "C1{}", '"{}C1"', '"C1{}"', "C{}1"])
def test_whether_a_cell_may_have_blanks_around_it_is_told(cell: str, blank: str) -> None:
    content = (HEADER + ROWS + f"A1,{cell.format(blank)},2024-03-01,5\n").encode()
    rows = large_reading.read_large("file.csv", content, Choices(), nobody)
    assert rows.stored
    assert rows.stored.has_blanks or cell == "C{}1"


def test_plain_cells_have_no_blanks_around_them() -> None:
    rows = large_reading.read_large("file.csv", (HEADER + ROWS).encode(), Choices(), nobody)
    assert rows.stored
    assert not rows.stored.has_blanks


@pytest.mark.parametrize("odd", ["A1,5\n", "\n", 'A1,5" pipe,2024-03-01,5\n', '"A1,C1,2024,5\n'])
def test_one_odd_line_has_all_of_them_gone_through(odd: str) -> None:
    content = (HEADER + ROWS + odd + ROWS).encode()
    rows = large_reading.read_large("file.csv", content, Choices(), nobody)
    assert rows.stored
    assert not rows.stored.is_unnumbered
