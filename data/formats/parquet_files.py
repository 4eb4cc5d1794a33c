"""The rows of a Parquet file as text, ids and dates as they would stand in a CSV."""

import json
from typing import Any

import pyarrow as pa

from data.formats.reading_apart import told_by
from data.problems import UnreadableFileError
from data.reading_rows import TextRows


def table(file: str, content: bytes) -> TextRows:
    """The one table of a Parquet file."""
    said = told_by("parquet_cells", "broken_parquet", file, content)
    rows = pa.ipc.open_stream(said).read_all()
    told: dict[str, Any] = json.loads(rows.schema.metadata[b"told"])
    if "error" in told:
        raise UnreadableFileError(told["error"], file, **told["facts"])
    if not rows.num_rows:
        raise UnreadableFileError("only_header", file, columns=rows.num_columns)
    numbered = numbers(rows)
    return TextRows(
        file=file,
        encoding="parquet",
        delimiter="",
        confidence=1.0,
        header=tuple(told["header"]),
        rows=numbered,
        damaged=none_damaged(numbered),
    )


def numbers(rows: pa.Table, first: int = 1) -> pa.Table:
    """The rows with the place of each in its file in front."""
    places = pa.array(range(first, first + rows.num_rows), pa.int64())
    return rows.replace_schema_metadata().add_column(0, "row", places)


def none_damaged(rows: pa.Table) -> pa.Table:
    """Of these rows none was damaged."""
    return rows.slice(0, 0).append_column("reason", pa.array([], pa.string()))
