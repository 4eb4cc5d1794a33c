"""What reading gives: the rows of a file as text, and how they were found."""

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from data.large_files.stored_rows import StoredRows, cell_name
from data.problems import Problem

__all__ = ["Choices", "TextRows", "cell_name"]


@dataclass(frozen=True)
class Choices:
    """What the reader decided about a file; None leaves it to its content."""

    encoding: str | None = None
    delimiter: str | None = None
    has_header: bool | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class TextRows:
    """One table of one file, still text; a column is known by its position.

    `rows` and `damaged` hold `row` (the header is row 0) and the cells as c0, c1, …; `damaged`
    holds the records that do not fit the table, with the `reason`. A file without a header has
    empty names. `written` are the names as they stand in the file, blanks around them included.
    `preamble` counts the records above the header. `sheet` names the table within its
    file, `sheets` all that can be chosen there; `part` is that name where a file gives several.
    `is_mended` tells rows that come back after they were set aside.
    Of a large file, `rows` are the first and some from all over it, and `stored` are all of them.
    """

    file: str
    encoding: str
    delimiter: str
    confidence: float
    header: tuple[str, ...]
    rows: pa.Table
    damaged: pa.Table
    problems: tuple[Problem, ...] = ()
    preamble: int = 0
    has_header: bool = True
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    part: str | None = None
    counts_from_1904: bool = False
    is_mended: bool = False
    stored: StoredRows | None = None

    @property
    def rows_read(self) -> int:
        """Every record below the header, damaged or not."""
        fitting = self.stored.count if self.stored else self.rows.num_rows
        return int(fitting + self.damaged.num_rows)

    @property
    def all_rows(self) -> "pa.Table | StoredRows":
        """Every row that fits, where `rows` are only some of a large file."""
        return self.stored or self.rows

    def cells(self, position: int) -> pa.ChunkedArray:
        """The texts of one column, of a large file those of some thousand rows from all over it."""
        return self.rows.column(cell_name(position))

    @cached_property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.header)
