"""Whether every line of a large text is plain: then it is read as it lies, not rewritten."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from data.large_files.lines import LONGEST_LINE, UNDECODABLE, Form
from data.large_files.rows import FIRST_ROWS

_FEED, _RETURN, _BLANK = ord("\n"), ord("\r"), ord(" ")
_UNSEEN = tuple(sign.encode() for sign in "\u00a0\u200b\u3000\ufeff")
_IS_EDGE, _IS_BLANK = 1, 2
_Places = NDArray[np.intp]
_Signs = NDArray[np.uint8]


@dataclass
class Survey:
    """What a pass over the text finds: its lines, and with `above` less, its `rows`.

    `sample` holds the first rows and one in `every`, as Sorting does. `has_returns` tells how its
    lines end, all of them alike; `has_blanks`, whether a cell may begin or end with one.
    """

    form: Form
    above: int
    every: int
    lines: int = 0
    has_blanks: bool = False
    has_returns: bool | None = None
    sample: list[tuple[int, bytes]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The rows so far."""
        return max(0, self.lines - self.above)

    def fits(self, piece: bytes) -> bool:
        """Take the next piece, cut after a line feed; False where a line of it is not plain."""
        around = np.frombuffer(b"\n%b\n" % piece, np.uint8)
        signs = around[1:-1]
        ends = np.flatnonzero(signs == _FEED)
        if not piece.endswith(b"\n"):
            ends = np.append(ends, len(piece))
        if not self._ends_alike(piece, signs, ends) or not _is_legible(piece, self.form):
            return False
        quotes = _quotes(piece, signs, self.form)
        if not _quotes_cells(around, quotes, ends, self.form):
            return False
        self.has_blanks = self.has_blanks or _has_blanks(piece, around, quotes, self.form)
        self._look(piece, ends)
        self.lines += len(ends)
        return True

    def _ends_alike(self, piece: bytes, signs: _Signs, ends: _Places) -> bool:
        has_returns = b"\r" in piece
        if self.has_returns is None:
            self.has_returns = has_returns
        lengths = np.diff(ends, prepend=-1) - 1 - has_returns
        is_sane = self.has_returns == has_returns and lengths.min() > 0
        if has_returns and is_sane:
            returns = np.flatnonzero(signs == _RETURN)
            is_sane = np.array_equal(returns, ends - 1)
        return bool(is_sane and lengths.max() <= LONGEST_LINE)

    def _look(self, piece: bytes, ends: _Places) -> None:
        first = self.lines + 1 - self.above
        rows = np.arange(first, first + len(ends))
        looked_at = (rows > 0) & ((rows <= FIRST_ROWS) | (rows % self.every == 0))
        places = np.flatnonzero(looked_at)
        starts = np.append(0, ends[:-1] + 1)
        for row, start, end in zip(rows[places], starts[places], ends[places], strict=True):
            self.sample.append((int(row), piece[start:end].removesuffix(b"\r")))


def _is_legible(piece: bytes, form: Form) -> bool:
    return b"\0" not in piece and not (form.is_doubtful and UNDECODABLE in piece)


def _quotes(piece: bytes, signs: _Signs, form: Form) -> _Places:
    quote = form.quote or b'"'
    return np.flatnonzero(signs == ord(quote)) if quote in piece else np.empty(0, np.intp)


def _has_blanks(piece: bytes, around: _Signs, quotes: _Places, form: Form) -> bool:
    """Whether a blank stands at what may be an end of a cell, or one nobody sees anywhere."""
    if not piece.isascii() and any(blank in piece for blank in _UNSEEN):
        return True
    kinds = np.frombuffer(around.tobytes().translate(_kinds(form)), np.uint8)
    pairs = np.flatnonzero((kinds[:-1] | kinds[1:]) == _IS_BLANK | _IS_EDGE)
    if not len(pairs):
        return False
    edges = pairs + (kinds[pairs] == _IS_BLANK)
    is_quote = around[edges] == ord(form.quote or b'"')
    # The places of quotes count from the first sign, those of edges from the feed before it.
    is_within = np.searchsorted(quotes, edges - 1) % 2 == 1
    return bool((is_quote | ~is_within).any())


@cache
def _kinds(form: Form) -> bytes:
    """For each of the 256 signs, whether a cell may end with it, or it may be a blank."""
    edges = {_FEED, _RETURN, ord(form.delimiter), ord(form.quote or b'"')}
    return bytes(_IS_EDGE if s in edges else _IS_BLANK * (s <= _BLANK) for s in range(256))


def _quotes_cells(around: _Signs, quotes: _Places, ends: _Places, form: Form) -> bool:
    """Whether every quote opens or closes a whole cell, or is one of two within it."""
    if not len(quotes):
        return True
    opening, closing = quotes[::2], quotes[1::2]
    if len(opening) != len(closing) or (np.searchsorted(quotes, ends) % 2).any():
        return False
    quote, sign = ord(form.quote or b'"'), ord(form.delimiter)
    before, behind = around[opening], around[closing + 2]
    is_begun = (before == sign) | (before == quote) | (before == _FEED)
    is_ended = (behind == sign) | (behind == quote) | (behind == _FEED) | (behind == _RETURN)
    return bool(is_begun.all() and is_ended.all())
