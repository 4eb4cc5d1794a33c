"""How a text file separates its cells: which delimiter, which quotes, told by its first lines."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from data import quotes
from data.dialect_scores import REGULAR, regularity, score, score_of_blanks, usual_width

DELIMITERS = (",", ";", "\t", "|")
BLANKS = " "
"""The delimiter of files whose columns are set apart by runs of blanks."""
NO_DELIMITER = "\x1f"
"""What a file of one column is split by: a character that does not occur in text."""

WORST_SCORE = 0.2
"""Below it, no delimiter gives a table: the file has one column."""

_RARER = ("^", "~", "¦", "¬", "§", "\x01", "\x1c", "\x1d", "\x1e", "，", "；", ":", "/")
_WORST_RARE_SCORE = 0.7
_WEAKER = 0.8
"""What lines say one by one counts for less: some may be the middle of a text."""
_STAND_IN = "\x1f"
"""What a delimiter of several characters becomes while the standard library splits by it."""

_SEPARATOR_LINE = re.compile(r"^\"?sep=([^\r\n\"]{1,3})\"?\s*$", re.IGNORECASE)
_LONGER = re.compile(r"([^\w\s\"'“”‘’.+()/\\-])\1+|[^\w\s\"'“”‘’.+()/\\-]{2,3}|[,;] | \| |\t\t")


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
        if self.delimiter == BLANKS:
            return [line.split() for line in lines]
        return list(self.reader(lines))

    def alone(self, line: str) -> list[str]:
        """The cells of one line, as if there were no other."""
        return next(iter(self.cells([line])), [])

    def unquoted(self, line: str) -> list[str]:
        """The cells of one line without regard to quotes, or with it where that gives the width."""
        cells = [cell.strip(self.quote) for cell in line.rstrip("\r\n").split(self.delimiter)]
        return cells if len(cells) == self.width else self.alone(line)

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

    def _prepared(self, line: str) -> str:
        if self.escapes_quotes_only:
            line = self._escaped_quotes.sub(self.quote * 2, line)
        if self.is_loose and self.quote in self._sound.sub("", line):
            line = self._quoted.sub(self._with_doubled_quotes, line)
        if self.quote in quotes.CURLY and self.quote in line:
            line = self._quoted.sub(lambda cell: '"' + cell[1].replace('"', '""') + '"', line)
        return line.replace(self.delimiter, _STAND_IN) if len(self.delimiter) > 1 else line

    def _restored(self, cells: list[str]) -> list[str]:
        return [cell.replace(_STAND_IN, self.delimiter) for cell in cells]

    def _with_doubled_quotes(self, cell: re.Match[str]) -> str:
        quote = self.quote
        if self._sound.fullmatch(cell[0]):
            return cell[0]
        inner = cell[1].replace(quote * 2, quote).replace(quote, quote * 2)
        return f"{quote}{inner}{quote}"

    @cached_property
    def _escaped_quotes(self) -> re.Pattern[str]:
        return re.compile(rf"\\{self.quote}(?!(?:{re.escape(self.delimiter)})|[\r\n]|$)")

    @cached_property
    def _sound(self) -> re.Pattern[str]:
        return quotes.sound_cells(self.quote, self.delimiter)

    @cached_property
    def _quoted(self) -> re.Pattern[str]:
        return quotes.quoted_cells(self.quote, self.delimiter)


def detect(lines: list[str], delimiter: str | None = None) -> Dialect:
    """The dialect under which the lines fall into the most regular table."""
    named = _SEPARATOR_LINE.match(lines[0]) if lines else None
    leading = 1 if named else 0
    lines = [line for line in lines[leading:] if line.strip()]
    sure = delimiter or (named.group(1) if named else None)
    if sure:
        return _measured(replace(_plain(lines, sure), leading=leading), lines)
    scores = {found: _score(_plain(lines, found), lines) for found in _candidates(lines)}
    scores[BLANKS] = score_of_blanks(lines)
    scores = {found: value for found, value in scores.items() if value >= _worst(found)}
    best = max(scores, key=lambda found: scores[found], default=None)
    if best is None:
        return _measured(replace(_plain(lines, NO_DELIMITER), confidence=0.6), lines)
    rival = max((value for found, value in scores.items() if found != best), default=0.0)
    confidence = round(1 - 0.5 * rival / scores[best], 2)
    return _measured(replace(_plain(lines, best), confidence=confidence, leading=leading), lines)


def _worst(delimiter: str) -> float:
    is_usual = delimiter in (*DELIMITERS, BLANKS)
    return WORST_SCORE if is_usual else _WORST_RARE_SCORE


def _candidates(lines: list[str]) -> list[str]:
    """What may separate: the usual signs, then rarer ones and longer ones that most lines have."""
    text = "".join(lines)
    held: Counter[str] = Counter()
    for line in lines:
        held.update({found[0] for found in _LONGER.finditer(line)})
    often = 0.8 * len(lines)
    rarer = [sign for sign in _RARER if sign in text and sum(sign in o for o in lines) >= often]
    return [*DELIMITERS, *rarer, *[sign for sign, count in held.most_common(6) if count >= often]]


def _score(dialect: Dialect, lines: list[str]) -> float:
    """Lines read together, or, where a stray quote swallows others, each for itself."""
    records = dialect.cells(lines)
    together = score(records)
    if regularity(records) > REGULAR or dialect.quote not in "".join(lines):
        return together
    return max(together, _WEAKER * score([dialect.alone(line) for line in lines]))


def _measured(dialect: Dialect, lines: list[str]) -> Dialect:
    together = Counter(map(len, dialect.cells(lines)))
    width = usual_width(together)
    if together[width] < 0.9 * together.total():
        width = usual_width(together + Counter(len(dialect.alone(line)) for line in lines))
    return replace(dialect, width=width, quoted_columns=_quoted_columns(dialect, lines, width))


def _quoted_columns(dialect: Dialect, lines: list[str], width: int) -> frozenset[int]:
    """The columns whose cells begin with a quote, told by lines that anyone can split."""
    split = [line.split(dialect.delimiter) for line in lines[1:]]
    simple = [cells for cells in split if len(cells) == width]
    counts = [
        sum(cells[place].startswith(dialect.quote) for cells in simple) for place in range(width)
    ]
    return frozenset(place for place, count in enumerate(counts) if count > len(simple) / 2)


def _plain(lines: list[str], delimiter: str) -> Dialect:
    """The dialect of this delimiter, with the quotes and the escapes that the lines show."""
    text = "".join(lines)
    quote = quotes.enclosing(text, delimiter)
    escape, only_quotes, is_loose = quotes.habits(text, quote, delimiter)
    return Dialect(delimiter, quote, escape, is_loose=is_loose, escapes_quotes_only=only_quotes)
