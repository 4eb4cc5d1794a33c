"""What the cells of each column usually look like, and how well others would fit among them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from data.values.shapes import shape

LONGEST_LOOK = 40
"""So many characters of a cell are compared; what comes after is alike in all texts."""

MANY, FEW = 20, 3
"""Where so many cells share so few patterns, no other pattern belongs there."""

MOST_KNOWN = 20_000
"""The fit of so many cells is remembered: ways of reading one line share most of theirs."""

_NEVER_SEEN = 0.002
_RUNS = re.compile(r"0+|A+|a+|x+")
_LETTERS = (
    (re.compile(r"^0(?=\d+(?:\.\d+)?$)"), "z"),
    (re.compile(r"\d"), "0"),
    (re.compile(r"[A-Z]"), "A"),
    (re.compile(r"[^\W\d_A-Z]"), "a"),
)


@dataclass(frozen=True)
class ColumnHabit:
    """How often which pattern, rough pattern, shape and length was seen in one column."""

    patterns: Counter[str]
    rough: Counter[str]
    shapes: Counter[str]
    total: int
    known: dict[str, float] = field(default_factory=dict)

    @staticmethod
    def of(cells: list[str]) -> "ColumnHabit":
        """The habit of a column with these cells."""
        patterns = [pattern(cell) for cell in cells]
        rough = Counter(map(roughly, patterns))
        shapes = Counter(map(_shape, cells))
        return ColumnHabit(Counter(patterns), rough, shapes, len(cells))

    def fit(self, cell: str) -> float:
        """How well a cell fits: about the logarithm of how often its like was seen."""
        if cell not in self.known:
            self.known[cell] = self._fit(cell)
        return self.known[cell]

    def _fit(self, cell: str) -> float:
        exact = pattern(cell)
        likeness = (
            0.6 * self.patterns[exact]
            + 0.25 * self.rough[roughly(exact)]
            + 0.15 * self.shapes[_shape(cell)]
        )
        if len(self.known) >= MOST_KNOWN:
            self.known.clear()
        return log(likeness / max(self.total, 1) + _NEVER_SEEN)

    @property
    def is_free(self) -> bool:
        """Whether all kinds of texts stand here."""
        return len(self.rough) > FEW

    def demands(self, cell: str) -> bool:
        """Whether all cells look alike here, and as this one does."""
        is_alike = self.total >= MANY and len(self.patterns) <= FEW
        return is_alike and pattern(cell) in self.patterns

    def knows(self, cell: str) -> bool:
        """Whether the like of a cell was seen here: its very pattern, where all share a few."""
        if self.total >= MANY and len(self.patterns) <= FEW:
            return self.demands(cell)
        return roughly(pattern(cell)) in self.rough

    def allows(self, cell: str) -> bool:
        """Whether a cell of this shape was ever seen here."""
        return _shape(cell) in self.shapes


Habits = list[ColumnHabit]


def habits_of(records: list[list[str]], width: int) -> Habits:
    """The habits of every column, told by the records of the right width."""
    whole = [cells for cells in records if len(cells) == width]
    return [ColumnHabit.of([cells[place] for cells in whole]) for place in range(width)]


def fit(habits: Habits, cells: list[str]) -> float:
    """How well the cells of a record fit their columns, added up."""
    return sum(habit.fit(cell) for habit, cell in zip(habits, cells, strict=True))


@lru_cache(maxsize=8192)
def pattern(cell: str) -> str:
    """A cell with digits as 0, capitals as A, other letters as a; a text by its beginning.

    A number that begins with a zero is of a kind of its own.
    """
    told = cell[:LONGEST_LOOK]
    for letters, sign in _LETTERS:
        told = letters.sub(sign, told)
    return told


@lru_cache(maxsize=8192)
def roughly(exact: str) -> str:
    """A pattern without the lengths of its runs."""
    return _RUNS.sub(lambda run: run[0][0], exact)


@lru_cache(maxsize=8192)
def _shape(cell: str) -> str:
    return shape(cell)
