"""The cells of a Parquet file as text, read in a process of its own: a crafted one may kill it.

The file comes in on standard input; an Arrow stream of texts c0, c1, … goes out, with the columns'
names, or the kind of obstacle, in the metadata of its schema. Nothing of the house is imported.
"""

import json
import re
import sys
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

MOST_MEMORY = 4 << 30
MOST_BYTES = 1 << 30
MOST_COLUMNS = 1000
BATCH = 1 << 16


def main(content: bytes) -> None:
    """Say what the file holds, one batch of rows after the other."""
    _bound_memory()
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
    except (pa.ArrowException, OSError):
        _say_error("broken_parquet")
        return
    size = sum(file.metadata.row_group(i).total_byte_size for i in range(file.num_row_groups))
    columns = file.metadata.num_columns
    if size > MOST_BYTES:
        _say_error("too_large_archive", bytes=size, limit=MOST_BYTES)
    elif columns > MOST_COLUMNS:
        _say_error("too_many_columns", columns=columns, limit=MOST_COLUMNS)
    else:
        _say_rows(_flat(file.schema_arrow.empty_table()), _batches(file))


def _bound_memory() -> None:
    # Windows has no such limit; there a file that asks for too much ends this process only.
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _batches(file: pq.ParquetFile) -> Iterator[pa.Table]:
    for batch in file.iter_batches(BATCH, use_threads=False):
        yield _flat(pa.Table.from_batches([batch]))


def _flat(table: pa.Table) -> pa.Table:
    """What stands inside of a column becomes columns of its own, as customer.city."""
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    return table


def _say_rows(empty: pa.Table, batches: Iterator[pa.Table]) -> None:
    facts = json.dumps({"header": empty.column_names})
    fields = [(f"c{place}", pa.string()) for place in range(empty.num_columns)]
    schema = pa.schema(fields, metadata={"told": facts})
    size = 0
    with pa.ipc.new_stream(sys.stdout.buffer, schema) as stream:
        for batch in batches:
            texts = [_texts(column.combine_chunks()) for column in batch.columns]
            size += sum(text.nbytes for text in texts)
            if size > MOST_BYTES:
                sys.exit("more than it said")
            stream.write_table(pa.table(texts, schema=schema))


def _say_error(kind: str, **facts: int) -> None:
    told = json.dumps({"error": kind, "facts": facts})
    pa.ipc.new_stream(sys.stdout.buffer, pa.schema([], metadata={"told": told})).close()


def _texts(cells: pa.Array) -> pa.Array:
    """As they would stand in a CSV: ids whole, days without a clock, lists as JSON."""
    kind = cells.type
    if pa.types.is_dictionary(kind):
        cells, kind = cells.dictionary_decode(), kind.value_type
    if pa.types.is_nested(kind):
        written = [None if cell is None else _json(cell) for cell in cells.to_pylist()]
        return pa.array(written, pa.string()).fill_null("")
    if pa.types.is_floating(kind):
        cells = _whole(cells)
    elif pa.types.is_timestamp(kind):
        return _moments(cells).fill_null("")
    elif pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return _binary(cells).fill_null("")
    return cells.cast(pa.string()).fill_null("")


def _whole(cells: pa.Array) -> pa.Array:
    """Ids among blanks were kept as fractions: 123.0 is 123, and "not a number" is blank."""
    known = pc.if_else(pc.is_nan(cells), None, cells)
    is_whole = pc.and_(pc.equal(pc.floor(known), known), pc.less(pc.abs(known), float(1 << 53)))
    return known.cast(pa.int64()) if pc.all(is_whole).as_py() else known


def _moments(cells: pa.Array) -> pa.Array:
    """In their own time zone; a fraction of a second only where there is one."""
    texts = cells.cast(pa.timestamp("us", cells.type.tz), safe=False).cast(pa.string())
    plain = pc.replace_substring_regex(texts, r"\.0+([^0-9]|$)", r"\1")
    days = pc.match_substring_regex(plain, " 00:00:00$")
    return pc.replace_substring(plain, " 00:00:00", "") if pc.all(days).as_py() else plain


def _binary(cells: pa.Array) -> pa.Array:
    """Some writers keep texts as bytes; what is none is written as such."""
    try:
        return cells.cast(pa.string())
    except pa.ArrowInvalid:
        shown = [None if cell is None else cell.hex() for cell in cells.to_pylist()]
        return pa.array(shown, pa.string())


def _json(cell: object) -> str:
    written = json.dumps(cell, ensure_ascii=False, default=str)
    return re.sub(r"^(\[\]|\{\})$", "", written)


if __name__ == "__main__":
    main(sys.stdin.buffer.read())
