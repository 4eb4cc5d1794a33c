"""Which records of a body are rows of its table: as they came, mended, or set aside and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from data.problems import EXAMPLES, Problem, shortened
from data.text_files.column_habits import Habits, habits_of
from data.text_files.dialects import NO_DELIMITER, Dialect
from data.text_files.mending import Mender
from data.text_files.reading_headers import Layout
from data.text_files.reading_records import LongRecord, OddRecord
from data.values.shapes import shape

UNDECODABLE = "\ufffd"
AGAIN = 3
"""So many records in a row make another table."""

TOTALS = frozenset(
    (
        *("total", "totals", "grand total", "sum", "subtotal", "sub total"),
        *("合计", "总计", "小计", "共计", "合計", "總計", "小計", "共計"),
    )
)

VALUES = ("number", "date", "time", "email")

Numbered = list[tuple[int, list[str]]]


@dataclass
class Fitting:
    """The judgement on the records of one file; `first` are the first rows of its body.

    In a doubtful text, U+FFFD stands for bytes that could not be decoded.
    """

    layout: Layout
    habits: Habits
    mender: Mender | None = None
    is_doubtful: bool = False
    first: list[list[str]] = field(default_factory=list)
    damaged: list[tuple[int, str, list[str]]] = field(default_factory=list)
    mended: list[Problem] = field(default_factory=list)
    is_other_table: bool = False

    @staticmethod
    def of(
        head: list[list[str]], layout: Layout, is_doubtful: bool, dialect: Dialect | None
    ) -> "Fitting":
        """The judgement that the first records of a file allow."""
        own, filled = head[layout.body :], layout.filled
        lacking = [""] * (layout.width - filled)
        body = [[*cells, *lacking] if len(cells) == filled else cells for cells in own]
        habits = habits_of(body, layout.width)
        can_mend = dialect is not None and dialect.delimiter != NO_DELIMITER
        mender = Mender.of(dialect, habits[:filled], own) if dialect and can_mend else None
        return Fitting(layout, habits, mender, is_doubtful, body[:AGAIN])

    def rows(self, records: Numbered) -> Iterator[tuple[int, list[str]]]:
        """The records that are rows, each with as many cells as there are columns."""
        for place, (row, cells) in enumerate(records):
            reason = self._elsewhere(records, place)
            reason, whole = (reason, cells) if reason else self.judged(row, cells)
            if reason:
                self.damaged.append((row, reason, cells))
            else:
                yield row, whole

    def judged(self, row: int, cells: list[str]) -> tuple[str | None, list[str]]:
        """Why a record is no row, or its cells, as many as there are columns."""
        reason = self.obstacle(cells)
        whole = None if reason else self._whole(row, cells)
        if whole is None:
            kind = "short_row" if len(cells) < self.layout.width else "long_row"
            return reason or kind, cells
        return None, whole

    def told(self) -> list[Problem]:
        """The records that were put right, at most EXAMPLES of them."""
        return [replace(one, count=len(self.mended)) for one in self.mended[:EXAMPLES]]

    def obstacle(self, cells: list[str]) -> str | None:
        """Why a record cannot be a row, whatever its cells mean."""
        if isinstance(cells, LongRecord):
            return "long_cell"
        if not any(cell.strip() for cell in cells):
            return "blank_row"
        if self.is_doubtful and any(UNDECODABLE in cell for cell in cells):
            return "undecodable"
        if self._names_columns(cells):
            return "repeated_header"
        if cells[0].strip().lower().rstrip(":：") in TOTALS:
            return "totals_row"
        is_remark = cells[0].startswith("#") and len(cells) < self.layout.width
        return "remark" if is_remark else None

    def _names_columns(self, cells: list[str]) -> bool:
        return self.layout.has_header and [c.strip() for c in cells] == list(self.layout.header)

    def _elsewhere(self, records: Numbered, place: int) -> str | None:
        """Whether another table has begun: the same once more, or one of another width."""
        if not self.is_other_table:
            after = [others for _, others in records[place : place + AGAIN + 1]]
            self.is_other_table = self._begins_again(records, place) or self._is_foreign(after)
        return "other_table" if self.is_other_table else None

    def _begins_again(self, records: Numbered, place: int) -> bool:
        """Whether the names of the columns stand above this record, and the first rows follow."""
        if not place or not self._names_columns(records[place - 1][1]):
            return False
        after = [cells for _, cells in records[place : place + len(self.first)]]
        return len(self.first) == AGAIN and after == self.first

    def _is_foreign(self, records: list[list[str]]) -> bool:
        """Whether a line of names and rows under it agree on a width that is not this table's."""
        widths = {len(cells) for cells in records}
        if len(records) <= AGAIN or len(widths) > 1 or widths & {0, 1, self.layout.width}:
            return False
        top = [cell.strip() for cell in records[0]]
        is_named = len(set(top)) == len(top) and all(map(_is_name, top))
        return is_named and all(any(shape(cell) in VALUES for cell in row) for row in records[1:])

    def _whole(self, row: int, cells: list[str]) -> list[str] | None:
        """The cells of a row, put right where that is needed and clear."""
        width, filled = self.layout.width, self.layout.filled
        if len(cells) == width and not isinstance(cells, OddRecord):
            return cells
        if len(cells) == filled != width:
            return [*cells, *[""] * (width - filled)]
        fitted = [*cells[:width], *[""] * (width - len(cells))]
        put_right = self._put_right(cells)
        if put_right is None:
            return fitted if self._is_merely_cut(cells, fitted) else None
        if put_right != fitted and isinstance(cells, OddRecord):
            self._tell(row, cells, put_right)
        return put_right

    def _put_right(self, cells: list[str]) -> list[str] | None:
        if not self.mender or not isinstance(cells, OddRecord):
            return None
        mended = self.mender.mended(cells.text)
        return mended and [*mended, *[""] * (self.layout.width - len(mended))]

    def _tell(self, row: int, cells: OddRecord, put_right: list[str]) -> None:
        if not cells.is_runaway:
            line, told = shortened(cells.text.strip()), shortened(" | ".join(put_right))
            self.mended.append(Problem("mended_row", row, None, line, told))

    def _is_merely_cut(self, cells: list[str], fitted: list[str]) -> bool:
        """Whether a record lost or gained blank cells at its end alone, rather than a delimiter."""
        if any(cell.strip() for cell in cells[self.layout.width :]) or self._is_runaway(cells):
            return False
        pairs = list(zip(fitted, self.habits, strict=True))
        lost = self.habits[len(cells) :]
        is_usual = all(habit.allows(cell) for cell, habit in pairs)
        is_sure = not self.mender or all(h.knows(c) or h.is_free for c, h in pairs)
        return is_usual and is_sure and all("blank" in habit.shapes for habit in lost)

    def _is_runaway(self, cells: list[str]) -> bool:
        return isinstance(cells, OddRecord) and cells.is_runaway


def _is_name(cell: str) -> bool:
    return shape(cell) == "text" and any(sign.isalpha() for sign in cell)
