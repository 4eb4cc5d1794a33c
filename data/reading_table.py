"""From records to the text table: what fits is kept, what does not is set aside with a reason."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import pyarrow as pa

from data.problems import EXAMPLES, Problem, shortened
from data.reading_headers import Layout
from data.reading_records import LongRecord
from data.reading_rows import cell_name
from data.shapes import shape

CHUNK = 50_000
UNDECODABLE = "\ufffd"

TOTALS = frozenset(
    (
        *("total", "totals", "grand total", "sum", "subtotal", "sub total"),
        *("合计", "总计", "小计", "共计", "合計", "總計", "小計", "共計"),
    )
)


@dataclass
class TextTable:
    """The body of a file while it is being collected.

    In a doubtful text, U+FFFD stands for bytes that could not be decoded.
    """

    layout: Layout
    habits: list[Counter[str]]
    is_doubtful: bool = False
    row: int = 0
    chunks: list[pa.Table] = field(default_factory=list)
    damaged: list[tuple[int, str, list[str]]] = field(default_factory=list)

    def add(self, records: list[list[str]]) -> None:
        """Take the next records of the body."""
        first = self.row + 1
        self.row += len(records)
        numbered = list(range(first, self.row + 1))
        if self._has_odd(records):
            kept = list(self._fitting(zip(numbered, records, strict=True)))
            numbered, records = [n for n, _ in kept], [cells for _, cells in kept]
        self.chunks.append(text_table(numbered, records, self.layout.width))

    def rows(self) -> pa.Table:
        """Everything that fits."""
        return (
            pa.concat_tables(self.chunks) if self.chunks else text_table([], [], self.layout.width)
        )

    def set_aside(self) -> pa.Table:
        """Everything that does not, with its reason; surplus cells stand together in the last."""
        width = self.layout.width
        cells = [squeezed(cells, width) for _, _, cells in self.damaged]
        table = text_table([row for row, _, _ in self.damaged], cells, width)
        return table.append_column("reason", pa.array([r for _, r, _ in self.damaged], pa.string()))

    def problems(self) -> list[Problem]:
        """The damaged records, at most EXAMPLES of each kind."""
        counts = Counter(reason for _, reason, _ in self.damaged)
        told: Counter[str] = Counter()
        found = []
        for row, reason, cells in self.damaged:
            told[reason] += 1
            if told[reason] <= EXAMPLES:
                line = shortened(" | ".join(cells))
                expected = str(self.layout.width)
                count = counts[reason]
                found.append(Problem(reason, row, None, line, expected, count, is_set_aside=True))
        return found

    def _has_odd(self, records: list[list[str]]) -> bool:
        if self.is_doubtful or set(map(len, records)) != {self.layout.width}:
            return True
        if LongRecord in set(map(type, records)):
            return True
        firsts = {first.strip().lower() for first in {cells[0] for cells in records}}
        return "" in firsts or not TOTALS.isdisjoint(firsts)

    def _fitting(self, records: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        for row, cells in records:
            reason = self.obstacle(cells)
            if reason:
                self.damaged.append((row, reason, cells))
            else:
                yield row, self.fitted(cells)

    def fitted(self, cells: list[str]) -> list[str]:
        """The cells of a record that fits, as many as there are columns."""
        return (cells + [""] * self.layout.width)[: self.layout.width]

    def obstacle(self, cells: list[str]) -> str | None:
        """Why a record does not fit; None where it does."""
        width = self.layout.width
        if isinstance(cells, LongRecord):
            return "long_cell"
        if not any(cell.strip() for cell in cells):
            return "blank_row"
        if any(cell.strip() for cell in cells[width:]):
            return "long_row"
        if self.is_doubtful and any(UNDECODABLE in cell for cell in cells):
            return "undecodable"
        if cells[0].strip().lower().rstrip(":：") in TOTALS:
            return "totals_row"
        if len(cells) < width and not self._is_merely_cut(cells):
            return "short_row"
        return None

    def _is_merely_cut(self, cells: list[str]) -> bool:
        """Whether a short record lost only blank cells at its end, rather than a delimiter."""
        habits = self.habits
        looks_right = all(not c or shape(c) in h for c, h in zip(cells, habits, strict=False))
        return looks_right and all("blank" in habit for habit in habits[len(cells) :])


def collect(
    head: list[list[str]], records: Iterator[list[str]], layout: Layout, is_doubtful: bool = False
) -> TextTable:
    """The whole body of a file: the head that was looked at, and the records after it."""
    body = head[layout.body :]
    table = TextTable(layout, habits_of(body, layout.width), is_doubtful)
    while body:
        table.add(body)
        body = list(islice(records, CHUNK))
    return table


def habits_of(body: list[list[str]], width: int) -> list[Counter[str]]:
    """How often each column of these records looks like what."""
    whole = [cells for cells in body if len(cells) == width]
    return [Counter(shape(cells[i]) for cells in whole) for i in range(width)]


def text_table(numbers: Iterable[int], records: list[list[str]], width: int) -> pa.Table:
    """Records of that width under their numbers."""
    columns = zip(*records, strict=True) if records else ((),) * width
    arrays = [pa.array(column, pa.string()) for column in columns]
    named = {cell_name(i): array for i, array in enumerate(arrays)}
    return pa.table({"row": pa.array(numbers, pa.int64()), **named})


def squeezed(cells: list[str], width: int) -> list[str]:
    """As many cells as that; surplus ones stand together in the last."""
    if len(cells) <= width:
        return cells + [""] * (width - len(cells))
    return [*cells[: width - 1], " ".join(cells[width - 1 :])]
