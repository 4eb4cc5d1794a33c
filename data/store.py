"""The one door to the engine: where a reader's tables live and where every statement runs."""

import re
import threading
import uuid
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeAlias

import duckdb
import pandas as pd
import pyarrow as pa

from data import engine
from data.columns import ENGINE_TYPES, Table
from data.cursors import Cursor, Selected
from data.large_files.stored_rows import StoredRows
from data.limits import (
    INTAKE_SECONDS,
    STATEMENT_SECONDS,
    OutOfRoomError,
    StatementTooLongError,
)
from data.prepared import PREPARING
from data.tables import TABLES

__all__ = ["OutOfRoomError", "StatementTooLongError", "Study"]

Rows: TypeAlias = "pa.Table | pd.DataFrame"

SHORT_ROWS, ANSWERS_REMEMBERED = 5_000, 300
"""Measured: a page asks up to twenty statements, most of them as it did before the last click."""


class Study:
    """The tables of one reader: an in-memory database of their own, gone when they are."""

    def __init__(self) -> None:
        self.name = f"study_{uuid.uuid4().hex}"
        self._answers: dict[tuple[str, str], pd.DataFrame] = {}
        self._changes = 0
        self._lock = threading.Lock()
        engine.cursor().execute(f"attach ':memory:' as {self.name}")
        # At the interpreter's end the whole engine goes; there is nothing to detach from.
        weakref.finalize(self, engine.detach, self.name).atexit = False
        # One cursor and one text for all of them: each of its own took most of the time.
        self.run(";\n".join([*map(_created, TABLES.values()), *PREPARING]))

    def frame(self, statement: str, **parameters: object) -> pd.DataFrame:
        """The rows that a statement gives; every value it speaks of is a bound parameter.

        Pages ask the same things again and again, so short answers are remembered until
        something is kept.
        """
        spoken = _spoken_of(statement, parameters)
        asked = (statement, repr(sorted(spoken.items())))
        remembered, changes = self._answers.get(asked), self._changes
        if remembered is not None:
            return remembered.copy(deep=False)
        with self._cursor() as cursor:
            rows = cursor.execute(statement, spoken).df()
        self._remember(asked, rows, changes)
        return rows.copy(deep=False)

    def run(self, statement: str, **parameters: object) -> None:
        """Run a statement whose rows nobody reads."""
        with self._changing() as cursor:
            cursor.execute(statement, _spoken_of(statement, parameters)).fetchall()

    @contextmanager
    def lent(self, name: str, rows: "Rows | StoredRows") -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor on this study which sees `rows` under `name`, without a copy, for a while."""
        with self._changing() as cursor:
            if isinstance(rows, StoredRows):
                # It goes with its cursor.
                cursor.execute(f"create temp view {name} as {rows.selected()}")
                yield cursor
                return
            cursor.register(name, rows)
            try:
                yield cursor
            finally:
                cursor.unregister(name)

    def keep(self, table: str, rows: Rows) -> None:
        """Add typed rows, columns by name, to one of the tables; what is not there stays null."""
        self.keep_all({TABLES[table]: rows})

    def keep_all(self, incoming: "Mapping[Table, Rows | Selected]") -> None:
        """Add rows to several tables: all of them, or none."""
        with self._changing() as own:
            # What is still in the engine is seen by the cursor that put it there, and by no other.
            lent = (rows.cursor for rows in incoming.values() if isinstance(rows, Selected))
            cursor = next(lent, own)
            cursor.execute("begin")
            for table, rows in incoming.items():
                _insert(cursor, table, rows)
            if TABLES["orders"] in incoming:
                self.prepare(cursor)
            cursor.execute("commit")

    def prepare(self, cursor: Cursor) -> None:
        """Work out what every page asks for, with the cursor that has just kept the orders."""
        for statement in PREPARING:
            cursor.execute(statement).fetchall()

    def forget(self) -> None:
        """Forget the answers remembered, not the rows."""
        with self._lock:
            self._changes += 1
            self._answers.clear()

    def _remember(self, asked: tuple[str, str], rows: pd.DataFrame, changes: int) -> None:
        # Everyone reads the demo company at once; and an answer from before a change is none after.
        with self._lock:
            if len(rows) <= SHORT_ROWS and changes == self._changes:
                self._answers[asked] = rows
            while len(self._answers) > ANSWERS_REMEMBERED:
                self._answers.pop(next(iter(self._answers)))

    def filled(self) -> frozenset[str]:
        """The columns, as table.column, in which at least one value stands."""
        found = set()
        for table in TABLES.values():
            counts = ", ".join(f"count({name}) as {name}" for name in table.names)
            row = self.frame(f"select {counts} from {table.name}").iloc[0]
            found |= {f"{table.name}.{name}" for name in table.names if row[name]}
        return frozenset(found)

    def close(self) -> None:
        """Forget every row at once, and every answer."""
        engine.detach(self.name)
        self.forget()

    @contextmanager
    def _changing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        # Before, so that those who ask meanwhile ask anew; after, so that they ask once more.
        self.forget()
        try:
            with self._cursor(INTAKE_SECONDS) as cursor:
                yield cursor
        finally:
            self.forget()

    @contextmanager
    def _cursor(self, seconds: float | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        # A connection is not shareable between threads; a cursor of its own per statement is.
        cursor = engine.cursor()
        cursor.execute(f"use {self.name}")
        with engine.stopped_in_time(cursor, seconds or STATEMENT_SECONDS):
            yield cursor


def _spoken_of(statement: str, parameters: dict[str, object]) -> dict[str, object]:
    """The parameters that the statement names; the engine refuses any it does not."""
    spoken = set(re.findall(r"\$([a-z_][a-z_0-9]*)", statement))
    return {name: value for name, value in parameters.items() if name in spoken}


def _created(table: Table) -> str:
    columns = ", ".join(f"{c.name} {ENGINE_TYPES[c.kind]}" for c in table.columns)
    return f"create table {table.name} ({columns})"


def _insert(cursor: Cursor, table: Table, rows: "Rows | Selected") -> None:
    listed = ", ".join(name for name in table.names if name in _names(rows))
    into = f"insert into {table.name} ({listed}) select {listed} from"
    if isinstance(rows, Selected):
        cursor.execute(f"{into} ({rows.statement})", rows.parameters).fetchall()
        return
    cursor.register("incoming", rows)
    cursor.execute(f"{into} incoming").fetchall()
    cursor.unregister("incoming")


def _names(rows: "Rows | Selected") -> set[str]:
    return set(rows.columns if isinstance(rows, pd.DataFrame) else rows.column_names)
