"""Archives of strangers: opened where that is safe, refused before it is not."""

import gzip
import stat
import time
from pathlib import Path

import pytest

from data.formats.archives import files_in
from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import TextRows
from tests.packed import zipped

TABLE = b"id,name\n1,Ann\n2,Bo\n"


def obstacle(name: str, content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(name, content)
    return caught.value.kind


def cells(rows: TextRows) -> list[list[str]]:
    return [list(record.values()) for record in rows.rows.drop_columns("row").to_pylist()]


def test_every_file_of_a_zip_is_a_table_and_what_systems_add_is_none() -> None:
    content = zipped({"a/one.csv": TABLE, "two.csv": TABLE, "__MACOSX/._one.csv": b"\x00\x05"})
    tables = read("both.zip", content)
    assert [rows.file for rows in tables] == ["one.csv", "two.csv"]
    assert cells(tables[0]) == [["1", "Ann"], ["2", "Bo"]]


def test_a_gz_is_its_one_file() -> None:
    [rows] = read("orders.csv.gz", gzip.compress(TABLE))
    assert (rows.file, rows.rows.num_rows) == ("orders.csv", 2)


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "..\\out.csv", "C:\\out.csv"])
def test_a_zip_that_would_write_elsewhere_is_refused(name: str) -> None:
    assert obstacle("x.zip", zipped({name: TABLE})) == "unsafe_archive"


def test_a_zip_with_a_link_is_refused() -> None:
    content = zipped({"link.csv": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16)
    assert obstacle("x.zip", content) == "unsafe_archive"


def test_an_encrypted_zip_is_refused() -> None:
    content = bytearray(zipped({"x.csv": TABLE}))
    # The first bit of the flags says "encrypted", in the file's head and in the directory.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert obstacle("x.zip", bytes(content)) == "encrypted_archive"


def test_an_archive_in_an_archive_is_refused() -> None:
    inner = zipped({"x.csv": TABLE})
    assert obstacle("outer.zip", zipped({"inner.zip": inner})) == "nested_archive"


def test_a_zip_bomb_is_refused_by_its_directory_alone() -> None:
    start = time.monotonic()
    bomb = zipped({"bomb.csv": b"0" * 60_000_000})
    assert len(bomb) < 100_000
    assert obstacle("bomb.zip", bomb) == "too_large_archive"
    assert obstacle("bomb.csv.gz", gzip.compress(b"0" * 60_000_000)) == "too_large_archive"
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("content", [b"PK\x03\x04 no more", zipped({"x.csv": TABLE})[:60]])
def test_a_broken_zip_is_told_as_broken(content: bytes) -> None:
    assert obstacle("x.zip", content) == "broken_archive"


def test_a_name_that_windows_wrote_in_chinese_is_read_as_such() -> None:
    content = zipped({"12345678.csv": TABLE}).replace(b"12345678", "订单明细".encode("gb18030"))
    [rows] = read("x.zip", content)
    assert rows.file == "订单明细.csv"


def test_a_gz_inside_of_a_zip_is_a_file_like_any_other() -> None:
    [one, two] = read("x.zip", zipped({"a/one.csv.gz": gzip.compress(TABLE), "two.csv": TABLE}))
    assert (one.file, two.file) == ("one.csv", "two.csv")
    assert cells(one) == cells(two) == [["1", "Ann"], ["2", "Bo"]]


def test_a_gz_in_several_pieces_is_read_to_its_end() -> None:
    pieces = gzip.compress(b"id,name\n1,Ann\n") + gzip.compress(b"2,Bo\n")
    [rows] = read("x.csv.GZ", pieces)
    assert cells(rows) == [["1", "Ann"], ["2", "Bo"]]


@pytest.mark.parametrize("kept", [12, 20, -1])
def test_a_gz_that_ends_too_soon_is_broken_and_no_shorter_table(kept: int) -> None:
    assert obstacle("x.csv.gz", gzip.compress(TABLE)[:kept]) == "broken_archive"


def test_a_gz_bomb_is_refused_by_what_it_has_unpacked_to_so_far() -> None:
    start = time.monotonic()
    bomb = gzip.compress(b"0" * 30_000_000) * 40
    assert obstacle("bomb.csv.gz", bomb) == "too_large_archive"
    assert time.monotonic() - start < 10


def test_a_folder_gives_the_files_below_it_and_nothing_that_lies_outside(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_bytes(TABLE)
    folder = tmp_path / "export"
    (folder / "2024").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("b.csv", "2024/a.csv", ".git/c.csv", ".hidden.csv", "~$open.xlsx"):
        (folder / name).write_bytes(TABLE)
    (folder / "link.csv").symlink_to(outside)
    assert list(files_in(folder)) == [("2024/a.csv", TABLE), ("b.csv", TABLE)]
