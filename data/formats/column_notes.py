"""Sheets that explain the columns of another one: words about the data, and no data themselves."""

from collections.abc import Sequence

from data.matching_places import folded
from data.reading_rows import TextRows


def without_notes(tables: Sequence[TextRows]) -> list[TextRows]:
    """The tables of a file but for those that list another one's columns, one to a row."""
    return [rows for rows in tables if not any(_explains(rows, other) for other in tables)]


def _explains(notes: TextRows, other: TextRows) -> bool:
    if notes is other or not 0 < notes.rows_read <= other.width:
        return False
    named = [folded(cell or "") for cell in notes.cells(0).to_pylist()]
    return bool(named) and {*named} <= {folded(name) for name in other.header}
