"""What the engine says of the rows written for it: whether it reads each of them, and how many."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from data import engine
from data.cursors import Cursor
from data.large_files.aside import Aside
from data.large_files.stored_rows import BLOCK, StoredRows, cell_name, literal
from data.large_files.writing import Writing
from data.spool import Spooled
from data.text_files.dialects import Dialect
from data.text_files.reading_fitting import TOTALS
from data.text_files.reading_records import Records

_BLANKS = (
    r"[\x{9}-\x{d}\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}"
    r"\x{205f}\x{3000}]*"
)
"""What stands for nothing, as Python takes it."""

_MANY = 10_000


@dataclass(frozen=True)
class Check:
    """The check of rows that were written; what is not to be kept goes to `aside`."""

    stored: StoredRows
    dialect: Dialect
    aside: Aside

    def agreed(self, written: int) -> StoredRows | None:
        """The rows to keep; None where the engine does not account for every one written.

        Rows that it rejects go through the tolerant reader.
        """
        test = _is_no_row(self.stored.width)
        with engine.scanning() as cursor:
            read, empty = _counted(cursor, self.stored, test)
            lines = "select count(distinct csv_line) from reject_errors"
            rejected = cursor.execute(lines).fetchall()[0][0]
            if read + rejected != written:
                return None
            kept = replace(self.stored, count=read - empty, aside=test if empty else None)
            if empty:
                self._set_aside(cursor, test)
            return self._with_mended(cursor, kept) if rejected else kept

    def _set_aside(self, cursor: Cursor, test: str) -> None:
        statement = f"select * from {self.stored.checked()} where {test}"
        for row, *cells in _fetched(cursor, statement):
            self.aside.add(
                row, self.aside.table.fitting.judged(row, list(cells))[0] or "blank_row", cells
            )

    def _with_mended(self, cursor: Cursor, kept: StoredRows) -> StoredRows:
        """The same with the rejected rows, as far as the tolerant reader finds that they fit."""
        own = Spooled()
        found = 0
        with own.path.open("wb") as out:
            writing = Writing(out, kept.delimiter, kept.quote)
            for row, cells in self._reread(cursor):
                fitted = self.aside.fitting(row, cells)
                if fitted is not None:
                    writing.odd(row, fitted)
                    found += 1
            writing.end()
        files = (*kept.kept_by, own) if found else kept.kept_by
        longest = max(kept.longest, writing.longest)
        return replace(kept, kept_by=files, count=kept.count + found, longest=longest, skips=True)

    def _reread(self, cursor: Cursor) -> Iterator[tuple[int, list[str]]]:
        statement = "select csv_line from reject_errors group by csv_line order by min(line)"
        for (line,) in _fetched(cursor, statement):
            block, place, rest = line.split(self.stored.delimiter, 2)
            for cells in Records(iter([rest]), self.dialect):
                yield int(block) * BLOCK + int(place), cells


@contextmanager
def accounting(stored: StoredRows) -> Iterator[Callable[[int], bool]]:
    """Have the engine read a text as it lies while others look at it.

    What is given tells whether so many rows are all that it reads, each of them one to keep.
    """
    with engine.scanning() as cursor, ThreadPoolExecutor(1) as pool:
        counting = pool.submit(_counted, cursor, stored, _FIRST_LOOKS_SO)

        def agrees(rows: int) -> bool:
            read, suspects = counting.result()
            rejected = cursor.execute("select count(*) from reject_errors").fetchall()[0][0]
            # To look at the first cells only is half the work.
            empty = _counted(cursor, stored, _is_no_row(stored.width))[1] if suspects else 0
            return (read, empty, rejected) == (rows, 0, 0)

        try:
            yield agrees
        finally:
            if not counting.done():
                cursor.interrupt()


def _counted(cursor: Cursor, stored: StoredRows, test: str) -> tuple[int, int]:
    counts = f"count(*), count(*) filter (where {test})"
    read, found = cursor.execute(f"select {counts} from {stored.checked()}").fetchall()[0]
    return read, found


def _fetched(cursor: Cursor, statement: str) -> Iterator[tuple[Any, ...]]:
    answer = cursor.execute(statement)
    while rows := answer.fetchmany(_MANY):
        yield from rows


_LOOKS_SO = literal(f"^{_BLANKS}((?:{'|'.join(sorted(TOTALS))})[:：]*)?{_BLANKS}$")
# What ends with a digit is neither blank nor of totals, and most ids do.
_FIRST_LOOKS_SO = (
    "case when c0[-1] between '0' and '9' then false"
    f" else regexp_matches(lower(c0), {_LOOKS_SO}) end"
)


def _is_no_row(width: int) -> str:
    """Whether a row is blank or one of totals, in the engine's words."""
    is_blank = literal(f"{_BLANKS}")
    others = ", ".join(cell_name(i) for i in range(width))
    return (
        f"case when {_FIRST_LOOKS_SO} then not regexp_full_match(c0, {is_blank})"
        f" or regexp_full_match(concat({others}), {is_blank}) else false end"
    )
