"""What a study lends to those who clean: something that runs statements over lent rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import pyarrow as pa


@dataclass(frozen=True)
class Selected:
    """Rows that a statement gives, still in the engine for as long as its cursor lives.

    What is too large to be copied out of the engine goes into a study as it is.
    """

    cursor: "Cursor"
    statement: str
    parameters: Mapping[str, object]

    @cached_property
    def column_names(self) -> list[str]:
        """The names of its columns."""
        answer = self.cursor.execute(f"describe {self.statement}", self.parameters)
        return [str(name) for name, *_ in answer.fetchall()]

    def copied(self) -> pa.Table:
        """The rows themselves."""
        return self.cursor.sql(self.statement, params=self.parameters).to_arrow_table()


class Answer(Protocol):
    """The rows that a statement gave."""

    def fetchall(self) -> list[tuple[Any, ...]]: ...

    def fetchmany(self, size: int, /) -> list[tuple[Any, ...]]: ...


class Relation(Protocol):
    """The rows that a statement will give."""

    def to_arrow_table(self) -> pa.Table: ...


class Cursor(Protocol):
    """Runs statements; only the store knows on which engine."""

    def execute(self, query: str, parameters: Mapping[str, object] = ..., /) -> Answer: ...

    def register(self, view_name: str, python_object: object, /) -> object: ...

    def unregister(self, view_name: str, /) -> object: ...

    def sql(self, query: str, *, params: Mapping[str, object] = ...) -> Relation: ...
