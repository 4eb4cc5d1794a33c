"""What is set aside of a large file: counted by reason, with examples, and the records."""

from bisect import insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import pyarrow as pa

from data.problems import EXAMPLES, Problem, shortened
from data.reading_table import CHUNK, TextTable, squeezed, text_table


@dataclass
class Aside:
    """The records set aside, in any order; never more than a chunk of them as objects."""

    table: TextTable
    counts: Counter[str] = field(default_factory=Counter)
    _examples: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    _waiting: list[tuple[int, str, list[str]]] = field(default_factory=list)
    _chunks: list[pa.Table] = field(default_factory=list)

    def fitting(self, row: int, cells: list[str]) -> list[str] | None:
        """The cells of a record that fits; one that does not is set aside."""
        reason, whole = self.table.fitting.judged(row, cells)
        if reason is None:
            return whole
        self.add(row, reason, cells)
        return None

    def add(self, row: int, reason: str, cells: list[str]) -> None:
        """Set a record aside."""
        self.counts[reason] += 1
        listed = self._examples[reason]
        if len(listed) < EXAMPLES or row < listed[-1][0]:
            insort(listed, (row, shortened(" | ".join(cells))))
            del listed[EXAMPLES:]
        self._waiting.append((row, reason, cells))
        if len(self._waiting) >= CHUNK:
            self._chunks.append(self._chunk())

    def rows(self) -> pa.Table:
        """All of them, in the order of the file."""
        return pa.concat_tables([*self._chunks, self._chunk()]).sort_by("row")

    def problems(self) -> list[Problem]:
        """The first examples of each reason, with how many there are."""
        width = str(self.table.layout.width)
        found = [
            Problem(reason, row, None, line, width, self.counts[reason], is_set_aside=True)
            for reason, listed in self._examples.items()
            for row, line in listed
        ]
        return found + self.table.fitting.told()

    def _chunk(self) -> pa.Table:
        width = self.table.layout.width
        cells = [squeezed(cells, width) for _, _, cells in self._waiting]
        table = text_table([row for row, _, _ in self._waiting], cells, width)
        reasons = pa.array([reason for _, reason, _ in self._waiting], pa.string())
        self._waiting = []
        return table.append_column("reason", reasons)
