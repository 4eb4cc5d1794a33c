"""Columns that only a separator at the end of every line makes: no name, and nothing in them."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Problem
from data.reading_rows import TextRows, cell_name


def without_nameless_end(rows: TextRows) -> TextRows:
    """The same rows without the last columns that have neither a name nor a value anywhere."""
    width = rows.width
    while rows.has_header and not rows.header[width - 1] and _is_blank(rows, width - 1):
        width -= 1
    if width == rows.width:
        return rows
    gone = [cell_name(i) for i in range(width, rows.width)]
    return replace(
        rows,
        header=rows.header[:width],
        written=rows.written[:width],
        rows=rows.rows.drop_columns(gone),
        damaged=rows.damaged.drop_columns(gone),
        problems=tuple(_told(problem, rows.width, width) for problem in rows.problems),
    )


def _is_blank(rows: TextRows, position: int) -> bool:
    # Of a large file only some rows are at hand: what the others hold there is not known.
    return rows.stored is None and all(
        _says_nothing(table.column(cell_name(position))) for table in (rows.rows, rows.damaged)
    )


def _says_nothing(cells: pa.ChunkedArray) -> bool:
    told = pc.not_equal(pc.utf8_trim_whitespace(cells.cast(pa.string())), "")
    return not pc.any(told).as_py()


def _told(problem: Problem, before: int, width: int) -> Problem:
    """A problem as it is among fewer columns; names that seemed to be lacking may all be there."""
    if problem.expected != str(before):
        return problem
    kind = "blank_end" if problem.kind == "fewer_names" else problem.kind
    return replace(problem, kind=kind, expected=str(width))
