"""One pass over the lines of a large file: plain ones go on as they are, odd ones are read."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from data.large_files.aside import Aside
from data.large_files.lines import Lines
from data.large_files.writing import Writing
from data.text_files.dialects import Dialect
from data.text_files.reading_records import Records

FIRST_ROWS = 2_000
"""So many of the first rows stand for the file when it is recognised, beside others."""


@dataclass
class Sorting:
    """The pass: `row` records so far, `written` of them for the engine; `every` so many is kept.

    `sample` holds the first lines, and some from all over the file, with their rows; `mended` the
    rows whose quote was never closed.
    """

    lines: Lines
    writing: Writing
    aside: Aside
    every: int
    row: int = 0
    written: int = 0
    mended: list[int] = field(default_factory=list)
    sample: list[tuple[int, bytes]] = field(default_factory=list)

    def run(self, dialect: Dialect, skipped: int) -> None:
        """Go through all lines; so many first records are none of the table."""
        odd = _OddRecords(self.lines, dialect)
        for number in range(1 - skipped, 1):
            odd.take()
            if odd.was_mended:
                self.mended.append(number)
        while True:
            if odd.is_at_rest and self.lines.is_plain_next:
                self._plain(self.lines.run() or [])
            elif (cells := odd.take()) is not None:
                self._odd(cells, odd.was_mended)
            else:
                break
        self.writing.end()

    def _plain(self, lines: list[bytes]) -> None:
        first = self.row + 1
        self.writing.plain(first, lines)
        self.row += len(lines)
        self.written += len(lines)
        if first <= FIRST_ROWS:
            self.sample += enumerate(lines[: FIRST_ROWS - first + 1], first)
        some = lines[-first % self.every :: self.every]
        numbers = range(first + -first % self.every, self.row + 1, self.every)
        self.sample += zip(numbers, some, strict=True)

    def _odd(self, cells: list[str], was_mended: bool) -> None:
        self.row += 1
        if was_mended:
            self.mended.append(self.row)
        fitted = self.aside.fitting(self.row, cells)
        if fitted is not None:
            self.writing.odd(self.row, fitted)
            self.written += 1


class _OddRecords:
    """The records that the tolerant reader makes of the lines from here on, one by one."""

    def __init__(self, lines: Lines, dialect: Dialect) -> None:
        self._lines = lines
        self._dialect = replace(dialect, leading=0)
        self.was_mended = False
        self._start(dialect)

    @property
    def is_at_rest(self) -> bool:
        """Whether it looked no further than the records it gave."""
        return not self._records.waiting

    def take(self) -> list[str] | None:
        """The next record; None at the end."""
        taken, was_at_rest = self._lines.taken, self.is_at_rest
        count = len(self._records.mended)
        cells = next(self._stream, None)
        self.was_mended = len(self._records.mended) > count
        ahead = self._lines.taken - taken - 1
        is_all_ahead = was_at_rest and ahead == self._records.waiting
        # What was looked at in vain is most often plain.
        if self.was_mended and is_all_ahead and self._lines.put_back(ahead):
            self._start(self._dialect)
        return cells

    def _start(self, dialect: Dialect) -> None:
        self._records = Records(self._lines.texts(), dialect)
        self._stream: Iterator[list[str]] = iter(self._records)
