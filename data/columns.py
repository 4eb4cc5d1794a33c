"""What a table and a column are, before anyone says which ones there are."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "date", "instant", "number", "flag"]

ENGINE_TYPES: dict[Kind, str] = {
    "text": "varchar",
    "date": "date",
    "instant": "timestamp",
    "number": "double",
    "flag": "boolean",
}


@dataclass(frozen=True)
class Column:
    """One column: its kind, when its value became known, and whether it tells who a person is.

    `known_on` names the date of the same row from which the value was known; before that date
    the value reads `before`, so that a view set back in time sees what was known then.
    """

    name: str
    kind: Kind = "text"
    known_on: str | None = None
    before: str = "null"
    is_personal: bool = False


@dataclass(frozen=True)
class Table:
    """One table: its columns, what a row cannot do without, and the date it exists from."""

    name: str
    columns: tuple[Column, ...]
    required: tuple[str, ...] = ("customer_id",)
    key: str | None = None
    dated_by: str | None = None
    exists_from: str | None = None
    """Where a row exists before its own date, the expression of the day it does."""

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        return self._by_name[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}
