"""Columns of text for tests."""

import pyarrow as pa


def cells(values: list[str]) -> pa.ChunkedArray:
    """The values as a column of a file."""
    return pa.chunked_array([pa.array(values, pa.string())])
