"""The records of a text file, one after another; a quote never closed spoils one record only."""

import csv
from collections.abc import Iterator
from itertools import islice

from data.text_files.dialects import Dialect

LONGEST_CELL = 1 << 20
"""A cell with more characters is no cell of a table."""
TELLING_WIDTH = 5
"""Lines with so many cells each are records; with fewer, a text over several lines may be alike."""
MOST_LINES = 1000
"""A record over more lines is taken for one whose quote was never closed."""

csv.field_size_limit(LONGEST_CELL)


class LongRecord(list[str]):
    """The beginning of a record with a cell that is too long to be one."""


class OddRecord(list[str]):
    """A record that has not the usual number of cells, with its text as it stands in the file."""

    def __init__(self, cells: list[str], text: str, is_runaway: bool = False) -> None:
        super().__init__(cells)
        self.text = text
        self.is_runaway = is_runaway


class Records:
    """The records of a text, read lazily; `mended` counts those whose quote was never closed."""

    def __init__(self, text: Iterator[str], dialect: Dialect) -> None:
        self._lines = _Lines(text)
        self._dialect = dialect
        self._number = 0
        self.mended: list[int] = []
        for _ in islice(self._lines, dialect.leading):
            pass

    def __iter__(self) -> Iterator[list[str]]:
        for cells in self._split():
            if cells:
                yield cells
                self._number += 1

    @property
    def waiting(self) -> int:
        """How many lines were looked at already and are still to be read."""
        return self._lines.waiting

    def _split(self) -> Iterator[list[str]]:
        lines, is_done, width = self._lines, False, self._dialect.width
        while not is_done:
            reader = self._dialect.reader(lines)
            is_done = True
            try:
                for cells in reader:
                    if lines.is_done or self._is_runaway(lines.record):
                        is_done = False
                        yield self._first_line_alone()
                        break
                    if cells and (len(cells) != width or self._is_misquoted(cells)):
                        cells = OddRecord(cells, self._dialect.tidy("".join(lines.record)))
                    lines.record.clear()
                    yield cells
            except csv.Error:
                is_done = False
                yield self._first_line_alone()

    def _is_misquoted(self, cells: list[str]) -> bool:
        """Whether a quote is left in a cell that none of its line accounts for."""
        dialect = self._dialect
        if dialect.has_own_escapes or not any(dialect.quote in cell for cell in cells):
            return False
        in_one_line = " ".join(line.rstrip("\r\n") for line in self._lines.record)
        return dialect.quote in dialect.sound.sub("", in_one_line)

    def _is_runaway(self, record: list[str]) -> bool:
        """Whether a record over several lines is one because its quote was never closed.

        Quotes come in pairs. Where two strays make a pair, the lines between them are records.
        """
        if len(record) == 1 or len(record) >= MOST_LINES:
            return len(record) > 1
        quote, escape = self._dialect.quote, self._dialect.escape
        if escape is None and sum(line.count(quote) for line in record) % 2:
            return True
        rows = sum(map(self._is_row_by_itself, record))
        if self._dialect.width >= TELLING_WIDTH and rows >= 0.8 * len(record):
            return True
        between = record[1:-1]
        whole = sum(len(self._dialect.alone(line)) == self._dialect.width for line in between)
        return self._dialect.width > 2 and whole > 1 and whole >= 0.8 * len(between)

    def _is_row_by_itself(self, line: str) -> bool:
        """Whether a line has all the delimiters of a record, where a part of one has some."""
        delimiter, escape = self._dialect.delimiter, self._dialect.escape
        escaped = line.count(f"{escape}{delimiter}") if escape else 0
        return line.count(delimiter) - escaped == self._dialect.width - 1

    def _first_line_alone(self) -> list[str]:
        """The first line of a runaway record without regard to quotes; the others are put back."""
        first = self._lines.put_back_all_but_first()
        if len(first) > LONGEST_CELL:
            return LongRecord([first[:100]])
        self.mended.append(self._number)
        return OddRecord(self._dialect.unquoted(first), first, is_runaway=True)


class _Lines:
    """The physical lines of a text; those of the present record are remembered.

    A record that comes when they are done is one that was never closed.
    """

    def __init__(self, text: Iterator[str]) -> None:
        self._text = text
        self._waiting: list[str] = []
        self.record: list[str] = []
        self.is_done = False

    def __iter__(self) -> Iterator[str]:
        # A generator: a million lines pass here one by one.
        record, waiting, text = self.record, self._waiting, self._text
        while len(record) < MOST_LINES:
            line = waiting.pop() if waiting else next(text, None)
            if line is None:
                self.is_done = True
                return
            record.append(line)
            yield line

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def put_back_all_but_first(self) -> str:
        first, *others = self.record
        self._waiting += reversed(others)
        self.record.clear()
        self.is_done = False
        return first
