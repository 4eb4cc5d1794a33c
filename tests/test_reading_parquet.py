"""Parquet of strangers: types become text, ids intact; a crafted file ends nothing but itself."""

import gzip
import io
import time
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import TextRows


def parquet(table: pa.Table, **options: object) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, **options)
    return buffer.getvalue()


def columns(rows: TextRows) -> dict[str, list[str]]:
    return {name: rows.cells(place).to_pylist() for place, name in enumerate(rows.header)}


def obstacle(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read("x.parquet", content)
    return caught.value.kind


def test_every_type_becomes_the_text_that_a_csv_would_hold() -> None:
    moment = datetime(2024, 3, 5, 8, 5)
    table = pa.table(
        {
            "id": [9007199254740993, 7],
            "客户": ["007", None],
            "was_integer": pa.array([123.0, float("nan")]),
            "amount": [Decimal("12.50"), None],
            "share": [0.1, float("inf")],
            "at": pa.array([moment, None], pa.timestamp("ns")),
            "shanghai": pa.array([moment, None], pa.timestamp("us", "Asia/Shanghai")),
            "day": [date(2024, 3, 5), None],
            "midnight": pa.array([datetime(2024, 3, 5), None], pa.timestamp("ms")),
            "is_new": [True, None],
            "who": [{"city": "上海", "geo": {"lat": 1.5}}, None],
            "tags": [["a", "张"], []],
            "bytes": [b"abc", b"\xff"],
            "tier": pa.array(["gold", None]).dictionary_encode(),
        }
    )
    [rows] = read("x.parquet", parquet(table))
    assert rows.encoding == "parquet"
    assert columns(rows) == {
        "id": ["9007199254740993", "7"],
        "客户": ["007", ""],
        "was_integer": ["123", ""],
        "amount": ["12.50", ""],
        "share": ["0.1", "inf"],
        "at": ["2024-03-05 08:05:00", ""],
        "shanghai": ["2024-03-05 16:05:00+0800", ""],
        "day": ["2024-03-05", ""],
        "midnight": ["2024-03-05", ""],
        "is_new": ["true", ""],
        "who.city": ["上海", ""],
        "who.geo.lat": ["1.5", ""],
        "tags": ['["a", "张"]', ""],
        "bytes": ["616263", "ff"],
        "tier": ["gold", ""],
    }


def test_texts_kept_as_bytes_are_texts() -> None:
    [rows] = read("x.parquet", parquet(pa.table({"id": [b"007", "张".encode()]})))
    assert columns(rows) == {"id": ["007", "张"]}


def test_a_parquet_file_is_known_by_its_content_and_may_come_packed() -> None:
    content = parquet(pa.table({"id": ["a", "b"], "n": [1, 2]}), row_group_size=1)
    [rows] = read("x.csv.gz", gzip.compress(content))
    assert rows.rows["row"].to_pylist() == [1, 2]
    assert columns(rows) == {"id": ["a", "b"], "n": ["1", "2"]}


def test_a_small_file_that_unfolds_without_end_ends_nothing_but_its_own_reader() -> None:
    count = 2_000_000
    word = pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), ["x" * 1_000_000])
    start = time.monotonic()
    content = parquet(pa.table({"s": word}), compression="zstd")
    assert len(content) < 100_000
    assert obstacle(content) in ("broken_parquet", "too_large_archive")
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "content", [b"PAR1", b"PAR1" + b"\x00" * 20, b"PAR1" + b"x" * 99 + b"PAR1"]
)
def test_a_broken_parquet_file_is_told_as_broken(content: bytes) -> None:
    assert obstacle(content) == "broken_parquet"


def test_a_parquet_file_cut_short_or_with_a_wrong_byte_in_its_end_is_told_as_broken() -> None:
    whole = parquet(pa.table({"id": list(range(1000))}))
    assert obstacle(whole[:-30]) == "broken_parquet"
    assert obstacle(whole[:-6] + b"\xff\xff" + whole[-4:]) == "broken_parquet"


def test_a_parquet_file_without_rows_or_with_too_many_columns_says_so() -> None:
    assert obstacle(parquet(pa.table({"id": pa.array([], pa.string())}))) == "only_header"
    wide = pa.table({f"c{n}": [1] for n in range(1001)})
    assert obstacle(parquet(wide)) == "too_many_columns"
