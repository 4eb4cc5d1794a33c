"""From records to the text table: what fits is kept, what does not is set aside with a reason."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import pyarrow as pa

from data.problems import EXAMPLES, Problem, shortened
from data.reading_rows import cell_name
from data.text_files.dialects import Dialect
from data.text_files.reading_fitting import TOTALS, Fitting
from data.text_files.reading_headers import Layout

CHUNK = 50_000


@dataclass
class TextTable:
    """The body of a file while it is being collected."""

    layout: Layout
    fitting: Fitting
    row: int = 0
    chunks: list[pa.Table] = field(default_factory=list)

    @property
    def damaged(self) -> list[tuple[int, str, list[str]]]:
        """The records that are no rows: where they stand, why, and their cells."""
        return self.fitting.damaged

    def add(self, records: list[list[str]]) -> None:
        """Take the next records of the body."""
        first = self.row + 1
        self.row += len(records)
        numbered = list(range(first, self.row + 1))
        if self._has_odd(records):
            kept = list(self.fitting.rows(list(zip(numbered, records, strict=True))))
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
        """The damaged records, at most EXAMPLES of each kind, and those that were mended."""
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
        return found + self.fitting.told()

    def _has_odd(self, records: list[list[str]]) -> bool:
        fitting, names = self.fitting, self.layout.header
        if fitting.is_doubtful or fitting.is_other_table:
            return True
        if set(map(len, records)) != {self.layout.width} or set(map(type, records)) != {list}:
            return True
        firsts = {first.strip().lower() for first in {cells[0] for cells in records}}
        return not TOTALS.isdisjoint(firsts) or not firsts.isdisjoint({"", names[0].lower()})


def collect(
    head: list[list[str]],
    records: Iterator[list[str]],
    layout: Layout,
    is_doubtful: bool = False,
    dialect: Dialect | None = None,
) -> TextTable:
    """The whole body of a file: the head that was looked at, and the records after it."""
    table = TextTable(layout, Fitting.of(head, layout, is_doubtful, dialect))
    body = head[layout.body :]
    while body:
        table.add(body)
        body = list(islice(records, CHUNK))
    return table


def text_table(numbers: Iterable[int], records: list[list[str]], width: int) -> pa.Table:
    """Records of that width under their numbers."""
    columns = zip(*records, strict=True) if records else ((),) * width
    arrays = [pa.array(column, pa.string()) for column in columns]
    named = {cell_name(i): array for i, array in enumerate(arrays)}
    return pa.table({"row": pa.array(numbers, pa.int64()), **named})


def squeezed(cells: list[str], width: int) -> list[str]:
    """As many cells as that; surplus ones stand together in the last."""
    if len(cells) <= width:
        return [*cells, *[""] * (width - len(cells))]
    return [*cells[: width - 1], " ".join(cells[width - 1 :])]
