"""The lines of a large text: plain ones by the thousand, and the odd ones one by one."""

import io
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from data.large_files.decoding import swapped

LONGEST_LINE = 1 << 20
"""A line of more bytes may hold a cell that is too long to be one."""

UNDECODABLE = "\ufffd".encode()


@dataclass(frozen=True)
class Form:
    """What makes a line odd: a quote without its pair, or a sign that not all read alike.

    Without a quote every line is odd: its dialect is one that only Python reads.
    """

    quote: bytes | None
    is_doubtful: bool = False
    is_swapped: bool = False
    delimiter: bytes = b","

    @cached_property
    def quoted_cell(self) -> re.Pattern[bytes]:
        """A cell which is quoted as a whole, its own quotes doubled."""
        sign, quote = re.escape(self.delimiter), re.escape(self.quote or b"")
        inner = rb"(?:[^%b]|%b%b)*" % (quote, quote, quote)
        return re.compile(rb"(?:^|(?<=%b))%b%b%b(?=%b|\r?$)" % (sign, quote, inner, quote, sign))


@dataclass
class Lines:
    """The lines of a text that comes in pieces, each piece cut after a line feed."""

    pieces: Iterator[bytes]
    form: Form
    taken: int = 0
    _lines: list[bytes] = field(default_factory=list)
    _odd: list[int] = field(default_factory=list)
    _at: int = 0
    _has_returns: bool = False
    _is_open: bool = False
    _is_within: bool = False

    def run(self) -> list[bytes] | None:
        """The plain lines up to the next odd one, blank ones left out; None at the end."""
        if not self._has_more():
            return None
        end = self._next_odd()
        found, self._at = self._lines[self._at : end], end
        if self._has_returns:
            found = [line.removesuffix(b"\r") for line in found]
        return [line for line in found if line] if b"" in found else found

    @property
    def is_plain_next(self) -> bool:
        """Whether a new line begins here, and is plain."""
        return not self._is_within and self._has_more() and self._next_odd() > self._at

    def texts(self) -> Iterator[str]:
        """The lines one by one, as they stood in the file; a return within ends a line too."""
        while self._has_more():
            line = self._lines[self._at] + b"\n" * (not self._is_unended())
            self._at += 1
            self.taken += 1
            parts = list(io.StringIO(swapped(line, self.form.is_swapped).decode(), newline=""))
            for number, part in enumerate(parts, 1):
                self._is_within = number < len(parts)
                yield part

    def put_back(self, count: int) -> bool:
        """Have the last so many lines come again; False where some are gone for that."""
        if count > self._at or self._is_within:
            return False
        self._at -= count
        return True

    def _has_more(self) -> bool:
        return self._at < len(self._lines) or self._next_piece()

    def _next_odd(self) -> int:
        place = bisect_left(self._odd, self._at)
        return self._odd[place] if place < len(self._odd) else len(self._lines)

    def _is_unended(self) -> bool:
        """Whether this is the very last line, without an end."""
        return self._is_open and self._at == len(self._lines) - 1

    def _next_piece(self) -> bool:
        piece = next(self.pieces, None)
        if piece is None:
            return False
        self._is_open = not piece.endswith(b"\n")
        self._has_returns = b"\r" in piece
        self._lines, self._at = piece.split(b"\n"), 0
        if not self._is_open:
            self._lines.pop()
        self._odd = sorted(_odd_lines(piece, self._lines, self.form))
        return True


def _odd_lines(piece: bytes, lines: list[bytes], form: Form) -> set[int]:
    if form.quote is None:
        return set(range(len(lines)))
    found: set[int] = set()
    if form.quote in piece:
        found |= _with_odd_quotes(piece, lines, form.quote, form)
    if b"\r" in piece and piece.count(b"\r") != piece.count(b"\r\n"):
        found |= {n for n, line in enumerate(lines) if b"\r" in line[:-1]}
    if b"\0" in piece:
        found |= {n for n, line in enumerate(lines) if b"\0" in line}
    if form.is_doubtful and UNDECODABLE in piece:
        found |= {n for n, line in enumerate(lines) if UNDECODABLE in line}
    if max(map(len, lines), default=0) > LONGEST_LINE:
        found |= {n for n, line in enumerate(lines) if len(line) > LONGEST_LINE}
    return found


def _with_odd_quotes(piece: bytes, lines: list[bytes], quote: bytes, form: Form) -> set[int]:
    """Lines with a quote that does not enclose a whole cell, or has no pair in its line."""
    found = {n for n, line in enumerate(lines) if line.count(quote) & 1}
    opening = piece.startswith(quote) + sum(
        map(piece.count, (form.delimiter + quote, b"\n" + quote))
    )
    ends = (quote + form.delimiter, quote + b"\n", quote + b"\r")
    closing = piece.endswith(quote) + sum(map(piece.count, ends))
    if not opening == closing == piece.count(quote) / 2:
        # Counted over many lines at once, quotes in order are told ten times faster.
        is_odd, cell = found.__contains__, form.quoted_cell
        doubtful = ((n, line) for n, line in enumerate(lines) if quote in line and not is_odd(n))
        found |= {n for n, line in doubtful if quote in cell.sub(b"", line)}
    return found
