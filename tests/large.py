"""One text read both ways: all of it by Python, and as a large file is read, by the engine."""

from dataclasses import dataclass
from typing import Any

from data import engine, reading
from data.contents import Content
from data.large_files.reading import read_large
from data.large_files.watching import nobody
from data.problems import UnreadableFileError
from data.reading_rows import Choices, TextRows


@dataclass(frozen=True)
class Told:
    """Everything that a reading says of a file, to be compared with another."""

    obstacle: str | None = None
    facts: tuple[object, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    damaged: tuple[tuple[object, ...], ...] = ()
    problems: frozenset[object] = frozenset()


def by_python(content: bytes, **choices: Any) -> Told:
    """As a small file is read."""
    try:
        return _told(reading._from_text("file.csv", content, Choices(**choices)))
    except UnreadableFileError as error:
        return Told(error.kind)


def by_engine(content: Content, **choices: Any) -> Told:
    """As a large file is read."""
    try:
        return _told(read_large("file.csv", content, Choices(**choices), nobody))
    except UnreadableFileError as error:
        return Told(error.kind)


def stored_rows(rows: TextRows) -> list[tuple[Any, ...]]:
    """All rows of a large file, as the engine reads them."""
    assert rows.stored is not None
    with engine.scanning() as cursor:
        found = cursor.execute(f"select * from ({rows.stored.selected()}) order by row").fetchall()
    assert len(found) == rows.stored.count
    return found


def _told(rows: TextRows) -> Told:
    every = stored_rows(rows) if rows.stored else [*map(_record, rows.rows.to_pylist())]
    return Told(
        None,
        (rows.encoding, rows.delimiter, rows.header, rows.preamble, rows.rows_read),
        tuple(every),
        tuple(map(_record, rows.damaged.to_pylist())),
        frozenset(rows.problems),
    )


def _record(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row.values())
