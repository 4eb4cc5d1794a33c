"""How a text file separates its cells: the delimiter, the quotes, and the reader they make."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from data.text_files import quotes

DELIMITERS = (",", ";", "\t", "|")
BLANKS = " "
"""The delimiter of files whose columns are set apart by runs of blanks."""
NO_DELIMITER = "\x1f"
"""What a file of one column is split by: a character that does not occur in text."""

_QUOTED_OR_BLANKS = re.compile(r'(?:^|(?<=\s))("(?:[^"]|"")*"(?=\s|$))|\s+')
_STAND_IN = "\x1f"
"""What a delimiter of several characters becomes while the standard library splits by it."""


@dataclass(frozen=True)
class Dialect:
    """The delimiter and quotes of a file, and how sure they are.

    `leading` is how many lines stand before the first record only to name the delimiter; `width`
    is how many cells the usual record has. Where `is_loose`, quotes stand unescaped inside of
    quoted cells; where `escapes_quotes_only`, a backslash means itself but in front of a quote.
    `quoted_columns` are those whose cells usually stand between quotes.
    """

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    confidence: float = 1.0
    leading: int = 0
    width: int = 1
    is_loose: bool = False
    escapes_quotes_only: bool = False
    quoted_columns: frozenset[int] = frozenset()

    @property
    def is_plain(self) -> bool:
        """Whether the standard library, and the engine, read such lines as they stand."""
        is_odd = self.is_loose or self.escapes_quotes_only or self.quote in quotes.CURLY
        return len(self.delimiter) == 1 and self.delimiter != BLANKS and not is_odd

    def cells(self, lines: list[str]) -> list[list[str]]:
        """The records of these lines, taken at their word."""
        return list(self.reader(lines))

    def alone(self, line: str) -> list[str]:
        """The cells of one line, as if there were no other."""
        return next(iter(self.cells([line])), [])

    def unquoted(self, line: str) -> list[str]:
        """The cells of one line without regard to quotes, or with it where that gives the width."""
        cells = [cell.strip(self.quote) for cell in line.rstrip("\r\n").split(self.delimiter)]
        return cells if len(cells) == self.width else self.alone(line)

    def is_even(self, lines: list[str]) -> bool:
        """Whether the lines are a table to anyone who reads by the book: nothing else is meant.

        The last line may be the beginning of a record that goes on.
        """
        widths: set[int] = set()
        try:
            widths.update(map(len, self._by_the_book(lines)))
        except csv.Error as error:
            if "end of data" not in str(error):
                return False
        return len(widths) == 1 and min(widths) > 1 and len(lines) > 1

    def _by_the_book(self, lines: list[str]) -> Iterator[list[str]]:
        delimiter, quote, escape = self.delimiter, self.quote, self.escape
        return csv.reader(
            lines, delimiter=delimiter, quotechar=quote, escapechar=escape, strict=True
        )

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The standard library's reader of these lines."""
        if self.is_plain:
            return self._plain_reader(lines)
        found = self._plain_reader(map(self._prepared, lines))
        return map(self._restored, found) if len(self.delimiter) > 1 else found

    def _plain_reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        delimiter = self.delimiter if len(self.delimiter) == 1 else _STAND_IN
        quote = '"' if self.quote in quotes.CURLY else self.quote
        escape = None if self.escapes_quotes_only else self.escape
        return csv.reader(lines, delimiter=delimiter, quotechar=quote, escapechar=escape)

    def tidy(self, record: str) -> str:
        """The text of a record, with one blank wherever blanks set columns apart."""
        if self.delimiter != BLANKS:
            return record
        return _QUOTED_OR_BLANKS.sub(lambda found: found[1] or BLANKS, record.strip())

    def _prepared(self, line: str) -> str:
        if self.delimiter == BLANKS:
            return self.tidy(line)
        if self.escapes_quotes_only:
            line = self._escaped_quotes.sub(self.quote * 2, line)
        if self.is_loose and self.quote in self.sound.sub("", line):
            line = self._quoted.sub(self._with_doubled_quotes, line)
        if self.quote in quotes.CURLY and self.quote in line:
            line = self._quoted.sub(lambda cell: '"' + cell[1].replace('"', '""') + '"', line)
        return line.replace(self.delimiter, _STAND_IN) if len(self.delimiter) > 1 else line

    def _restored(self, cells: list[str]) -> list[str]:
        return [cell.replace(_STAND_IN, self.delimiter) for cell in cells]

    def _with_doubled_quotes(self, cell: re.Match[str]) -> str:
        quote = self.quote
        if self.sound.fullmatch(cell[0]):
            return cell[0]
        inner = cell[1].replace(quote * 2, quote).replace(quote, quote * 2)
        return f"{quote}{inner}{quote}"

    @cached_property
    def _escaped_quotes(self) -> re.Pattern[str]:
        return re.compile(rf"\\{self.quote}(?!(?:{re.escape(self.delimiter)})|[\r\n]|$)")

    @property
    def has_own_escapes(self) -> bool:
        """Whether quotes within cells are told from others in a way of this file alone."""
        return self.escape is not None or self.is_loose or self.quote in quotes.CURLY

    @cached_property
    def sound(self) -> re.Pattern[str]:
        """Cells that are quoted as they should be."""
        return quotes.sound_cells(self.quote, self.delimiter)

    @cached_property
    def _quoted(self) -> re.Pattern[str]:
        return quotes.quoted_cells(self.quote, self.delimiter)
