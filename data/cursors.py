"""What a study lends to those who clean: something that runs statements over lent rows."""

from collections.abc import Mapping
from typing import Any, Protocol

import pyarrow as pa


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

    def sql(self, query: str, *, params: Mapping[str, object] = ...) -> Relation: ...
