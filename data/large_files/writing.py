"""Rows being written for the engine: one after another, each behind the number of its record."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from data.large_files.stored_rows import BLOCK


@dataclass
class Writing:
    """Rows being written; `longest` is the length of the longest of those written one by one."""

    out: BinaryIO
    delimiter: str
    quote: str
    longest: int = 0
    _is_begun: bool = False

    def plain(self, first: int, lines: Sequence[bytes]) -> None:
        """Lines of one record each, the first of them numbered so."""
        while lines:
            block, place = divmod(first, BLOCK)
            some = lines[: BLOCK - place]
            # One list of three texts a line, joined at once: the fastest that Python can do.
            texts = [b"\n%d%b" % (block, self.delimiter.encode())] * (3 * len(some))
            texts[1::3] = _places(self.delimiter)[place : place + len(some)]
            texts[2::3] = some
            self._write(b"".join(texts))
            lines, first = lines[len(some) :], first + len(some)

    def odd(self, row: int, cells: list[str]) -> None:
        """A record that was read already, written so that every reader reads it alike."""
        text = io.StringIO(newline="")
        writer = csv.writer(
            text,
            delimiter=self.delimiter,
            quotechar=self.quote,
            quoting=csv.QUOTE_ALL,
            lineterminator="",
        )
        writer.writerow([*map(str, divmod(row, BLOCK)), *cells])
        line = text.getvalue().encode()
        self.longest = max(self.longest, len(line))
        self._write(b"\n" + line)

    def end(self) -> None:
        """End the last line."""
        self.out.write(b"\n")

    def _write(self, text: bytes) -> None:
        self.out.write(memoryview(text)[not self._is_begun :])
        self._is_begun = True


@cache
def _places(delimiter: str) -> list[bytes]:
    return [b"%d%b" % (place, delimiter.encode()) for place in range(BLOCK)]
